"""What editors do in Wagtail's admin."""

from cms.resources.models import ResourceIndexPage, ResourcePage


def publish_resource(editor, title, summary):
    catalog = ResourceIndexPage.objects.get(locale__language_code="en")
    editor.go(f"/admin/pages/add/resources/resourcepage/{catalog.pk}/")
    editor.page.fill("#id_title", title)
    editor.page.fill("#id_summary", summary)
    editor.page.select_option("#id_resource_type", "guide")
    editor.press("More actions")
    editor.press("Publish")
    editor.sees(f"Page '{title}' created and published.")
    return ResourcePage.objects.live().get(title=title)


def translate_to_spanish(editor, page, words):
    """Through the translation editor, field by field; `words` are in the order of the fields."""
    editor.go(f"/admin/localize/submit/page/{page.pk}/")
    editor.page.get_by_label("Spanish").check()
    editor.press("Submit")
    segments = editor.page.locator(".js-translation-editor")
    for number, word in enumerate(words, start=1):
        editor.press("Translate", within=".js-translation-editor")
        segments.locator("textarea").last.fill(word)
        editor.press("Save", within=".js-translation-editor")
        segments.get_by_text("Translated manually").nth(number - 1).wait_for()
    assert not spanish(page).live
    editor.press("Publish in Spanish")
    editor.sees("1 of 3 texts of this page has no translation")  # the address, which nobody gave in Spanish
    editor.press("Publish it so")
    editor.sees("Published")
    return spanish(page)


def spanish(page):
    return ResourcePage.objects.get(translation_key=page.translation_key, locale__language_code="es")
