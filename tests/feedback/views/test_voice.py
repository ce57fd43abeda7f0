"""Adding one's voice and following on the page of a need, with an account and without."""

import json
import re

import pytest
from django.test import Client

from cms.accounts.domain import participants
from cms.accounts.models import Participant
from feedback.domain import hiding, merging, moves, voting
from feedback.enums import Status
from feedback.models import Need, Signal, Subscription
from tests.factories.accounts import UserFactory
from tests.factories.feedback import BOTH, make_need, make_published_need
from tests.factories.pages import ResourcePageFactory

pytestmark = pytest.mark.django_db
HERE = {"HTTP_ORIGIN": "http://testserver"}


@pytest.fixture
def need():
    return make_need(Status.PLANNED, author=UserFactory(), title="Home visits")


@pytest.fixture
def strict():
    """A browser of a visitor, with the check of forms."""
    return Client(enforce_csrf_checks=True)


def vote(client, need, language="en", **data):
    path = f"/en/needs/voice/{need.number}/" if language == "en" else f"/es/necesidades/voz/{need.number}/"
    return client.post(path, data, **HERE)


def follow(client, need, **data):
    return client.post(f"/en/needs/follow/{need.number}/", data, **HERE)


def seen(client, need):
    return " ".join(client.get(f"/en/needs/{need.number}/{need.slug}/").content.decode().split())


def votes(need):
    return Signal.objects.votes().filter(need=need).count()


def test_a_visitor_adds_a_voice_in_spanish_and_takes_it_back(strict, need):
    response = vote(strict, need, "es")
    assert response.url == f"/es/necesidades/{need.number}/home-visits/#voice"
    page = strict.get(response.url).content.decode()
    assert "Gracias. Su voz cuenta." in page
    assert "no podemos escribirle" in page
    signal = Signal.objects.votes().get()
    assert (signal.language, signal.participant.user, signal.need) == ("es", None, need)
    vote(strict, need, "es")
    assert votes(need) == 1
    assert "Take my voice back" in seen(strict, need)
    vote(strict, need, remove="1")
    assert votes(need) == 0
    assert "Add my voice" in seen(strict, need)


def test_only_looking_starts_no_session_and_the_page_holds_no_token(client, need):
    html = seen(client, need)
    assert "csrfmiddlewaretoken" not in html
    assert not client.cookies
    assert "Add my voice" in html and "Follow" in html
    assert not Participant.objects.filter(user=None).exists()


def test_what_one_visitor_said_is_not_shown_to_another(client, need):
    vote(client, need)
    other = Client()
    assert "Take my voice back" in seen(client, need)
    assert "Take my voice back" not in seen(other, need)
    assert "2 people" in seen(other, need)


def test_a_form_from_elsewhere_is_shown_and_not_taken(strict, need):
    response = strict.post(f"/en/needs/voice/{need.number}/", HTTP_ORIGIN="https://evil.example")
    assert response.status_code == 403
    assert votes(need) == 0
    response = strict.post(f"/en/needs/voice/{need.number}/")
    assert response.status_code == 403
    assert "csrfmiddlewaretoken" in response.content.decode()
    assert votes(need) == 0


def test_the_form_for_browsers_that_do_not_say_where_it_is_from(strict, need):
    html = strict.get(f"/en/needs/voice/{need.number}/").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', html)[1]
    strict.post(f"/en/needs/voice/{need.number}/", {"csrfmiddlewaretoken": token})
    assert votes(need) == 1


def test_a_robot_is_not_counted(client, need):
    assert vote(client, need, website="x").status_code == 302
    assert votes(need) == 0
    assert not client.cookies


def test_who_presses_too_often_must_wait(client, need, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"voice": "2/h/ip"}
    for _press in range(2):
        vote(client, need)
    response = vote(client, need, remove="1")
    assert response.status_code == 429
    assert "Retry-After" in response
    assert votes(need) == 1


@pytest.mark.parametrize("send", [vote, follow])
def test_what_is_not_public_is_not_found(client, send):
    hidden = hiding.hide(make_need(Status.PLANNED), by=None, note="A name")
    for need in (make_need(), hidden):
        assert send(client, need).status_code == 404
        assert send(client, need, remove="1").status_code == 404
    assert client.post("/en/needs/voice/999999/").status_code == 404
    assert not Signal.objects.votes().exists()
    assert not client.cookies


def test_a_voice_for_a_merged_need_counts_for_the_one_it_is_part_of(client, need):
    merged = make_need(title="The same")
    merging.merge(merged, need, by=None)
    assert vote(client, merged).url == f"/en/needs/{need.number}/home-visits/#voice"
    assert votes(need) == 1


def test_a_closed_need_takes_no_voice_but_can_be_followed(client):
    need = make_need(Status.DECLINED)
    html = seen(client, need)
    assert "Add my voice" not in html and "Do you want to hear more?" in html
    response = vote(client, need)
    assert "This need is closed" in client.get(response.url).content.decode()
    assert votes(need) == 0
    follow(client, need)
    assert "You follow it." in seen(client, need)


@pytest.mark.parametrize("send", [vote, follow])
def test_a_need_that_is_closed_or_hidden_while_its_form_is_sent(client, need, monkeypatch, send):
    def meanwhile(*args):
        moves.move(need, Status.DECLINED, by=None, reason=BOTH)
        return bool(hiding.hide(need, by=None, note="A name"))

    monkeypatch.setattr("feedback.views.needs.admit", meanwhile)
    response = send(client, need)
    assert response.status_code == 302
    assert client.get(response.url).status_code == 404
    assert not Subscription.objects.filter(participant__user=None).exists()


def test_a_visitor_is_told_how_their_voice_counts(client, need):
    assert "all voices without an account count together as one person" in seen(client, need)


def test_a_member_follows_stops_and_is_told_nothing_about_accounts(client, need):
    user = UserFactory()
    client.force_login(user)
    follow(client, need)
    html = seen(client, need)
    assert "You follow it now." in html and "Stop following" in html
    assert "we cannot write to you" not in html
    follow(client, need, remove="1")
    assert not Subscription.objects.filter(participant__user=user).exists()


def test_whoever_asked_is_told_so_and_not_offered_to_follow(client, need):
    client.force_login(need.signals.get().participant.user)
    html = seen(client, need)
    assert "You asked for it" in html
    assert ">Follow<" not in html and "Stop following" not in html


def test_the_list_of_a_person_says_why_and_keeps_quiet_about_what_is_hidden(client, need):
    user = UserFactory()
    voice = participants.of_user(user)
    other = make_need(Status.PLANNED, title="Hidden later")
    voting.vote(need, voice, language="en")
    voting.follow(other, voice)
    client.force_login(user)
    html = client.get("/en/my-suggestions/").content.decode()
    assert need.get_absolute_url() in html and "You added your voice" in html
    assert "Hidden later" in html and "You follow it" in html
    hiding.hide(other, by=None, note="A name")
    assert "Hidden later" not in client.get("/en/my-suggestions/").content.decode()


def test_the_receipt_leads_to_the_public_page_once_there_is_one(client):
    need = make_need(title="Home visits")
    receipt = f"/en/suggest/{need.signals.get().suggestion.token}/"
    assert "/en/needs/1" not in client.get(receipt).content.decode()
    link = f'href="{need.get_absolute_url()}"'
    assert link not in client.get(receipt).content.decode()
    moves.move(need, Status.UNDER_REVIEW, by=None)
    assert link in client.get(receipt).content.decode()
    hiding.hide(need, by=None, note="A name")
    assert link not in client.get(receipt).content.decode()


def test_the_queue_does_not_list_voices_as_words(client, need):
    for _voice in range(3):
        voting.vote(need, participants.of_receipt("en"), language="en")
    client.force_login(UserFactory(working_group=True))
    inspect = client.get(f"/admin/needs/inspect/{need.pk}/")
    assert [signal.kind for signal in inspect.context["signals"]] == ["suggestion"]
    assert "Voice added to it" in inspect.content.decode()


# For search engines


def data_of(client, need):
    html = client.get(need.get_absolute_url()).content.decode()
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])


def test_search_engines_read_the_question_and_its_answer(client):
    need = make_need(Status.UNDER_REVIEW, title="</script><b>Tú & yo", language="es", body="Private words")
    question = data_of(client, need)["mainEntity"]
    assert (question["@type"], question["name"], question["inLanguage"]) == ("Question", "</script><b>Tú & yo", "es")
    assert (question["answerCount"], question["upvoteCount"]) == (0, 1)
    assert "suggestedAnswer" not in question and "acceptedAnswer" not in question
    moves.move(need, Status.DECLINED, by=None, reason=BOTH)
    question = data_of(client, need)["mainEntity"]
    assert (question["answerCount"], question["suggestedAnswer"]["text"]) == (1, "This is why.")
    assert "Private" not in json.dumps(data_of(client, need))


def test_a_published_answer_is_the_accepted_one(client):
    need = make_published_need(ResourcePageFactory())
    Need.objects.filter(pk=need.pk).update(response_en="Here it is.")
    question = data_of(client, need)["mainEntity"]
    assert question["acceptedAnswer"]["text"] == "Here it is."
    assert question["acceptedAnswer"]["inLanguage"] == "en"
