import pytest

from cms.resources.models import ResourceIndexPage, ResourcePage
from cms.taxonomy.models import RegionalCenter, Topic
from feedback.domain import drafting, pages
from feedback.domain.errors import RefusedError
from feedback.enums import NeedKind, Status
from feedback.models import Need
from tests.factories.accounts import UserFactory
from tests.factories.feedback import make_merged_need, make_need
from tests.factories.pages import ResourcePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return UserFactory(working_group=True)


def test_a_draft_has_what_is_known_filled_in(member):
    topic, region = Topic.objects.source().first(), RegionalCenter.objects.source().first()
    need = make_need(title="A council guide", body="Short, please.", topic=topic, region=region)
    make_merged_need(need, author=UserFactory())
    page = drafting.draft_page(need, member)
    page = ResourcePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert (page.title, page.summary, page.live, page.owner) == ("A council guide", "Short, please.", False, member)
    assert (list(page.topics.all()), page.region) == ([topic] if topic else [], region)
    assert page.get_parent().specific == ResourceIndexPage.objects.get(locale__language_code="en")
    assert f"Asked for in need #{need.number}, by 2 people." in str(page.body)
    assert page.latest_revision.user == member


def test_a_spanish_need_is_drafted_in_spanish(member):
    need = make_need(spanish=True)
    page = drafting.draft_page(need, member)
    assert page.locale.language_code == "es"
    assert page.get_parent().locale.language_code == "es"
    assert f"Lo pidió 1 persona en la necesidad n.º {need.number}." in str(page.body)


def test_drafting_links_the_page_and_walks_to_in_progress(member):
    need = make_need()
    page = drafting.draft_page(need, member)
    need = Need.objects.get(pk=need.pk)
    assert (need.status, need.answer_work_id) == (Status.IN_PROGRESS, page.translation_key)
    assert [(event.from_status, event.to_status, event.by) for event in need.events.steps()][1:] == [
        ("received", "under_review", member),
        ("under_review", "planned", member),
        ("planned", "in_progress", member),
    ]


def test_drafting_twice_gives_the_same_page(member):
    need = make_need()
    assert drafting.draft_page(need, member).pk == drafting.draft_page(need, UserFactory()).pk
    assert ResourcePage.objects.filter(title=need.title).count() == 1


def test_an_improvement_works_on_the_page_itself(member):
    page = ResourcePageFactory()
    need = make_need(kind=NeedKind.IMPROVEMENT, work=page.work)
    assert drafting.draft_page(need, member).pk == page.pk
    assert Need.objects.get(pk=need.pk).status == Status.IN_PROGRESS
    page.save_revision().publish()
    assert Need.objects.get(pk=need.pk).status == Status.PUBLISHED


def test_a_closed_need_is_not_drafted(member):
    with pytest.raises(RefusedError):
        drafting.draft_page(make_need(Status.DECLINED), member)


def test_the_draft_is_not_public(member, client):
    page = drafting.draft_page(make_need(), member)
    assert client.get(page.url).status_code == 404


def test_the_linked_page_is_opened_rather_than_the_one_the_need_is_about(member):
    about, linked = ResourcePageFactory(), ResourcePageFactory(draft=True)
    need = make_need(kind=NeedKind.IMPROVEMENT, work=about.work)
    pages.link_page(need, linked, by=member)
    assert drafting.draft_page(need, member).pk == linked.pk
