"""Words in the reader's language, without a query for each."""

import pytest
from django.utils.translation import override

from cms.resources.models import ResourceIndexPage
from cms.taxonomy.models import Topic
from tests.factories.accounts import UserFactory
from tests.factories.taxonomy import TopicFactory
from tests.plugins.tasks import commit

pytestmark = pytest.mark.django_db


def test_a_term_is_called_what_the_reader_calls_it():
    health, plain = TopicFactory(name="Health", es="Salud"), TopicFactory(name="Only English")
    assert (health.label, plain.label) == ("Health", "Only English")
    with override("es"):
        assert (health.label, plain.label) == ("Salud", "Only English")


def test_labels_of_many_terms_cost_one_query(django_assert_num_queries):
    terms = [TopicFactory(name=f"Topic {number}") for number in range(10)]
    commit()
    with django_assert_num_queries(1):
        assert [term.label for term in terms] == [f"Topic {number}" for number in range(10)]


def test_options_are_source_rows_in_the_editors_order():
    Topic.objects.all().delete()
    TopicFactory(slug="b", name="B", sort_order=1, es="Be")
    TopicFactory(slug="a", name="A", sort_order=2)
    with override("es"):
        assert Topic.options() == [("b", "Be"), ("a", "A")]


def test_editors_choose_terms_by_their_names_in_the_language_of_the_admin(client):
    client.force_login(UserFactory(admin=True, language="es"))
    catalog = ResourceIndexPage.objects.get(locale__language_code="en")
    page = client.get(f"/admin/pages/add/resources/resourcepage/{catalog.pk}/").content.decode()
    assert "Liderazgo colaborativo" in page
    assert "Costa Central" in page
    assert "Collaborative leadership" not in page


def test_what_editors_add_rename_or_delete_shows_at_once():
    Topic.objects.all().delete()
    assert Topic.options() == []
    topic = TopicFactory(slug="health", name="Health")
    assert Topic.options() == [("health", "Health")]
    topic.name = "Well-being"
    topic.save()
    assert Topic.options() == [("health", "Well-being")]
    topic.delete()
    assert Topic.options() == []
