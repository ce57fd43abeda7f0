import pytest
from django.core import mail

from cms.notices.models import Notice
from feedback.models import Need, Suggestion
from tests.factories.accounts import UserFactory
from tests.factories.pages import ResourcePageFactory, translate
from tests.factories.taxonomy import TopicFactory

pytestmark = pytest.mark.django_db

SAID = {"kind": "new_resource", "title": "A guide for councils", "body": "Please.", "language": "en"}


@pytest.mark.parametrize(("url", "heading"), [("/en/suggest/", "Ask for what is missing"), ("/es/sugerir/", "Pida lo")])
def test_the_form_is_there_in_both_languages(client, url, heading):
    response = client.get(url)
    assert response.status_code == 200
    assert heading in response.content.decode()


def test_a_visitor_suggests_and_gets_a_receipt(client):
    response = client.post("/en/suggest/", SAID)
    suggestion = Suggestion.objects.get()
    assert (response.status_code, response.url) == (302, f"/en/suggest/{suggestion.token}/")
    assert (suggestion.author, suggestion.language, suggestion.title) == (None, "en", "A guide for councils")
    text = client.get(response.url).content.decode()
    assert "A guide for councils" in text
    assert "Received" in text


def test_a_member_suggests_in_spanish(client):
    person, topic = UserFactory(spanish=True), TopicFactory()
    client.force_login(person)
    response = client.post("/es/sugerir/", SAID | {"language": "es", "topic": topic.pk})
    suggestion = Suggestion.objects.get()
    assert response.url == f"/es/sugerir/{suggestion.token}/"
    assert (suggestion.author, suggestion.language, suggestion.topic) == (person, "es", topic)
    assert person.notices.get().kind == "suggestion_received"


def test_a_signed_in_person_is_not_asked_for_an_address(client):
    client.force_login(UserFactory())
    assert 'name="email"' not in client.get("/en/suggest/").content.decode()
    client.post("/en/suggest/", SAID | {"email": "x@example.org"})
    assert Suggestion.objects.get().email == ""


def test_a_search_and_a_page_fill_the_form(client):
    page = ResourcePageFactory(title="The toolkit")
    form = client.get("/en/suggest/", {"q": "council guide"}).context["form"]
    assert form["title"].value() == "council guide"
    response = client.get("/en/suggest/", {"page": page.pk})
    assert "The toolkit" in response.content.decode()
    assert response.context["form"]["kind"].value() == "improvement"
    client.post("/en/suggest/", SAID | {"kind": "improvement", "page": page.pk})
    assert Suggestion.objects.get().work_id == page.translation_key
    assert Need.objects.get().work_id == page.translation_key


@pytest.mark.parametrize("page", ["x", "-1", "99999999999999999999", "1 or 1=1", "\x00", "٣"])
def test_nonsense_in_the_address_is_ignored(client, page):
    assert client.get("/en/suggest/", {"page": page, "q": "a\x00b"}).status_code == 200


def test_a_draft_is_not_named(client):
    draft = ResourcePageFactory(draft=True, title="A secret draft")
    assert "A secret draft" not in client.get("/en/suggest/", {"page": draft.pk}).content.decode()
    response = client.post("/en/suggest/", SAID | {"page": draft.pk})
    assert response.status_code == 302
    assert Suggestion.objects.get().work is None


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 161}, "title"),
        ({"body": "x" * 5001}, "body"),
        ({"kind": "nonsense"}, "kind"),
        ({"language": "fr"}, "language"),
        ({"email": "not an address"}, "email"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"kind": "broken_link"}, "url"),
        ({"topic": "999999"}, "topic"),
        ({"region": "x"}, "region"),
    ],
)
def test_a_problem_is_said_beside_its_field_and_what_was_typed_is_kept(client, change, field):
    response = client.post("/en/suggest/", SAID | {"body": "Kept as typed"} | change)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    text = response.content.decode()
    assert "body" in change or "Kept as typed" in text
    assert f'id="id_{field}_error"' in text
    assert not Suggestion.objects.exists()


def test_robots_are_thanked_and_forgotten(client):
    response = client.post("/en/suggest/", SAID | {"website": "https://spam.example"})
    assert response.status_code == 200
    assert not Suggestion.objects.exists()


def test_too_many_are_asked_to_wait_and_keep_their_text(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"suggest": "2/h/ip"}
    assert [client.post("/en/suggest/", SAID).status_code for _ in range(3)] == [302, 302, 429]
    assert "A guide for councils" in client.post("/en/suggest/", SAID).content.decode()
    assert Suggestion.objects.count() == 2


def test_nobodys_mailbox_is_filled(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"suggest_email": "1/d/key"}
    for address in ("zoe@example.org", "Zoe@Example.org"):
        response = client.post("/en/suggest/", SAID | {"email": address})
    assert response.status_code == 429
    assert Notice.objects.count() == 1


def test_an_address_is_confirmed_by_a_button_and_only_then_counts(client, run_tasks):
    client.post("/en/suggest/", SAID | {"email": "zoe@example.org"})
    run_tasks()
    url = Notice.objects.get().context["url"]
    assert url.startswith("/en/suggest/confirm/")
    assert client.get(url).status_code == 200
    assert Suggestion.objects.get().email_confirmed_at is None
    response = client.post(url)
    suggestion = Suggestion.objects.get()
    assert response.url == f"/en/suggest/{suggestion.token}/"
    assert suggestion.email_confirmed_at
    assert client.get(url).url == response.url  # the link of the mail, followed once more, leads to the receipt


def test_a_spoiled_confirmation_link_is_a_clean_404(client):
    for key in ("x", "a:b:c", "%00"):
        assert client.get(f"/en/suggest/confirm/{key}/").status_code == 404
        assert client.post(f"/en/suggest/confirm/{key}/").status_code == 404


def test_the_one_message_to_an_unconfirmed_address_says_nothing_a_stranger_typed(client, run_tasks):
    client.post("/en/suggest/", SAID | {"email": "zoe@example.org", "title": "Cheap pills"})
    run_tasks()
    from cms.mail.tasks import send_mail

    send_mail()
    assert [message.to for message in mail.outbox] == [["zoe@example.org"]]
    assert "Cheap pills" not in mail.outbox[0].subject + mail.outbox[0].body
    assert "/en/suggest/confirm/" in mail.outbox[0].body


def test_a_translated_page_is_the_same_work(client):
    page = ResourcePageFactory()
    spanish = translate(page)
    client.post("/es/sugerir/", SAID | {"kind": "correction", "page": spanish.pk})
    assert Suggestion.objects.get().work_id == page.translation_key
