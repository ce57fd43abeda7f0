"""Nothing jumps while a page is drawn: what a thumb aims at stays where it is."""

import pytest
from django.urls import reverse

from cms.resources.models import ResourceIndexPage

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.once,
    pytest.mark.usefixtures("demo"),
    pytest.mark.xdist_group("demo"),
]
PHONE = {"viewport": {"width": 360, "height": 740}}
NOTE_SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""


@pytest.mark.parametrize("language", ["en", "es"])
def test_lists_with_filters_do_not_jump_on_a_phone(visitor, subtests, language):
    catalog = ResourceIndexPage.objects.get(locale__language_code=language).url
    person = visitor(language, **PHONE)
    person.page.add_init_script(NOTE_SHIFTS)
    for address in (catalog, reverse("search") + "?q=familia"):
        with subtests.test(address):
            person.go(address)
            person.page.wait_for_load_state("networkidle")
            person.page.wait_for_timeout(300)
            assert person.page.evaluate("window.shifted") <= 0.02


def test_filters_are_folded_on_a_phone_and_shown_on_a_desk(visitor):
    catalog = ResourceIndexPage.objects.get(locale__language_code="en").url
    for width, shown in ((360, False), (1280, True)):
        person = visitor("en", viewport={"width": width, "height": 740}, java_script_enabled=False)
        person.go(catalog)
        assert person.page.get_by_label("Order").is_visible() is shown


def test_several_errors_of_a_field_stand_below_each_other(visitor):
    person = visitor("en", **PHONE)
    person.go(reverse("account_signup"))
    person.page.fill("input[type=password]", "123")
    person.page.locator("main button[type=submit]").click()
    errors = person.page.locator("#id_password1_error li").all()
    boxes = [error.bounding_box() for error in errors]
    assert len(boxes) > 1
    assert len({box["x"] for box in boxes}) == 1
    assert all(above["y"] + above["height"] <= below["y"] for above, below in zip(boxes, boxes[1:], strict=False))
