"""Texts of the home page, the standing pages, the questions and the contact page."""

from cms.core.domain.adopt import adopt
from cms.core.models import ContactPage, FAQPage, HomePage, SiteSettings, StandardPage

from . import body, html, read
from .publish import publish, publish_translation, record, spanish

STANDARD = ("title", "summary", "slug")


def load(context):
    content = read(__file__, "pages.toml")
    home = HomePage.objects.get(locale__language_code="en")
    fill(context, "home", home, home_values(content["home"], ""), home_values(content["home"], "_es"))
    for values in content["standard"]:
        if context.first_time(f"standard/{values['slug']}"):
            load_standard(home, values)
    contact, faq = content["contact"], content["faq"]
    page = ContactPage.objects.child_of(home).get()
    fill(context, "contact", page, texts(contact, "") | {"body": body(contact["body"])}, spanish_body(contact))
    page = FAQPage.objects.child_of(home).get()
    fill(
        context,
        "faq",
        page,
        texts(faq, "") | {"groups": groups(faq, "")},
        texts(faq, "_es") | {"groups": groups(faq, "_es")},
    )
    if context.first_time("settings"):
        SiteSettings.objects.update_or_create(defaults={"contact_email": "contact@demo.example"})


def fill(context, key, page, english, translated):
    """Give a page that setup made its texts in both languages, unless an editor has been there."""
    if not context.first_time(key):
        return
    other = page.get_translations().first()
    if other is None or page.latest_revision_id or other.latest_revision_id:
        return
    for each, values in ((page, english), (other, translated)):
        for name, value in values.items():
            setattr(each, name, value)
        each.save()
        record(each)
    adopt(page, other)


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
    return [
        ("group", {"title": group[f"title{suffix}"], "items": [question(item, suffix) for item in group["item"]]})
        for group in values["group"]
    ]


def question(item, suffix):
    return {"question": item[f"question{suffix}"], "answer": html(item[f"answer{suffix}"])}
