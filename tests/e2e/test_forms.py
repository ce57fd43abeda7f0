"""What hands do to forms."""

import pytest

from feedback.models import Suggestion
from tests.factories.accounts import UserFactory
from tests.factories.pages import ResourcePageFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]
TWO_TAPS = """() => {
  const button = document.querySelector("main button[type=submit]");
  button.click();
  setTimeout(() => button.click(), 50);
}"""


def is_sent(request):
    """And not only compared with what is there."""
    return request.method == "POST" and request.url.endswith("/sugerir/")


def test_a_form_tapped_twice_is_sent_once(visitor):
    mother, sent = visitor("es"), []
    mother.page.on("request", lambda request: sent.append(request.method) if is_sent(request) else None)
    mother.go("/es/sugerir/")
    mother.page.fill("[name=title]", "Una guía para intérpretes")
    mother.page.evaluate(TWO_TAPS)
    mother.sees("Esta página es su comprobante")
    assert sent == ["POST"]
    assert Suggestion.objects.count() == 1


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_whoever_rates_sees_on_the_screen_that_it_was_heard(visitor, scripts):
    page = ResourcePageFactory(summary="A long page. " * 200)
    member = visitor(viewport={"width": 360, "height": 740}, java_script_enabled=scripts)
    member.sign_in(UserFactory())
    member.go(page.url)
    member.page.check("[name=stars][value='4']", force=True)
    member.press("Send my rating")
    member.sees("Thank you: your rating counts.")
    assert 0 < member.page.get_by_text("Thank you: your rating counts.").bounding_box()["y"] < 740
    assert member.page.locator("#rating:focus").count() == 1


def test_a_suggestion_is_pressed_while_the_search_field_keeps_the_focus(visitor, run_tasks):
    """A browser that does not focus links would close the list before the click."""
    page = ResourcePageFactory(title="Guide to school gardens")
    run_tasks()
    reader = visitor()
    reader.go("/en/search/")
    reader.page.locator("#search-main").press_sequentially("gard")
    reader.page.get_by_role("option", name=page.title).hover()
    reader.page.mouse.down()
    assert reader.page.evaluate("document.activeElement.id") == "search-main"
    reader.page.mouse.up()
    reader.page.wait_for_url(f"**{page.url}")
