from base64 import b64decode
from datetime import timedelta
from hashlib import sha256

import pytest
import time_machine as clock
from django.core import signing

from cms.accounts.domain import participants
from cms.notices.models import Notice
from cms.taxonomy.models import RegionalCenter
from feedback.domain import confirming, signals, suggestions
from feedback.domain.confirming import CONFIRM_SALT, CONFIRM_WITHIN
from feedback.domain.errors import ConflictError
from feedback.enums import NeedKind, SignalKind, Status
from feedback.models import Need, Signal, Subscription, Suggestion
from feedback.queries.needs import need_of
from tests.factories.accounts import UserFactory
from tests.factories.feedback import BOTH, SuggestionFactory, make_merged_need, make_need

pytestmark = pytest.mark.django_db


def key_of(suggestion):
    notice = Notice.objects.get(kind="confirm_email", dedupe_key=f"confirm_email:{suggestion.pk}")
    return notice.context["url"].split("/")[-2]


@pytest.mark.parametrize(
    ("kind", "signal_kind"),
    [
        (NeedKind.NEW_RESOURCE, SignalKind.SUGGESTION),
        (NeedKind.IMPROVEMENT, SignalKind.SUGGESTION),
        (NeedKind.CORRECTION, SignalKind.SUGGESTION),
        (NeedKind.BROKEN_LINK, SignalKind.BROKEN_LINK),
        (NeedKind.TRANSLATION, SignalKind.TRANSLATION_REQUEST),
    ],
)
def test_a_suggestion_opens_a_need_with_its_signal(kind, signal_kind):
    suggestion = SuggestionFactory(kind=kind)
    need = Need.objects.get()
    assert (need.title, need.kind, need.language, need.status) == (suggestion.title, kind, "en", Status.RECEIVED)
    assert need.signals.get().kind == signal_kind
    event = need.events.get()
    assert (event.from_status, event.to_status, event.at) == ("", "received", suggestion.created_at)


def test_needs_are_numbered_in_order():
    first, second = make_need(), make_need()
    assert second.number == first.number + 1


def test_the_region_is_that_of_the_person_unless_said():
    one, two = (RegionalCenter.objects.create(name=n, slug=n, lead_agency="", counties="") for n in "ab")
    person = UserFactory(region=one)
    assert SuggestionFactory(author=person).region == one
    assert SuggestionFactory(author=person, region=two).region == two


def test_with_an_account_the_receipt_is_a_notice_and_the_address_is_not_kept():
    person = UserFactory(spanish=True)
    suggestion = SuggestionFactory(author=person, email="other@example.org")
    assert suggestion.email == ""
    notice = Notice.objects.get()
    assert (notice.kind, notice.recipient, notice.language) == ("suggestion_received", person, "es")
    assert notice.context["url"] == f"/es/sugerir/{suggestion.token}/"


def test_without_an_account_only_the_confirmation_is_sent_and_nothing_typed_with_it():
    suggestion = SuggestionFactory(email="zoe@example.org", title="Buy cheap pills", body="at spam.example")
    notice = Notice.objects.get()
    assert (notice.kind, notice.email, notice.language) == ("confirm_email", "zoe@example.org", "en")
    assert set(notice.context) == {"url"}
    assert confirming.suggestion_for_key(key_of(suggestion)) == suggestion


def test_without_account_and_address_nothing_is_sent():
    SuggestionFactory()
    assert not Notice.objects.exists()


def test_tokens_cannot_be_guessed():
    tokens = {SuggestionFactory().token for _ in range(5)}
    assert len(tokens) == 5
    assert all(len(token) == 32 for token in tokens)


def test_a_confirmation_link_is_good_for_seven_days_and_for_its_address():
    with clock.travel("2026-09-14T10:00:00Z", tick=False) as time:
        suggestion = SuggestionFactory(email="zoe@example.org")
        key = key_of(suggestion)
        time.shift(CONFIRM_WITHIN - 1)
        assert confirming.suggestion_for_key(key) == suggestion
        assert b"zoe" not in b64decode(key.split(":")[0] + "==")
        time.shift(2)
        assert confirming.suggestion_for_key(key) is None
    assert confirming.suggestion_for_key(key[:-1] + "x") is None
    assert confirming.suggestion_for_key("nonsense") is None


def test_confirming_twice_is_confirming_once():
    suggestion = SuggestionFactory(email="zoe@example.org")
    first = confirming.confirm_email(suggestion).email_confirmed_at
    assert confirming.confirm_email(suggestion).email_confirmed_at == first
    participant = Subscription.objects.get().participant
    assert (participant.kind, participant.user) == ("address", None)
    assert "zoe" not in participant.email_key


def test_a_reply_is_evidence_and_the_review_goes_on():
    need = make_need(Status.NEEDS_INPUT, author=UserFactory())
    suggestions.reply(Suggestion.objects.get(), "In San Juan Mixtepec.")
    need = Need.objects.get(pk=need.pk)
    assert need.status == Status.UNDER_REVIEW
    assert [signal.text for signal in need.signals.all()][-1] == "In San Juan Mixtepec."
    assert (need.events.last().by, need.reason_en, need.reason_es) == (None, "", "")
    assert need.subscriptions.count() == 1
    asked = need.events.get(to_status="needs_input")
    assert (asked.reason_en, asked.reason_es) == (BOTH["en"], BOTH["es"])


def test_a_reply_to_a_merged_need_reaches_the_other():
    into = make_need(Status.NEEDS_INPUT)
    merged = make_merged_need(into, title="Mine")
    suggestions.reply(Suggestion.objects.get(title="Mine"), "Here.")
    assert into.signals.count() == 3
    assert need_of(Suggestion.objects.get(title="Mine")) == merged


def test_a_late_reply_is_a_conflict():
    make_need(Status.PLANNED)
    with pytest.raises(ConflictError):
        suggestions.reply(Suggestion.objects.get(), "Too late")


def test_a_link_to_confirm_is_dead_once_the_address_was_changed():
    suggestion = SuggestionFactory(email="zoe@example.org")
    key = key_of(suggestion)
    assert confirming.suggestion_for_key(key) == suggestion
    Suggestion.objects.update(email="other@example.org")
    assert confirming.suggestion_for_key(key) is None


def test_nobody_can_try_addresses_against_what_is_kept_or_sent():
    suggestion = SuggestionFactory(email="zoe@example.org")
    confirming.confirm_email(suggestion)
    bare = sha256(b"zoe@example.org").hexdigest()
    assert bare != Subscription.objects.get().participant.email_key == participants.email_key("ZOE@example.org")
    assert bare not in str(signing.loads(key_of(suggestion), salt=CONFIRM_SALT, max_age=CONFIRM_WITHIN))


def test_older_evidence_does_not_set_back_when_a_need_last_changed():
    need = make_need()
    later = need.updated_at + timedelta(days=2)
    signal = Signal.objects.create(kind="suggestion", language="en")
    signals.attach_signal(signal, need, at=later)
    assert Need.objects.get(pk=need.pk).updated_at == later
    signals.attach_signal(signal, need, at=later - timedelta(days=1))
    assert Need.objects.get(pk=need.pk).updated_at == later
