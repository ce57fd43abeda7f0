"""“Did it help?”: from a mail, on the page of the need, on the receipt; and how many it helped, for everyone."""

import pytest
from django.test import Client

from cms.accounts.domain import participants
from feedback.domain import hiding, mail_links, moves, outcomes, pages, voting
from feedback.enums import Status
from feedback.models import Need, Outcome, Subscription
from feedback.queries.needs import need_of
from tests.factories.accounts import UserFactory
from tests.factories.feedback import SuggestionFactory, make_need
from tests.factories.pages import ResourcePageFactory, translate

pytestmark = pytest.mark.django_db
HERE = {"HTTP_ORIGIN": "http://testserver"}


@pytest.fixture
def suggestion():
    """Of a visitor, answered."""
    found = SuggestionFactory(title="Home visits")
    page = ResourcePageFactory(title="The guide")
    translate(page, title="La guía", slug="la-guia")
    need = need_of(found)
    for n in range(5):
        say(need, UserFactory(), "vote", moved=n)
    pages.link_page(Need.objects.get(), page, by=None)
    return found


def say(need, person, how, moved=1):
    if not moved:
        moves.move(need, Status.UNDER_REVIEW, by=None)
    words = {"language": "en"} if how == "vote" else {}
    getattr(voting, how)(Need.objects.get(pk=need.pk), participants.of_user(person), **words)


@pytest.fixture
def strict():
    return Client(enforce_csrf_checks=True)


def token_of(response):
    return {"csrfmiddlewaretoken": response.context["csrf_token"]}


def text(response):
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ["Did it help?", "The guide", "Yes, it helped"]), ("es", ["¿Le sirvió?", "La guía", "Sí, me sirvió"])],
)
def test_one_tap_from_a_mail_answers_without_signing_in(strict, suggestion, language, words):
    subscription = Subscription.objects.filter(reason="voted").first()
    key = mail_links.key_for(mail_links.OUTCOME, subscription)
    path = f"/en/needs/did-it-help/{key}/" if language == "en" else f"/es/necesidades/le-sirvio/{key}/"
    shown = strict.get(path)
    assert all(word in text(shown) for word in words)
    assert not Outcome.objects.exists(), "a mail program that opens links answers nothing"
    assert strict.post(path, {"answer": "yes"} | token_of(shown)).url == path
    assert Outcome.objects.get().participant == subscription.participant
    assert Outcome.objects.get().helped
    shown = strict.get(path)
    strict.post(path, {"answer": "no"} | token_of(shown))
    shown = strict.get(path)
    assert "<textarea" in text(shown)
    strict.post(path, {"answer": "no", "reason": "Only in English"} | token_of(shown))
    assert Outcome.objects.get().reason == "Only in English"


def test_a_link_that_is_not_ours_or_no_longer_good_says_so(client, suggestion):
    key = mail_links.key_for(mail_links.OUTCOME, Subscription.objects.first())
    other = mail_links.key_for(mail_links.UNFOLLOW, Subscription.objects.first())
    for wrong in (other, key[:-1] + ("a" if key[-1] != "a" else "b"), "x"):
        for ask in (client.get, client.post):
            assert ask(f"/en/needs/did-it-help/{wrong}/", {"answer": "yes"}).status_code == 404
    assert not Outcome.objects.exists()
    Subscription.objects.all().delete()
    assert client.get(f"/en/needs/did-it-help/{key}/").status_code == 404


def test_a_title_that_was_hidden_since_is_not_said_again(client, suggestion):
    key = mail_links.key_for(mail_links.OUTCOME, Subscription.objects.filter(reason="voted").first())
    hiding.hide(Need.objects.get(), by=UserFactory(), note="A name")
    page = text(client.get(f"/en/needs/did-it-help/{key}/"))
    assert "Home visits" not in page
    assert f"#{Need.objects.get().number}" in page


@pytest.mark.parametrize("data", [{}, {"answer": "perhaps"}, {"answer": "no", "reason": "x" * 2001}])
def test_wrong_input_is_explained_and_nothing_is_kept_of_it(client, suggestion, data):
    key = mail_links.key_for(mail_links.OUTCOME, Subscription.objects.first())
    response = client.post(f"/en/needs/did-it-help/{key}/", data)
    assert response.status_code == 422
    assert 'class="field__error"' in text(response)
    assert data.get("reason", "") in text(response)
    assert not Outcome.objects.exists()


def test_the_receipt_asks_too(strict, suggestion):
    receipt = f"/en/suggest/{suggestion.token}/"
    shown = strict.get(receipt)
    assert "Did it help?" in text(shown)
    where = f"{receipt}did-it-help/"
    assert strict.post(where, {"answer": "yes"} | token_of(shown)).url == f"{receipt}#outcome"
    shown = strict.get(receipt)
    assert "You said: <strong>Yes</strong>" in text(shown)
    assert "We are glad that it helped" in text(shown)
    assert strict.get("/en/suggest/nonsense/did-it-help/").status_code == 404


def test_the_page_of_the_need_asks_only_those_who_asked_or_added_a_voice(strict, client, suggestion):
    need = Need.objects.get()
    path = need.get_absolute_url()
    assert "Did it help?" not in text(client.get(path))
    assert client.post(f"/en/needs/helped/{need.number}/", {"answer": "yes"}, **HERE).status_code == 404
    voter = Subscription.objects.filter(reason="voted").first().participant.user
    strict.force_login(voter)
    assert "Did it help?" in text(strict.get(path))
    response = strict.post(f"/en/needs/helped/{need.number}/", {"answer": "no"}, **HERE)
    assert response.url == f"{path}#outcome"
    assert "say what is still missing" in text(strict.get(path))
    follower = UserFactory()
    say(need, follower, "follow")
    client.force_login(follower)
    assert "Did it help?" not in text(client.get(path))
    assert client.post(f"/en/needs/helped/{need.number}/", {"answer": "yes"}, **HERE).status_code == 422
    assert Outcome.objects.count() == 1


def test_a_visitor_who_added_a_voice_in_this_browser_answers_there(strict):
    need = make_need(Status.UNDER_REVIEW)
    strict.post(f"/en/needs/voice/{need.number}/", **HERE)
    pages.link_page(Need.objects.get(), ResourcePageFactory(), by=None)
    strict.post(f"/en/needs/helped/{need.number}/", {"answer": "yes"}, **HERE)
    assert Outcome.objects.get().participant.user is None


def test_how_many_it_helped_is_public_from_five_answers_on(client, suggestion):
    need = Need.objects.get()
    voters = list(Subscription.objects.exclude(reason="asked").order_by("pk"))
    for number, subscription in enumerate(voters):
        for path in (need.get_absolute_url(), "/en/needs/"):
            assert "it helped" not in text(client.get(path)), "of few answers one could guess whose they are"
        outcomes.answer(need, subscription.participant, helped=number < 4)
    for path, words in (
        (need.get_absolute_url(), "4 of 5 say it helped"),
        ("/en/needs/", "4 of 5 say it helped"),
        ("/es/necesidades/", "A 4 de 5 les sirvió"),
    ):
        assert words in text(client.get(path)), "a page from the cache knows the change"


def test_why_it_is_open_again_is_public(client, suggestion):
    need = Need.objects.get()
    for subscription in Subscription.objects.filter(reason="voted")[:3]:
        outcomes.answer(need, subscription.participant, helped=False, reason="My son Leo")
    page = text(client.get(need.get_absolute_url()))
    assert "many of those who asked say that it did not help" in page
    assert "Leo" not in page


def test_members_read_what_is_missing(client, suggestion):
    need = Need.objects.get()
    outcomes.answer(need, suggestion.participant, helped=False, reason="No forms in Spanish")
    client.force_login(UserFactory(working_group=True))
    page = text(client.get(f"/admin/needs/inspect/{need.pk}/"))
    assert "0 of 1 says it helped" in page
    assert "No forms in Spanish" in page
