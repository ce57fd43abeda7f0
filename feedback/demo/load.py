"""Sample ratings, remarks and suggestions, and what became of them, by the same functions that people use."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from django.utils import timezone

from cms.accounts.domain import participants
from cms.resources.models import ResourcePage
from cms.taxonomy.models import Audience, RegionalCenter, Topic

from ..domain import (
    assigning,
    findings,
    helpful,
    meetings,
    merging,
    moves,
    outcomes,
    pages,
    parity,
    ratings,
    remarks,
    suggestions,
    voting,
)
from ..domain.empty_searches import EmptySearch
from ..enums import SignalKind, Status
from ..findings_file import HEADINGS, written
from ..permissions import may_work_queue
from ..queries.helpful import parts_of
from ..queries.links import links_of
from ..queries.needs import need_of
from . import comments, desk, neighbors, offers

FIRST_RATING = datetime(2026, 8, 26, 8, 20, tzinfo=ZoneInfo("America/Los_Angeles"))
BETWEEN_RATINGS = timedelta(hours=13, minutes=7)
BETWEEN_VOICES = timedelta(hours=1)


def load(context):
    content = context.read(__file__, "feedback.toml")
    _date_from_today(content["suggestion"])
    days = [*_ratings(context, content["rating"]), *_remarks(context, content["remark"])]
    stories = {}
    days += _suggestions(context, content["suggestion"], stories)
    days += comments.days(context)
    days += _meetings(context, content["meeting"], stories)
    days += offers.days(context, context.read(__file__, "offers.toml")["offer"])
    days += _imports(context, content["finding_import"])
    days += neighbors.days(context, context.read(__file__, "neighbors.toml")["need"])
    days += desk.days(context, context.read(__file__, "desk.toml")["need"])
    for _when, _order, act in sorted(days, key=lambda day: day[:2]):
        act()
    parity.publish_reports()


def _date_from_today(rows):
    """What is told from the day of loading gets its date: by the calendar, also over a change of the clocks."""
    now = timezone.localtime()
    for row in rows:
        for dated in (row, *row["history"]):
            if "days_ago" in dated:
                dated["date"] = now - timedelta(days=dated["days_ago"])


def _ratings(context, rows):
    for number, row in enumerate(rows):
        page, person = context.page(row["resource"], ResourcePage), context.people.get(row["person"])
        if page and person and context.first_time(f"rating/{row['person']}/{row['resource']}"):
            at = FIRST_RATING + number * BETWEEN_RATINGS
            said = {"reason": row.get("reason", ""), "at": at}
            yield at, 0, partial(ratings.rate, page.work, person, row["stars"], **said)


def _remarks(context, rows):
    visitors = {}
    for row in rows:
        who, page = row.get("visitor") or row.get("person"), context.page(row["page"])
        known = "person" not in row or row["person"] in context.people
        key = "/".join((row["kind"], who, row["page"], row.get("question", "")))
        if page and known and context.first_time(key[:200]):
            yield row["date"], 1, partial(_remark, context, visitors, row, page.specific)


def _remark(context, visitors, row, page):
    at, language = {"at": row["date"]}, row["language"]
    if person := context.people.get(row.get("person")):
        speaker = participants.of_user(person)
    else:
        speaker = visitors.get(row["visitor"]) or participants.of_receipt(language)
        visitors[row["visitor"]] = speaker
    if row["kind"] == "translation":
        remarks.request_translation(page.work, speaker, language, **at)
    elif row["kind"] == "broken_link":
        said = {"title": links_of(page).get(row["link"], ""), "note": row["note"], "language": language}
        remarks.report_link(page.work, speaker, row["link"], **said, **at)
    else:
        question = row.get("question", "")
        part = next(part for part, title in parts_of(page).items() if title == question)
        which = {"part": part, "part_title": question, "language": language}
        helpful.answer(page.work, speaker, row["answer"] == "yes", reason=row.get("reason", ""), **which, **at)


def _suggestions(context, rows, stories):
    for row in rows:
        known = "person" not in row or row["person"] in context.people
        if known and context.first_time(f"suggestion/{row['key']}"):
            story = stories[row["key"]] = Story(context, row, stories)
            yield row["date"], 1, story.begin
            for step in row["history"]:
                yield step["date"], 2, partial(story.go_on, step)
            yield from story.notes()
            yield from story.voices()
            yield from story.outcomes()


def _meetings(context, rows, stories):
    for row in rows:
        if row["by"] in context.people and context.first_time(f"meeting/{row['key']}"):
            yield row["date"], 4, partial(_meeting, context, row, stories)


def _meeting(context, row, stories):
    by, at = context.people[row["by"]], row["date"]
    facts = meetings.Facts(row["name"], row["held_on"], row["place"], _term(RegionalCenter, row["region"]))
    spoken = [_spoken(voice, stories) for voice in row["voice"]]
    meetings.record(meetings.plan(facts, by=by, at=at), spoken, by=by, at=at)


def _spoken(voice, stories):
    story = stories.get(voice.get("joins"))
    terms = {"audience": _term(Audience, voice["audience"]), "topic": _term(Topic, voice.get("topic"))}
    said = {name: voice[name] for name in ("title", "language", "people", "text")}
    return meetings.Spoken(**said, **terms, need=story and story.need)


def _imports(context, rows):
    for row in rows:
        if row["by"] in context.people and context.first_time(f"import/{row['key']}"):
            yield row["date"], 4, partial(_import, context, row)


def _import(context, row):
    """As a file that somebody sends, and the worker imports."""
    content = written([HEADINGS, *row["rows"]]).encode()
    said = {"kind": SignalKind(row["kind"]), "title": row["title"], "file_name": row["file_name"]}
    source = findings.upload(content, **said, by=context.people[row["by"]], at=row["date"])
    findings.start(source, at=row["date"])
    while findings.go_on(source):
        pass


def _term(model, slug):
    return model.objects.source().filter(slug=slug).first()


@dataclass
class Story:
    """One suggestion and what happened to its need; `stories` are those loaded in this run, by key."""

    context: object
    row: dict
    stories: dict
    need: object = None

    def begin(self):
        row = self.row
        said = {name: row[name] for name in ("kind", "title", "language")}
        said |= {"body": row["body"].strip(), "url": row.get("url", "")}
        said |= {"topic": _term(Topic, row.get("topic")), "region": _term(RegionalCenter, row.get("region"))}
        author = self.context.people.get(row.get("person"))
        searched = EmptySearch(row["searched"], row["language"]) if "searched" in row else None
        how = {"author": author, "searched": searched, "at": row["date"]}
        self.need = need_of(suggestions.suggest(suggestions.Wish(**said), **how))

    def notes(self):
        """What members said to each other."""
        for note in self.row.get("notes", ()):
            if by := self.context.people.get(note["by"]):
                yield note["date"], 4, partial(self._note, note, by)

    def _note(self, note, by):
        moves.add_note(self.need, note["text"], by=by, at=note["date"])

    def voices(self):
        """One an hour from the moment a member has read it."""
        at = self.row["history"][0]["date"] if self.row["history"] else None
        voters = [partial(self._voter, person) for person in self.row.get("voices", ())]
        voters += [partial(participants.of_receipt, self.row["language"])] * self.row.get("visitors", 0)
        for number, voter in enumerate(voters, start=1):
            moment = at + number * BETWEEN_VOICES
            yield moment, 3, partial(self._vote, voter, moment)

    def outcomes(self):
        """What those say of it who asked or added a voice, after it was published."""
        for said in self.row.get("outcomes", ()):
            if user := self.context.people.get(said["person"]):
                yield said["date"], 4, partial(self._say, participants.of_user(user), said)

    def _say(self, participant, said):
        outcomes.answer(self.need, participant, said["helped"], reason=said.get("reason", ""), at=said["date"])

    def _voter(self, person):
        user = self.context.people.get(person)
        return user and participants.of_user(user)

    def _vote(self, voter, at):
        if participant := voter():
            voting.vote(self.need, participant, language=participant.speaks, at=at)

    def go_on(self, step):
        by = self.context.people.get(step["by"])
        how = {"by": by, "note": step.get("why", ""), "at": step["date"]}
        if step["to"] == Status.MERGED:
            merging.merge(self.need, self.stories[self.row["merged_into"]].need, **how)
            return
        if step["to"] == Status.PUBLISHED:
            self._link(step)
        moves.move(
            self.need, Status(step["to"]), reason=self._said("reason", step), response=self._response(step), **how
        )
        if step["to"] == Status.UNDER_REVIEW and by and may_work_queue(by):
            self.need.refresh_from_db()
            note = how["note"] if self.need.assignee not in (None, by) else ""
            assigning.assign(self.need, by, by=by, note=note, at=step["date"])

    def _link(self, step):
        page = self.context.page(self.row["published_page"], ResourcePage)
        pages.link_page(self.need, page, by=None, as_it_is=False, at=step["date"])

    def _response(self, step):
        """Said with the last step."""
        return self._said("public_response", step) if step == self.row["history"][-1] else None

    def _said(self, field, step):
        if step["to"] not in (Status.NEEDS_INPUT, Status.DECLINED) and field == "reason":
            return None
        return {"en": self.row.get(field, ""), "es": self.row.get(f"{field}_es", "")}
