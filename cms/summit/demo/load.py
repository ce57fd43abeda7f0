"""The summit of 2026 with its sessions, and the next one."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings

from cms.core.demo import body
from cms.core.demo.publish import publish, publish_translation, spanish
from cms.summit.models import Facilitator, Material, SessionPage, SummitIndexPage, SummitPage
from cms.taxonomy.models import Topic

TEXTS = ("title", "summary", "slug")
SUMMIT = (*TEXTS, "year", "state", "venue")


def load(context):
    parent = SummitIndexPage.objects.get(locale__language_code="en")
    topics = {topic.slug: topic for topic in Topic.objects.source()}
    for values in context.read(__file__, "summit.toml")["summit"]:
        if context.first_time(f"summit/{values['slug']}"):
            load_summit(parent, values, topics)


def load_summit(parent, values, topics):
    dates = {"starts_on": values.get("start_date"), "ends_on": values.get("end_date")}
    page = SummitPage(**{name: values.get(name, "") for name in SUMMIT}, **dates, body=body(values["intro"]))
    if not publish(page, parent):
        return
    publish_translation(page, body=body(values.get("intro_es")), **spanish(values, *TEXTS, "venue"))
    for session in values.get("session", []):
        load_session(page, session, topics)


def load_session(summit, values, topics):
    page = SessionPage(
        **{name: values.get(name, "") for name in (*TEXTS, "room")},
        starts_at=moment(values["day"], values["start"]),
        ends_at=moment(values["day"], values["end"]),
        session_format=values["format"],
        spoken_language=values["language"],
        topics=[topics[slug] for slug in values["topics"]],
        body=body(values["body"]),
        **people_and_materials(values),
    )
    if publish(page, summit, values["day"]):
        texts = spanish(values, *TEXTS)
        publish_translation(page, body=body(values.get("body_es")), **people_and_materials(values), **texts)


def people_and_materials(values):
    return {
        "facilitators": [Facilitator(**person) for person in values.get("facilitators", [])],
        "materials": [Material(**material) for material in values.get("materials", [])],
    }


def moment(day, clock):
    return datetime.combine(day, time.fromisoformat(clock), ZoneInfo(settings.TIME_ZONE))
