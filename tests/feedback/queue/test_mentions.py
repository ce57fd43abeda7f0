"""A note can name members who read the queue: they are told, and nobody else."""

import json
from html import unescape

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import override

from cms.accounts import records
from cms.accounts.domain import erasing, participants
from cms.notices import rendering
from cms.notices.models import Notice
from feedback.domain import hiding, moves
from feedback.models import NeedEvent
from feedback.queries.mentions import mentioned_in
from tests.factories.accounts import UserFactory
from tests.factories.feedback import make_need
from tests.queries import assert_flat

pytestmark = pytest.mark.django_db


def person(name, **traits):
    return UserFactory(display_name=name, **traits)


@pytest.fixture
def member(client):
    someone = person("Dana Member", working_group=True)
    client.force_login(someone)
    return someone


@pytest.fixture
def need():
    return make_need(title="A bus map")


def url(need):
    return reverse("wagtailsnippets_feedback_need:inspect", args=[need.pk])


def write(client, need, text):
    need.refresh_from_db()
    return client.post(url(need), {"action": "note", "expected_version": need.version, "note": text})


def told():
    return sorted(Notice.objects.values_list("recipient__display_name", "kind"))


def notes(need):
    return list(need.events.exclude(note="").values_list("note", flat=True))


def test_who_is_mentioned_is_told_once_and_nobody_else(client, member, need):
    ana, luz = person("Ana", working_group=True), person("Luz  Ibáñez", working_group=True, spanish=True)
    person("Ana Ruiz", working_group=True)
    assert write(client, need, "@Ana, and @luz ibáñez: look. @Ana!").status_code == 302
    assert told() == [("Ana", "need_mention"), (luz.display_name, "need_mention")]
    assert notes(need) == [f"@[{ana.pk}], and @[{luz.pk}]: look. @[{ana.pk}]!"]
    mails = {mail.recipient: mail.context for mail in Notice.objects.select_related("recipient")}
    assert mails[ana] == {
        "number": need.number,
        "asked_for": "A bus map",
        "by": "Dana Member",
        "url": f"{url(need)}#history-section",
    }
    assert 'id="history-section"' in client.get(url(need)).text


def test_the_longest_name_is_meant(client, member, need):
    person("Ana", working_group=True), person("Ana Ruiz", working_group=True)
    write(client, need, "Ask @Ana Ruiz.")
    assert told() == [("Ana Ruiz", "need_mention")]


@pytest.mark.parametrize(
    ("language", "subject", "first"),
    [
        ("en", "Dana Member mentions you on need #{}", "Dana Member mentions you in a note on need #{}, “A bus map”."),
        (
            "es",
            "Dana Member le menciona en la necesidad n.º {}",
            "Dana Member le menciona en una nota de la necesidad n.º {}, «A bus map».",
        ),
    ],
)
def test_the_notice_reads_well_in_both_languages(client, member, need, language, subject, first):
    person("Ana", working_group=True, language=language)
    write(client, need, "Private words for @Ana")
    notice = Notice.objects.get()
    with override(language):
        found, text, html = rendering.message(notice)
    assert (found, notice.language) == (subject.format(need.number), language)
    assert first.format(need.number) in text
    assert url(need) in text and url(need) in html
    assert "Private words" not in text + html


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Ask @Ana please", "Write the whole name in place of “@Ana”: @Ana Ruiz, @Ana Solís."),
        ("Ask @solis", "Nobody who reads the queue is called “solis”."),
        ("Ask @Zoe.", "Nobody who reads the queue is called “Zoe”."),
        ("Ask @Robin Outside", "Nobody who reads the queue is called “Robin”."),
        ("Ask @Former", "Nobody who reads the queue is called “Former”."),
        ("Ask @[1]", "Nobody who reads the queue is called “[1]”."),
        ("@Ana Ruizzzz", "Write the whole name in place of “@Ana”: @Ana Ruiz, @Ana Solís."),
    ],
)
def test_a_name_that_is_not_clear_is_said_and_the_note_kept(client, member, need, typed, said):
    for name in ("Ana Ruiz", "Ana Solís"):
        person(name, working_group=True)
    person("Robin Outside")
    person("Former Member", working_group=True, is_active=False)
    response = write(client, need, typed)
    form = response.context["tried"]
    assert form.errors == {"note": [said]}
    assert form["note"].value() == typed
    assert (notes(need), told()) == ([], [])


@pytest.mark.parametrize(
    "typed", ["Write to zoe@example.org", "At 5 @ the school", "@", "@!", "a@[1]", "@@[1]", "@@ -1 +1 @@", "@" * 60]
)
def test_an_at_sign_alone_mentions_nobody(client, member, need, typed):
    assert write(client, need, typed).status_code == 302
    assert (notes(need), told()) == ([typed], [])


def test_all_names_that_are_not_clear_are_said_at_once(member, need):
    with pytest.raises(ValidationError) as error:
        moves.add_note(need, "@Zoe and @Max, @Zoe", by=member)
    assert [message.partition("called")[2] for message in error.value.messages] == [" “Zoe”.", " “Max”."]
    assert not NeedEvent.objects.exclude(note="").exists()


def test_editors_who_read_the_queue_can_be_mentioned_and_oneself_is_not_told(client, member, need):
    editor = person("Ed Itor")
    editor.user_permissions.add(Permission.objects.get(codename="view_queue"))
    write(client, need, "@Ed Itor @Dana Member")
    assert told() == [("Ed Itor", "need_mention")]
    assert "<b" in client.get(url(need)).text.partition('class="need__note"')[2]


def test_the_history_says_the_name_of_today_and_of_nobody_once_it_is_erased(client, member, need):
    ana = person("Ana <b>", working_group=True)
    write(client, need, f"1 < 2, @Ana <b>\nand a@[1] @@[{ana.pk}]")
    shown = f'<p class="need__note">1 &lt; 2, <b class="need__mention">@{{}}</b><br>and a@[1] @@[{ana.pk}]</p>'
    assert shown.format("Ana &lt;b&gt;") in client.get(url(need)).text
    ana.display_name = "Ana María"
    ana.save()
    assert shown.format("Ana María") in client.get(url(need)).text
    erasing.erase_account(ana)
    text = client.get(url(need)).text
    assert shown.format("former member") in text
    assert "Ana" not in text
    client.force_login(person("Luz", working_group=True, spanish=True))
    assert "@exintegrante" in client.get(url(need)).text


def test_another_note_names_nobody_by_their_number(client, member, need):
    robin = person("Robin Outside")
    hiding.hide(need, by=member, note=f"Not public\n<i>@[{robin.pk}]")
    text = client.get(url(need)).text
    assert f'<p class="need__note">Not public<br>&lt;i&gt;@[{robin.pk}]</p>' in text
    assert "Robin" not in text


def test_who_wrote_it_gets_it_without_the_names_of_others(client, member, need):
    person("Ana", working_group=True)
    write(client, need, "Ask @Ana, and zoe@example.org")
    changes = next(each for each in records.all_records() if each.name == "changes_of_needs")
    note = next(column for column in changes.columns if column.name == "note")
    given = [note.for_people(row) for row in changes.rows(participants.of_user(member))]
    assert given == ["Ask @…, and zoe@example.org"]


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "You are mentioned on need #{}"), ("es", "Le mencionan en la necesidad n.º {}")],
)
def test_who_was_mentioned_gets_it_without_the_name_of_the_other(client, member, need, language, said):
    ana = person("Ana", working_group=True, language=language)
    write(client, need, "Ask @Ana")
    notices = next(each for each in records.all_records() if each.name == "notices")
    title = next(column for column in notices.columns if column.name == "title")
    assert [title.value(row) for row in notices.rows(participants.of_user(ana))] == [said.format(need.number)]


def test_the_form_offers_those_who_can_be_mentioned(client, member, need):
    person("Ana Ruiz", working_group=True), person("Robin Outside")
    text = client.get(url(need)).text
    names = text.partition('data-mentions="')[2].partition('"')[0]
    assert "Ana Ruiz" in json.loads(unescape(names))
    assert not {"Robin Outside", "Dana Member"} & set(json.loads(unescape(names)))
    assert 'src="/static/js/mentions.js"' in text


@pytest.mark.once
def test_names_are_read_at_once(member):
    need, people = make_need(), [person(f"Person {number}", working_group=True) for number in range(12)]
    for one in people:
        moves.add_note(need, f"@{one}", by=member)
    every = list(need.events.values_list("note", flat=True))
    assert len(mentioned_in(every)) == 12
    assert_flat(lambda: mentioned_in(every[:2]), lambda: every.__setitem__(slice(None), every * 3))
