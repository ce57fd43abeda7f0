"""What was offered becomes a draft, its giver says yes to it, and it is published with the thanks they chose."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import RequestFactory
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page, PageViewRestriction

from cms.accounts.domain import erasing
from cms.core.models import Publication
from cms.resources.models import ResourcePage
from feedback.domain import draft_answers, drafting, merging, moves, pages
from feedback.domain import offers as offers_domain
from feedback.domain.errors import RefusedError
from feedback.enums import EventKind, Status
from feedback.models import Need, Offer, Suggestion
from feedback.queries.offered_pages import awaited_answer
from feedback.tasks import delete_offered_files, notify_subscribers
from feedback.views import offers
from tests.factories.accounts import UserFactory
from tests.factories.feedback import make_need
from tests.factories.pages import ResourceIndexPageFactory, ResourcePageFactory, translate
from tests.feedback.files import pdf, picture
from tests.feedback.views.test_offer import OFFERED, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return UserFactory(working_group=True)


@pytest.fixture
def giver():
    return UserFactory()


def offered(client, giver=None, **changes):
    if giver:
        client.force_login(giver)
    send(client, **changes)
    client.logout()
    return Need.objects.get()


def drafted(need, member):
    page = drafting.draft_page(need, member)
    return ResourcePage.objects.get(pk=page.pk)


def shown(client, giver, member, **changes):
    """A draft that its giver was asked about, and where."""
    need = offered(client, giver, **changes)
    page = drafted(need, member)
    offer = draft_answers.show_draft(need, by=member)
    return page, draft_answers.draft_url(offer, "en")


def answer(client, url, said, text=""):
    return client.post(url, {"answer": said, "text": text})


def publish(client, page):
    """As an editor does, by the button."""
    client.force_login(UserFactory(editor=True, admin=True))
    edit = f"/admin/pages/{page.pk}/edit/"
    from wagtail.admin.panels import get_edit_handler

    form = get_edit_handler(ResourcePage).get_form_class()(instance=page.get_latest_revision_as_object())
    data = {}
    for bound in form:
        if (value := bound.value()) not in (None, [], ""):
            data[bound.html_name] = value
    from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

    data |= nested_form_data({"body": streamfield([("text", rich_text("<p>x</p>"))])})
    data |= nested_form_data({"languages": inline_formset([]), "comments": inline_formset([])})
    return client.post(edit, data | {"slug": page.slug, "action-publish": "1"}, follow=True)


def test_the_draft_has_all_that_the_giver_said(client, member):
    need = offered(client, url="https://example.org/visits", people="nobody")
    page = drafted(need, member).get_latest_revision_as_object()
    assert (page.title, page.summary) == (OFFERED["title"], OFFERED["body"])
    assert (page.resource_type, page.external_url) == ("case_study", "https://example.org/visits")
    assert (page.author_organization, page.license, page.credit) == ("Room 12", "cc-by-nc", "Roosevelt Elementary")
    assert [row.language for row in page.languages.all()] == ["es", "hmn"]
    assert str(page.body).strip() == ""
    assert not page.live


def test_what_is_too_long_for_a_summary_is_the_text_and_never_markup(client, member):
    said = "We began with <b>eight</b> families. " * 10
    page = drafted(offered(client, body=said), member).get_latest_revision_as_object()
    assert len(page.summary) == 300
    assert "&lt;b&gt;eight&lt;/b&gt;" in str(page.body)


def test_the_thanks_stand_on_the_page(client, member):
    page = drafted(offered(client), member)
    page.get_latest_revision().publish()
    text = client.get(page.url).content.decode()
    assert "Roosevelt Elementary" in text
    assert "without charge" in text


def test_whoever_wants_no_name_is_not_named(client, member):
    page = drafted(offered(client, credit="nobody", credit_name="Rosa Martínez"), member)
    page.get_latest_revision().publish()
    assert "Rosa" not in client.get(page.url).content.decode()


def test_a_document_is_private_until_the_page_is_public(client, member):
    page = drafted(offered(client, file=pdf()), member)
    document = get_document_model().objects.get()
    assert document.url in str(page.get_latest_revision_as_object().body)
    assert client.get(document.url).status_code in (302, 403)
    page.get_latest_revision().publish()
    assert client.get(document.url).status_code == 200
    ResourcePage.objects.get(pk=page.pk).unpublish()
    assert client.get(document.url).status_code in (302, 403)


def test_a_picture_becomes_a_picture_of_the_page(client, member):
    page = drafted(offered(client, file=picture()), member)
    image = get_image_model().objects.get()
    (block,) = [block for block in page.get_latest_revision_as_object().body if block.block_type == "image"]
    assert block.value["image"].pk == image.pk
    assert block.value["image"].contextual_alt_text == OFFERED["title"]
    assert "garden" not in image.file.name


def test_the_giver_is_asked_and_says_yes(client, giver, member):
    page, _url = shown(client, giver, member)
    notice = giver.notices.get(kind="offer_draft")
    text = client.get(notice.context["url"]).content.decode()
    for said in (OFFERED["title"], "Roosevelt Elementary", "How two teachers"):
        assert said in text, said
    response = answer(client, notice.context["url"], "yes")
    assert response.url == f"/en/suggest/{Suggestion.objects.get().token}/"
    assert "Looks right" in client.get(response.url).content.decode()
    need = Need.objects.get()
    assert need.events.last().kind == EventKind.DRAFT_APPROVED
    assert need.status == Status.IN_PROGRESS
    client.force_login(member)
    assert "says that the draft is right" in client.get(f"/admin/needs/inspect/{need.pk}/").content.decode()
    assert page.live is False


def test_a_wish_for_a_change_reaches_the_owner_and_the_history(client, giver, member):
    from feedback.domain import assigning

    _page, url = shown(client, giver, member)
    assigning.assign(Need.objects.get(), member, by=member)
    assert answer(client, url, "change").status_code == 422
    answer(client, url, "change", "Please leave out my street.")
    assert Need.objects.get().events.last().note == "Please leave out my street."
    notice = member.notices.get(kind="offer_answered")
    assert notice.context["text"] == "Please leave out my street."


def test_who_left_an_address_is_asked_once_it_is_confirmed(client, member, run_tasks):
    from cms.mail.tasks import send_mail
    from feedback.domain import confirming

    need = offered(client, email="zoe@example.org")
    drafted(need, member)
    draft_answers.show_draft(need, by=member)
    run_tasks()
    send_mail()
    assert not [sent for sent in mail.outbox if "Is it right?" in sent.subject]
    confirming.confirm_email(Suggestion.objects.get())
    draft_answers.show_draft(need, by=member)
    run_tasks()
    send_mail()
    (sent,) = [sent for sent in mail.outbox if "Is it right?" in sent.subject]
    assert sent.to == ["zoe@example.org"]


def test_without_an_address_the_receipt_leads_to_it(client, member):
    need = offered(client)
    receipt = f"/en/suggest/{Suggestion.objects.get().token}/"
    assert "There is no draft to look at yet" in client.get(receipt).content.decode()
    drafted(need, member)
    draft_answers.show_draft(need, by=member)
    response = client.get(receipt)
    assert "The draft is ready" in response.content.decode()
    assert "How two teachers" in client.get(response.context["draft_url"]).content.decode()


def test_the_draft_is_seen_by_its_link_alone_and_not_before_it_is_shown(client, member):
    need = offered(client)
    url = draft_answers.draft_url(Offer.objects.get(), "en")
    page = drafted(need, member)
    assert "How two teachers" not in client.get(url).content.decode()
    assert client.get(page.url).status_code == 404
    assert answer(client, url, "yes").status_code == 422
    with pytest.raises(RefusedError):
        draft_answers.answer_draft(Offer.objects.get(), "yes")
    assert Offer.objects.get().answer == ""
    response = client.get(url)
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in response["Cache-Control"]
    for key in ("x", "a:b:c", url.split("/")[-2][:-1]):
        assert client.get(f"/en/share-yours/draft/{key}/").status_code == 404


def test_the_link_expires(client, giver, member, monkeypatch):
    _page, url = shown(client, giver, member)
    monkeypatch.setattr(draft_answers, "SEEN_WITHIN", -1)
    assert client.get(url).status_code == 404
    assert answer(client, url, "yes").status_code == 404
    assert Offer.objects.get().answer == ""


def test_it_is_not_published_without_the_yes_of_its_giver(client, giver, member):
    page, url = shown(client, giver, member)
    text = publish(client, page).content.decode()
    assert "has not said yes" in text
    assert not ResourcePage.objects.get(pk=page.pk).live
    client.logout()
    answer(client, url, "yes")
    publish(client, page)
    assert ResourcePage.objects.get(pk=page.pk).live
    assert Need.objects.get().status == Status.PUBLISHED


def test_many_pages_at_once_wait_for_the_giver_too(client, giver, member):
    page, _url = shown(client, giver, member)
    client.force_login(UserFactory(admin=True))
    client.post(f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}&next=/admin/")
    assert not ResourcePage.objects.get(pk=page.pk).live


def test_the_last_step_of_a_review_waits_for_the_giver_too(client, giver, member):
    page, url = shown(client, giver, member)
    editor = UserFactory(editor=True)
    assert [action[0] for action in Publication().get_actions(page, editor)] == ["reject"]
    answer(client, url, "yes")
    assert "approve" in [action[0] for action in Publication().get_actions(page, editor)]


def test_a_note_allows_to_publish_it(client, giver, member):
    page, _url = shown(client, giver, member)
    client.force_login(member)
    need = Need.objects.get()
    screen = f"/admin/needs/inspect/{need.pk}/"
    form = {"action": "waive", "expected_version": need.version}
    assert client.post(screen, form | {"note": ""}).status_code == 200
    assert not Offer.objects.get().may_be_published
    client.post(screen, form | {"note": "She moved away."})
    assert Offer.objects.get().may_be_published
    assert need.events.last().note == "She moved away."
    publish(client, page)
    assert ResourcePage.objects.get(pk=page.pk).live


def test_shown_again_the_yes_is_asked_anew(client, giver, member):
    _page, url = shown(client, giver, member)
    answer(client, url, "yes")
    draft_answers.show_draft(Need.objects.get(), by=member)
    assert not Offer.objects.get().may_be_published
    assert giver.notices.filter(kind="offer_draft").count() == 2


def test_the_giver_takes_it_back(client, giver, member):
    page, url = shown(client, giver, member)
    answer(client, url, "back")
    need = Need.objects.get()
    assert need.events.last().kind == EventKind.TAKEN_BACK
    assert need.people == 0
    assert answer(client, url, "yes").status_code == 422
    assert "has not said yes" in publish(client, page).content.decode()
    assert not ResourcePage.objects.get(pk=page.pk).live


def test_a_note_does_not_allow_to_publish_what_was_taken_back(client, giver, member):
    page, url = shown(client, giver, member)
    draft_answers.waive_answer(Need.objects.get(), "She moved away.", by=member)
    answer(client, url, "back")
    publish(client, page)
    assert not ResourcePage.objects.get(pk=page.pk).live


def test_what_is_not_drafted_can_be_taken_back_and_not_answered(client):
    offered(client)
    url = draft_answers.draft_url(Offer.objects.get(), "en")
    assert answer(client, url, "yes").status_code == 422
    assert answer(client, url, "back").status_code == 302
    assert Offer.objects.get().withdrawn_at


def test_the_queue_offers_to_show_it_only_for_an_offer_with_a_draft(client, giver, member):
    need = offered(client, giver)
    client.force_login(member)
    screen = f"/admin/needs/inspect/{need.pk}/"
    assert "show-draft" not in client.get(screen).content.decode()
    drafted(need, member)
    assert "show-draft" in client.get(screen).content.decode()
    form = {"action": "show-draft", "expected_version": Need.objects.get().version}
    assert client.post(screen, form).status_code == 302
    assert giver.notices.filter(kind="offer_draft").exists()


def test_erasing_the_giver_takes_the_thanks_off_the_page(client, giver, member):
    page = drafted(offered(client, giver, credit="name", credit_name="Rosa Martínez"), member)
    page.get_latest_revision().publish()
    assert "Rosa Martínez" in client.get(page.url).content.decode()
    erasing.erase_account(giver)
    assert "Rosa" not in client.get(page.url).content.decode()
    page = ResourcePage.objects.get(pk=page.pk)
    page.get_latest_revision().publish()
    assert "Rosa" not in client.get(page.url).content.decode()


def test_the_translation_editor_does_not_publish_without_the_yes_either(client, giver, member):
    page, url = shown(client, giver, member)
    spanish = translate(page, slug="como-llaman", title="Cómo llaman")
    spanish.unpublish()
    client.force_login(UserFactory(admin=True))
    edit = f"/admin/pages/{spanish.pk}/edit/"
    text = client.post(edit, {"action": "publish"}, follow=True).content.decode()
    assert "has not said yes" in text
    assert not ResourcePage.objects.get(pk=spanish.pk).live
    answer(client, url, "yes")
    assert offers.wait_in_translation_editor(RequestFactory().post(edit, {"action": "publish"}), spanish) is None


@pytest.fixture
def document(client, member):
    """Of an offer whose page is public."""
    page = drafted(offered(client, file=pdf()), member)
    page.get_latest_revision().publish()
    return get_document_model().objects.get()


def is_closed(client, document):
    client.logout()
    return client.get(document.url).status_code in (302, 403)


def test_the_document_of_a_page_that_is_made_private_is_private(client, document):
    page = ResourcePage.objects.get()
    closed = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert is_closed(client, document)
    page.get_latest_revision().publish()
    assert is_closed(client, document), "published once more it is private still"
    closed.delete()
    assert not is_closed(client, document)


def test_the_document_of_a_page_below_a_private_one_is_private(client, document):
    page = ResourcePage.objects.get()
    other = ResourceIndexPageFactory(parent=page.get_parent().get_parent(), slug="staff")
    PageViewRestriction.objects.create(page=other, restriction_type=PageViewRestriction.LOGIN)
    page.move(other, pos="last-child")
    assert is_closed(client, document)


def test_the_document_of_a_draft_stays_private_though_its_need_is_part_of_a_published_one(client, member):
    need = offered(client, file=pdf())
    drafted(need, member)
    other = pages.link_page(make_need(Status.IN_PROGRESS), ResourcePageFactory(), by=member)
    merging.merge(need, other, by=member)
    Page.objects.get(translation_key=other.answer_work_id).get_latest_revision_as_object().save_revision().publish()
    notify_subscribers()
    assert is_closed(client, get_document_model().objects.get())


def test_what_an_editor_filed_elsewhere_stays_there_while_it_is_public(client, document):
    shelf = Collection.get_first_root_node().add_child(name="Toolkits")
    get_document_model().objects.update(collection=shelf)
    notify_subscribers()
    assert get_document_model().objects.get().collection == shelf


@pytest.mark.parametrize("ending", ["published", "declined", "linked", "merged"])
def test_no_draft_is_seen_but_the_one_that_was_shown(client, giver, member, ending):
    page, url = shown(client, giver, member)
    need, secret = Need.objects.get(), ResourcePageFactory(title="Secret draft", live=False)
    if ending == "published":
        answer(client, url, "yes")
        page.get_latest_revision().publish()
        page.title = "Secret draft"
        page.save_revision()
    elif ending == "declined":
        moves.move(need, Status.DECLINED, by=member, reason={"en": "No", "es": "No"})
    elif ending == "linked":
        pages.link_page(need, secret, by=member)
    else:
        other = pages.link_page(make_need(Status.IN_PROGRESS), secret, by=member)
        merging.merge(need, other, by=member)
    response = client.get(url)
    assert response.status_code == 200
    assert "Secret draft" not in response.text and "How two teachers" not in response.text
    assert answer(client, url, "yes").status_code == 422


def test_a_yes_is_to_the_page_that_was_shown(client, giver, member):
    page, url = shown(client, giver, member)
    answer(client, url, "yes")
    other = ResourcePageFactory(title="Another page", live=False)
    need = pages.link_page(Need.objects.get(), other, by=member)
    assert awaited_answer(other) == need
    draft_answers.show_draft(need, by=member)
    answer(client, url, "yes")
    assert awaited_answer(other) is None


def test_what_was_taken_back_is_not_published_though_its_need_is_declined(client, giver, member):
    page, url = shown(client, giver, member)
    answer(client, url, "back")
    moves.move(Need.objects.get(), Status.DECLINED, by=member, reason={"en": "No", "es": "No"})
    publish(client, page)
    assert not ResourcePage.objects.get(pk=page.pk).live


def test_of_two_offers_that_are_one_need_the_one_in_the_page_is_asked(client, giver, member):
    page, url = shown(client, giver, member)
    need = Need.objects.get()
    send(client, title="The same once more")
    merging.merge(Need.objects.exclude(pk=need.pk).get(), need, by=member)
    answer(client, url, "yes")
    assert awaited_answer(page) is None


@pytest.mark.parametrize(("said", "is_planned"), [("yes", True), ("change", False), ("back", False)])
def test_what_is_to_be_published_by_itself_waits_too(client, giver, member, said, is_planned):
    page, url = shown(client, giver, member)
    answer(client, url, "yes")
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision(approved_go_live_at=page.go_live_at)
    answer(client, url, said, "Leave out my street.")
    assert page.scheduled_revision is not None if is_planned else page.scheduled_revision is None


@pytest.mark.parametrize("how", ["taken_back", "erased"])
def test_the_copy_in_the_draft_is_deleted_with_the_file(client, giver, member, how, django_capture_on_commit_callbacks):
    page = drafted(offered(client, giver, file=pdf()), member)
    offer, document = Offer.objects.get(), get_document_model().objects.get()
    draft_answers.show_draft(Need.objects.get(), by=member)
    if how == "erased":
        with django_capture_on_commit_callbacks(execute=True):
            erasing.erase_account(giver)
    else:
        answer(client, draft_answers.draft_url(offer, "en"), "back")
        delete_offered_files()
        assert get_document_model().objects.exists(), "for a month somebody may ask for it"
        Offer.objects.update(withdrawn_at=timezone.now() - timedelta(days=31))
        with django_capture_on_commit_callbacks(execute=True):
            delete_offered_files()
    assert not get_document_model().objects.exists()
    assert not document.file.storage.exists(document.file.name)
    client.force_login(UserFactory(editor=True, admin=True))
    assert client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200


def test_the_copy_on_a_public_page_stays(client, document):
    offers_domain.delete_old_files(timezone.now() + timedelta(days=60))
    assert not Offer.objects.with_file().exists()
    assert not is_closed(client, document)


def test_what_is_taken_back_while_it_is_published_does_not_stay_public(client, giver, member):
    page, url = shown(client, giver, member)
    answer(client, url, "yes")
    Offer.objects.update(withdrawn_at=timezone.now())  # after the editor's button has asked
    page.get_latest_revision().publish()
    assert not ResourcePage.objects.get(pk=page.pk).live
    assert Need.objects.get().status == Status.IN_PROGRESS


def test_what_is_public_is_not_taken_back_though_its_need_is_open_again(client, giver, member):
    page, url = shown(client, giver, member)
    answer(client, url, "yes")
    page.get_latest_revision().publish()
    moves.move(Need.objects.get(), Status.IN_PROGRESS, by=member, note="More photos")
    assert answer(client, url, "back").status_code == 422
    assert Offer.objects.get().withdrawn_at is None


def test_the_link_ends_when_its_giver_is_erased(client, giver, member):
    _page, url = shown(client, giver, member)
    token = Suggestion.objects.get().token
    erasing.erase_account(giver)
    assert client.get(url).status_code == 404
    assert answer(client, url, "yes").status_code == 404
    assert "share-yours/draft" not in client.get(f"/en/suggest/{token}/").text
    assert Offer.objects.get().answer == ""


def test_a_draft_waits_for_what_was_taken_back_though_no_open_need_asks_for_it(client, giver, member):
    page, url = shown(client, giver, member)
    answer(client, url, "back")
    need = moves.move(Need.objects.get(), Status.DECLINED, by=member, reason={"en": "No", "es": "No"})
    assert awaited_answer(page) == need


def test_a_public_page_waits_for_what_was_taken_back_while_its_need_is_open(client, member):
    send(client)
    page = ResourcePageFactory(title="There before")
    need = pages.link_page(Need.objects.get(), page, by=member, as_it_is=False)
    answer(client, draft_answers.draft_url(draft_answers.show_draft(need, by=member), "en"), "back")
    assert awaited_answer(page) == need


@pytest.mark.parametrize("ending", ["declined", "linked"])
def test_a_page_that_was_public_before_is_not_held_for_ever(client, giver, member, ending):
    """It was to hold what was offered, and its giver does not want that."""
    send(client)
    page = ResourcePageFactory(title="There before")
    need = pages.link_page(Need.objects.get(), page, by=member, as_it_is=False)
    url = draft_answers.draft_url(draft_answers.show_draft(need, by=member), "en")
    assert awaited_answer(page) == need
    Offer.objects.update(answer="change")
    if ending == "declined":
        moves.move(Need.objects.get(), Status.DECLINED, by=member, reason={"en": "No", "es": "No"})
    else:
        pages.link_page(Need.objects.get(), ResourcePageFactory(live=False), by=member)
    assert awaited_answer(page) is None
    Offer.objects.update(withdrawn_at=timezone.now())
    assert awaited_answer(page) is None
    page.save_revision().publish()
    assert ResourcePage.objects.get(pk=page.pk).live
    assert answer(client, url, "yes").status_code == 422


def test_the_draft_of_a_page_that_is_public_already_is_answered_as_any_other(client, giver, member):
    send(client)
    page = ResourcePageFactory(title="There before")
    need = pages.link_page(Need.objects.get(), page, by=member, as_it_is=False)
    url = draft_answers.draft_url(draft_answers.show_draft(need, by=member), "en")
    assert answer(client, url, "change", "My street").status_code == 302
    assert answer(client, url, "yes").status_code == 302
    assert awaited_answer(page) is None
    page.save_revision().publish()
    assert Need.objects.get().status == Status.PUBLISHED
    assert answer(client, url, "back").status_code == 422
