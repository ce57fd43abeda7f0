"""The queue by its keys, and many needs at once."""

import pytest

from feedback.enums import Status
from feedback.models import Need
from tests.factories.accounts import UserFactory
from tests.factories.feedback import SuggestionFactory, make_need

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


@pytest.fixture
def member(visitor):
    person = visitor()
    person.account = UserFactory(working_group=True)
    person.sign_in(person.account)
    person.page.wait_for_url(lambda address: "login" not in address)
    return person


def focused(page):
    return page.evaluate("document.activeElement.textContent.trim()")


def test_keys_move_open_take_and_merge_and_are_quiet_while_one_types(member):
    first, second, third = (make_need(title=f"Need {n}") for n in range(3))
    page = member.page
    member.go("/admin/needs/")
    for key, need in (("j", first), ("j", second), ("j", third), ("j", third), ("k", second)):
        page.keyboard.press(key)
        assert focused(page).startswith(f"#{need.number} ")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/inspect/{second.pk}/")

    member.go("/admin/needs/")
    page.keyboard.press("?")
    assert page.get_by_role("dialog", name="Keys in this list").is_visible()
    page.keyboard.press("a")
    page.keyboard.press("Escape")
    search = page.get_by_role("textbox", name="Search term")
    search.press_sequentially("jam?")
    assert search.input_value() == "jam?"
    search.fill("")
    page.wait_for_load_state("networkidle")
    assert not Need.objects.exclude(assignee=None).exists()

    member.go("/admin/needs/")
    page.keyboard.press("j")
    page.keyboard.press("a")
    member.sees(f"Done with 1 need: #{first.number}.")
    assert list(Need.objects.filter(assignee=member.account)) == [first]

    page.locator(f"[name=need][value^='{second.pk}:']").check()
    page.locator(f"[name=need][value^='{third.pk}:']").check()
    page.keyboard.press("m")
    page.get_by_label("The other need").fill(f"#{first.number}")
    member.press("Merge", within=".need__actions")
    member.sees(f"Done with 2 needs: #{second.number}, #{third.number}.")
    assert set(Need.objects.filter(status=Status.MERGED)) == {second, third}


def test_keys_can_be_switched_off(member):
    make_need()
    page = member.page
    member.go("/admin/needs/")
    member.press("Keys")
    page.get_by_label("Use these keys").uncheck()
    member.press("Close")
    member.go("/admin/needs/")
    page.keyboard.press("j")
    page.keyboard.press("?")
    assert not focused(page).startswith("#")
    assert not page.get_by_role("dialog", name="Keys in this list").is_visible()


def test_the_qr_code_of_a_receipt_is_on_paper_though_it_is_folded_on_the_screen(visitor):
    person = visitor("es")
    person.go(f"/es/sugerir/{SuggestionFactory().token}/")
    code = person.page.get_by_role("img", name="Código QR con la dirección de esta página", include_hidden=True)
    assert not code.is_visible()
    person.page.emulate_media(media="print")
    assert code.bounding_box()["width"] > 100
