"""Two boards with their updates."""

from cms.advisory.models import BoardIndexPage, BoardMember, BoardPage, BoardUpdatePage
from cms.core.demo import body, html
from cms.core.demo.publish import publish, publish_translation, spanish
from cms.taxonomy.models import RegionalCenter

TEXTS = ("title", "summary", "slug")
INVENTED = {
    "": "The members and updates shown here are invented for this demonstration.",
    "_es": "Las personas y las novedades que aparecen aquí son inventadas para esta demostración.",
}


def load(context):
    parent = BoardIndexPage.objects.get(locale__language_code="en")
    centers = {center.slug: center for center in RegionalCenter.objects.source()}
    for values in context.read(__file__, "boards.toml")["board"]:
        if context.first_time(f"board/{values['slug']}"):
            load_board(parent, values, centers)


def load_board(parent, values, centers):
    page = BoardPage(**texts(values), body=about(values, ""), members=members(values, centers))
    if not publish(page, parent):
        return
    publish_translation(page, body=about(values, "_es"), members=members(values, centers), **spanish(values, *TEXTS))
    for update in values.get("update", []):
        load_update(page, update)


def load_update(board, values):
    page = BoardUpdatePage(
        **texts(values), date=values["date"], body=body(values["body"]), recommendations=recommendations(values, "text")
    )
    if publish(page, board, values["date"]):
        asked = recommendations(values, "text_es")
        publish_translation(page, body=body(values.get("body_es")), recommendations=asked, **spanish(values, *TEXTS))


def texts(values):
    return {name: values.get(name, "") for name in TEXTS}


def about(values, suffix):
    note = ("callout", {"kind": "note", "title": "", "text": html(INVENTED[suffix])})
    return body(values.get(f"description{suffix}")) + [note]


def members(values, centers):
    return [
        BoardMember(name=each["name"], role=each["role"], region=centers.get(each.get("region")))
        for each in values.get("members", [])
    ]


def recommendations(values, name):
    asked = [each for each in values.get("recommendations", []) if each.get(name)]
    return [("recommendation", {"text": each[name], "status": each.get("status", "open")}) for each in asked]
