"""All translations of a page are one work, whose row comes and goes with them."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection
from wagtail.models import Page

from cms.core.domain.works import store_ratings
from cms.core.models import Work
from cms.core.models.work import PRIOR_MEAN
from cms.resources.models import ResourceIndexPage, ResourcePage
from tests.factories.pages import (
    ResourceIndexPageFactory,
    ResourcePageFactory,
    StandardPageFactory,
    make_home,
    translate,
)

pytestmark = pytest.mark.django_db


def exists(page):
    return Work.objects.filter(key=page.translation_key).exists()


def test_every_page_of_the_site_has_a_work_of_its_type():
    page = ResourcePageFactory()
    for each in (page, ResourceIndexPageFactory(), make_home()):
        assert each.work_id == each.translation_key
        assert each.work.kind.model_class() is type(each)


def test_translations_share_one_work():
    page = ResourcePageFactory()
    assert translate(page).work == page.work


def test_a_work_stays_while_one_of_its_pages_does():
    page = ResourcePageFactory()
    spanish = translate(page)
    page.delete()
    assert exists(spanish)
    spanish.delete()
    assert not exists(spanish)


def test_works_go_with_a_section_of_the_tree():
    parent = StandardPageFactory()
    child = StandardPageFactory(parent=parent)
    Page.objects.get(pk=parent.pk).delete()
    assert not exists(parent)
    assert not exists(child)


def test_works_go_with_pages_deleted_by_a_query():
    pages = [ResourcePageFactory() for _ in range(3)]
    other = ResourcePageFactory()
    ResourcePage.objects.filter(pk__in=[page.pk for page in pages]).delete()
    assert [exists(page) for page in pages] == [False, False, False]
    assert exists(other)


def test_a_copy_is_a_work_of_its_own_and_stays_it_when_published():
    page = ResourcePageFactory()
    page.save_revision()
    copy = page.copy(update_attrs={"slug": "a-copy", "title": "A copy"})
    copy.latest_revision.publish()
    copy.refresh_from_db()
    assert copy.work_id == copy.translation_key != page.work_id
    assert copy.latest_revision.as_object().work_id == copy.work_id


def test_a_revision_cannot_move_a_page_to_another_work():
    page, other = ResourcePageFactory(), ResourcePageFactory()
    revision = page.save_revision()
    revision.content["work"] = str(other.work_id)
    revision.save()
    assert revision.as_object().work_id == page.work_id
    revision.publish()
    assert ResourcePage.objects.get(pk=page.pk).work_id == page.translation_key


def test_a_new_work_counts_as_average():
    assert ResourcePageFactory().work.rating_bayes == PRIOR_MEAN
    assert ResourcePageFactory().work.rating_mean is None


def test_many_good_ratings_count_for_more_than_one_perfect_one():
    one, many = Work(key=uuid4(), kind_id=1), Work(key=uuid4(), kind_id=1)
    one.save()
    many.save()
    store_ratings(one, [0, 0, 0, 0, 1])
    store_ratings(many, [0, 0, 0, 10, 10])
    assert (one.rating_mean, many.rating_mean) == (5, 4.5)
    assert PRIOR_MEAN < one.rating_bayes < many.rating_bayes < 4.5


@pytest.mark.django_db(transaction=True)
def test_a_translation_made_while_the_last_page_goes_has_a_work():
    page = ResourcePageFactory()
    translate(page.get_parent().specific)
    key, spanish_parent = page.translation_key, ResourceIndexPage.objects.get(locale__language_code="es").pk

    def add():
        parent = ResourceIndexPage.objects.get(pk=spanish_parent)
        values = {"title": "Guía", "slug": "guia", "resource_type": "guide", "locale": parent.locale}
        parent.add_child(instance=ResourcePage(translation_key=key, **values))

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(_closing(add)), pool.submit(_closing(ResourcePage.objects.get(pk=page.pk).delete))]:
            done.result()
    assert ResourcePage.objects.get(translation_key=key).work == Work.objects.get(key=key)


def _closing(act):
    def run():
        try:
            return act()
        finally:
            connection.close()

    return run
