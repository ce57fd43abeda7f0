"""Texts of the home page, the standing pages, and the questions."""

import json
from uuid import NAMESPACE_URL, uuid5

from cms.core.models import FAQPage, HomePage, StandardPage

from . import body, html
from .publish import fill, publish, publish_translation, spanish

STANDARD = ("title", "summary", "slug")


def load(context):
    content = context.read(__file__, "pages.toml")
    home = HomePage.objects.get(locale__language_code="en")
    fill(context, "home", home, home_values(content["home"], ""), home_values(content["home"], "_es"))
    for values in content["standard"]:
        if context.first_time(f"standard/{values['slug']}"):
            load_standard(home, values)
    faq = content["faq"]
    page = FAQPage.objects.child_of(home).get()
    fill(
        context,
        "faq",
        page,
        texts(faq, "") | {"groups": groups(faq, "")},
        texts(faq, "_es") | {"groups": groups(faq, "_es")},
    )


def load_standard(home, values):
    page = StandardPage(**{name: values.get(name, "") for name in STANDARD}, body=body(values["body"]))
    page.show_in_menus = values.get("in_menu", False)
    if publish(page, home):
        publish_translation(page, **spanish_body(values))


def spanish_body(values):
    return spanish(values, *STANDARD) | {"body": body(values.get("body_es"))}


def texts(values, suffix):
    return {name: values.get(f"{name}{suffix}", "") for name in ("title", "summary")}


def home_values(values, suffix):
    steps = [
        ("step", {"title": step[f"title{suffix}"], "text": html(step[f"text{suffix}"])}) for step in values["voice"]
    ]
    names = ("title", "hero_title", "hero_text")
    return {name: values[f"{name}{suffix}"] for name in names} | {"steps": steps}


def groups(values, suffix):
    """With the keys that a translator keeps: an answer is the same one in both languages."""
    raw = [
        block(
            "group",
            group["title"],
            {"title": group[f"title{suffix}"], "items": [question(item, suffix) for item in group["item"]]},
        )
        for group in values["group"]
    ]
    return FAQPage._meta.get_field("groups").to_python(json.dumps(raw))


def question(item, suffix):
    answer = {"question": item[f"question{suffix}"], "answer": html(item[f"answer{suffix}"])}
    return block("item", item["question"], answer)


def block(kind, name, value):
    """As stored, with a key that follows from its English name."""
    return {"type": kind, "id": str(uuid5(NAMESPACE_URL, name)), "value": value}
