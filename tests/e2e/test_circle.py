"""The whole circle at 360 px, in each language: three phones ask, join and offer, the Working Group answers, all hear
in their language, one says that it did not help, and the need is open again."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from post_office.models import Email

from cms.meaning import tasks as meaning_tasks
from cms.resources.models import ResourcePage
from feedback import tasks
from feedback.enums import NeedKind, Status
from feedback.models import Need, Promises
from tests.factories.accounts import UserFactory
from tests.factories.pages import translate

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

PHONE = {"width": 360, "height": 740}
LUZ, MATEO, TOMAS = "luz@example.org", "mateo@example.org", "tomas@example.org"
WORDS = {
    "en": {
        "wish": "A guide to welcome new families",
        "alike": "a guide for welcoming new families",
        "offer": "How Room 12 welcomes families",
        "planned": "We look for a school that does it.",
        "why": "It is for primary schools only.",
    },
    "es": {
        "wish": "Guía para recibir a familias nuevas",
        "alike": "guia para recibir familias nuevas",
        "offer": "Cómo recibe el salón 12 a las familias",
        "planned": "Buscamos una escuela que ya lo hace.",
        "why": "Solo habla de primaria.",
    },
}


@pytest.fixture(params=["en", "es"])
def language(request):
    with override(request.param):
        yield request.param


@pytest.fixture
def someone(visitor, language):
    """Somebody else with a phone, at the beginning of an address."""

    def arrive(path):
        person = visitor({"en": "en-US", "es": "es-MX"}[language], viewport=PHONE)
        return person.go(path)

    return arrive


def test_what_three_phones_say_is_answered_and_is_open_again_where_it_did_not_help(
    visitor, someone, language, run_tasks
):
    words = WORDS[language]
    Promises.objects.update_or_create(defaults={"received": 14, "planned": 60})
    luz, mateo = (someone({"en": "/en/suggest/", "es": "/es/sugerir/"}[language]) for _person in range(2))
    tomas = someone({"en": "/en/share-yours/", "es": "/es/comparta-lo-suyo/"}[language])
    ask(luz, words["wish"])
    confirm(luz, LUZ, run_tasks)

    member = visitor()
    member.sign_in(UserFactory(working_group=True))
    wish = Need.objects.get(title=words["wish"])
    at_need(member, wish).press("I take this need")
    member.sees("This need is yours now.")
    meaning_tasks.encode_due()

    join(mateo, words["alike"], words["wish"])
    confirm(mateo, MATEO, run_tasks)
    wish.refresh_from_db()
    assert wish.people == 2
    offer(tomas, words["offer"])
    confirm(tomas, TOMAS, run_tasks)

    plan(member, wish)
    with time_machine.travel(timezone.now() + timedelta(hours=2)):  # a move that stands is told
        tell(run_tasks)
    for address in (LUZ, MATEO):
        assert words["planned"] in last_mail(address).message
    assert words["planned"] not in last_mail(TOMAS).message

    offered = Need.objects.get(kind=NeedKind.OFFER)
    at_need(member, wish).open_action("Merge it into another")
    member.page.fill("[name=into]", f"#{offered.number}")
    member.press("Merge", within="main")
    member.sees("merged")
    page = draft(member, offered)
    tell(run_tasks)
    says_yes_to_the_draft(tomas)

    publish(visitor, page, language, run_tasks)
    for person, address in ((luz, LUZ), (mateo, MATEO), (tomas, TOMAS)):
        hears_once(person, address, language)

    with time_machine.travel(timezone.now() + timedelta(days=29)):
        tell(run_tasks)
        says_whether_it_helped(luz, LUZ, _("Yes, it helped"))
        says_whether_it_helped(tomas, TOMAS, _("Yes, it helped"))
        offered.refresh_from_db()
        assert offered.status == Status.PUBLISHED
        says_whether_it_helped(mateo, MATEO, _("No, not really"))
        mateo.page.get_by_label(_("What is still missing?")).fill(words["why"])
        mateo.press(_("Send what you wrote"), within="main")
        offered.refresh_from_db()
        assert offered.status == Status.IN_PROGRESS
        member.sign_in(UserFactory(working_group=True))
        at_need(member, offered).sees("1 of 3 said that it did not help.")
        member.sees(words["why"])


def ask(person, title):
    person.page.fill("[name=title]", title)
    person.page.fill("[name=body]", title)
    leave_address(person, LUZ)
    person.press(_("Send"), within="main .button-row")
    person.sees(_("You will hear from us by %(day)s.").partition("%")[0])
    fits(person)


def leave_address(person, address):
    person.page.locator("details.fold summary").click()
    person.page.fill("[name=email]", address)


def confirm(person, address, run_tasks):
    run_tasks()
    person.go(link_in(last_mail(address)))
    person.press(_("Yes, write to me"), within="main")
    person.page.wait_for_load_state()


def join(person, words, title):
    """What was asked for already is found while typing, and joined by keyboard."""
    leave_address(person, MATEO)
    person.page.fill("[name=title]", words)
    person.sees(title)
    assert person.page.locator("[data-alike-said]").text_content()
    fits(person)
    person.page.locator("button[name=voice]").first.focus()
    person.page.keyboard.press("Enter")
    person.page.wait_for_url(lambda address: "/sugerir/" in address or "/suggest/" in address)
    person.sees(_("You will hear from us by %(day)s.").partition("%")[0])


def offer(person, title):
    person.page.fill("[name=title]", title)
    person.page.fill("[name=body]", title)
    person.page.fill("[name=url]", "example.org/room-12")
    person.page.fill("[name=maker]", "Room 12")
    person.page.locator("[name=languages][value=es]").check()
    person.page.locator("[name=people][value=nobody]").check()
    person.page.fill("[name=credit_name]", "Tomás")
    person.page.fill("[name=email]", TOMAS)
    person.press(_("Send"), within="main")
    person.sees(_("Without your permission we cannot publish it."))
    person.page.locator("[name=permission]").check()
    fits(person)
    person.press(_("Send"), within="main")
    person.sees(_("You will hear from us by %(day)s.").partition("%")[0])


def at_need(member, need):
    return member.go(f"/admin/needs/inspect/{need.pk}/")


def plan(member, need):
    at_need(member, need).open_action("Plan it")
    for language, words in WORDS.items():
        member.page.fill(f"[name=response_{language}]", words["planned"])
    member.press("Mark as planned", within="main")
    member.sees("Moved to “Planned”.")


def draft(member, need):
    at_need(member, need).open_action("Draft a page")
    member.press("Draft a page", within="main")
    member.page.wait_for_selector("#id_title")
    assert member.page.input_value("#id_maker, #id_author_organization") == "Room 12"
    at_need(member, need).open_action("Show the draft to its giver")
    member.press("Show the draft to its giver", within="main")
    member.sees("Its giver is asked.")
    return ResourcePage.objects.get(title=need.title)


def says_yes_to_the_draft(person):
    person.go(link_in(last_mail(TOMAS)))
    person.page.locator("[name=answer][value=yes]").check()
    fits(person)
    person.press(_("Send"), within="main")


def publish(visitor, page, language, run_tasks):
    editor = visitor()
    editor.sign_in(UserFactory(editor=True))
    editor.go(f"/admin/pages/{page.pk}/edit/")
    editor.press("More actions")
    editor.press("Publish")
    editor.sees("published")
    tell(run_tasks)
    if language == "es":
        page.refresh_from_db()
        translate(page, title=WORDS["es"]["offer"], slug="salon-12")
        tell(run_tasks)


def hears_once(person, address, language):
    told = [
        mail for mail in mails_to(address) if {"en": "/en/resources/", "es": "/es/recursos/"}[language] in mail.message
    ]
    assert len(told) == 1
    person.go(link_in(told[0]))
    assert person.page.locator("html").get_attribute("lang") == language
    assert person.page.locator("h1").text_content().strip() == WORDS[language]["offer"]
    person.sees("Tomás")
    fits(person)


def says_whether_it_helped(person, address, button):
    person.go(link_in(last_mail(address)))
    person.press(button, within="main")
    person.sees(_("You said:"))
    fits(person)


def tell(run_tasks):
    run_tasks()
    tasks.notify_subscribers()
    run_tasks()


def fits(person):
    assert person.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def mails_to(address):
    return [mail for mail in Email.objects.order_by("pk") if mail.to == [address]]


def last_mail(address):
    return mails_to(address)[-1]


def link_in(mail):
    return re.search(r"https?://\S+", mail.message)[0]
