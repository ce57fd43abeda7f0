"""Editors see where a word is used before they touch it, and no word is deleted while it is."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.urls import reverse

from cms.advisory.models import BoardMember
from cms.taxonomy import usage
from cms.taxonomy.models import RegionalCenter, Topic
from tests.factories.accounts import UserFactory
from tests.factories.feedback import make_need
from tests.factories.pages import BoardPageFactory, ResourcePageFactory, SessionPageFactory, locale, translate
from tests.factories.taxonomy import RegionalCenterFactory, TopicFactory
from tests.queries import assert_flat

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(UserFactory(admin=True))
    return client


@pytest.fixture
def topic():
    return TopicFactory(name="Garden", slug="garden", es="Huerto")


def url(name, row):
    return reverse(row.snippet_viewset.get_url_name(name), args=[row.pk])


def list_of(model):
    return reverse(model.snippet_viewset.get_url_name("list"))


def bulk_delete(client, *rows):
    address = reverse("wagtail_bulk_action", args=["taxonomy", "topic", "delete"])
    return client.post(f"{address}?{'&'.join(f'id={row.pk}' for row in rows)}", follow=True)


def test_a_topic_used_by_a_page_and_a_need_is_not_deleted_and_says_where_it_is_used(admin, topic):
    page = ResourcePageFactory(title="Beds and seeds", topics=[topic])
    need = make_need()
    type(need).objects.filter(pk=need.pk).update(topic=topic)
    response = admin.post(url("delete", topic), follow=True)
    html = response.content.decode()
    assert "cannot be deleted while it is used" in html
    assert f'href="{reverse("wagtailadmin_pages:edit", args=[page.pk])}"' in html
    assert "1 need" in html
    assert list(page.topics.all()) == [topic]


def test_many_words_ticked_at_once_are_kept_too(admin, topic):
    unused = TopicFactory()
    SessionPageFactory(topics=[topic])
    assert "cannot be deleted while it is used" in bulk_delete(admin, unused, topic).content.decode()
    assert Topic.objects.filter(pk__in=[unused.pk, topic.pk]).count() == 2
    bulk_delete(admin, unused)
    assert not Topic.objects.filter(pk=unused.pk).exists()


def test_an_unused_word_takes_its_translation_along(admin, topic):
    admin.post(url("delete", topic))
    assert not Topic.objects.filter(translation_key=topic.translation_key).exists()


def test_a_translation_alone_is_not_deleted(admin, topic):
    spanish = topic.get_translation(locale("es"))
    assert "is a translation" in admin.post(url("delete", spanish), follow=True).content.decode()
    assert Topic.objects.filter(pk=spanish.pk).exists()


def test_no_other_way_deletes_a_word_in_use_either(topic):
    ResourcePageFactory(topics=[topic])
    with pytest.raises(ProtectedError), transaction.atomic():
        Topic.objects.filter(pk=topic.pk).delete()
    with pytest.raises(ProtectedError), transaction.atomic():
        topic.delete()


def test_a_center_with_people_board_members_and_resources_is_kept():
    center, free = RegionalCenterFactory(), RegionalCenterFactory()
    UserFactory(region=center)
    BoardMember.objects.create(page=BoardPageFactory(), name="Rosa", region=center)
    ResourcePageFactory(region=center)
    assert usage.counts(RegionalCenter)[center.translation_key] == 3
    assert sorted(rows.model.__name__ for rows in usage.users_of(center)) == ["BoardMember", "ResourcePage", "User"]
    with pytest.raises(ProtectedError), transaction.atomic():
        center.delete()
    free.delete()


def test_the_names_of_people_who_use_a_word_are_not_listed(admin):
    center = RegionalCenterFactory()
    UserFactory(region=center, display_name="Ana Reservada")
    html = admin.get(url("usage", center)).content.decode()
    assert "1 person" in html
    assert "Ana Reservada" not in html


def test_the_list_shows_each_word_once_with_its_translation_and_uses(admin, topic):
    page = ResourcePageFactory(topics=[topic])
    translate(page)
    response = admin.get(list_of(Topic))
    rows = [row for row in response.context["table"].rows if row.instance.pk == topic.pk]
    assert len(rows) == 1
    assert "Huerto" not in [row.instance.name for row in response.context["table"].rows]
    html = response.content.decode()
    assert 'lang="es">Huerto</a>' in html
    assert usage.counts(Topic)[topic.translation_key] == 2


@pytest.mark.once
def test_counting_the_uses_of_many_words_costs_as_much_as_of_one(topic):
    def grow():
        for number in range(5):
            ResourcePageFactory(topics=[TopicFactory(es=f"Tema {number}")])

    assert_flat(lambda: usage.counts(Topic), grow)


def test_a_slug_belongs_to_one_word_of_a_language_and_the_form_says_so(admin, topic):
    values = {"name": "Garden again", "slug": "garden", "description": "", "sort_order": 0}
    add = reverse(Topic.snippet_viewset.get_url_name("add"))
    response = admin.post(add, values)
    assert response.context["form"].errors["slug"] == ["Another word of this list has this slug."]
    admin.post(add, values | {"slug": "garden-2"})
    assert Topic.objects.filter(slug="garden-2").exists()
    assert topic.get_translation(locale("es")).slug == "garden"  # the same in the other language
    with pytest.raises(IntegrityError), transaction.atomic():
        Topic.objects.create(name="Third", slug="garden", locale=locale("en"))
    with pytest.raises(ValidationError):
        Topic(name="Third", slug="garden", locale=locale("en")).full_clean()
