"""What is kept of the catalog is never wrong: a naive count of random worlds finds the same."""

from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import caches
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone, translation
from hypothesis import Phase
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from wagtail.models import Locale, Page, PageViewRestriction

from cms.core.domain.works import store_ratings
from cms.resources.catalog import PAGE_SIZE, Catalog
from cms.resources.enums import MaterialLanguage, ResourceType
from cms.resources.models import ResourceIndexPage, ResourceLanguage, ResourcePage
from cms.resources.queries import lists
from cms.taxonomy.models import Audience, Strategy, Topic
from tests.factories.pages import ResourcePageFactory, translate
from tests.factories.taxonomy import AudienceFactory, StrategyFactory, TopicFactory
from tests.plugins.tasks import commit

ANY = st.integers(0, 30)  # the row that is meant, counted round
SOME = st.lists(st.integers(0, 2), max_size=2)
TYPES = [ResourceType.GUIDE, ResourceType.TOOL, ResourceType.VIDEO]
LANGUAGES = [MaterialLanguage.EN, MaterialLanguage.ES, MaterialLanguage.KO]
LISTS = {"topic": "topics", "audience": "audiences", "strategy": "strategies"}
QUERIES = [
    "",
    "topic=a",
    "topic=a&topic=b&type=guide&sort=title",
    "audience=a&strategy=b&language=en&sort=rating",
    "type=tool&type=video&language=es&language=ko&topic=renamed",
]
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def pick(rows, which):
    rows = list(rows.order_by("pk"))
    return rows[which % len(rows)] if rows else None


def visible_pages():
    """Each with what it belongs to."""
    closed = tuple(PageViewRestriction.objects.values_list("page__path", flat=True))
    columns = {name: f"{field}__slug" for name, field in LISTS.items()}
    columns |= {"type": "resource_type", "language": "languages__language", "terms": "topics"}
    values = {name: values_by_page(column) for name, column in columns.items()}
    for page in ResourcePage.objects.select_related("work", "locale"):
        if page.live and not page.path.startswith(closed) and (not page.expire_at or page.expire_at > timezone.now()):
            yield page, {name: found[page.pk] for name, found in values.items()}


def values_by_page(column):
    found = defaultdict(set)
    for pk, value in ResourcePage.objects.values_list("pk", column):
        found[pk] |= {value} - {None}
    return found


def fits(values, chosen):
    return all(not wanted or values[name] & set(wanted) for name, wanted in chosen.items())


SORT_KEYS = {
    "newest": lambda page: (page.first_published_at, page.pk),
    "rating": lambda page: (page.work.rating_bayes, page.work.rating_count, page.first_published_at, page.pk),
    "title": lambda page: (page.title, page.pk),
}


class Walk(RuleBasedStateMachine):
    """Each walk starts from the same shelf and leaves nothing behind."""

    seen = 0

    def __init__(self):
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.clock = time_machine.travel(NOON, tick=False)
        self.now = self.clock.start()
        for cache in caches.all(initialized_only=True):
            cache.clear()
        for step in range(6):
            one, two = [step % 3], [step % 3, (step + 1) % 3]
            self.publish(TYPES[step % 3], topics=two, audiences=one, strategies=one, languages=two, days=step % 2)

    def teardown(self):
        self.clock.stop()
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @invariant()
    def the_catalog_is_as_counted_one_by_one(self):
        valued = list(visible_pages())
        self.compare_all(valued)  # before the commit, and with what was kept since the last one
        commit()
        self.compare_all(valued)

    def compare_all(self, valued):
        for locale in Locale.objects.all():
            with translation.override(locale.language_code):
                for query in QUERIES:
                    self.compare(Catalog(QueryDict(query), ResourcePage, locale.pk), locale, valued)
                self.compare_lists(valued, locale)

    def compare(self, catalog, locale, valued):
        here = [(page, values) for page, values in valued if page.locale_id == locale.pk]
        found = [page for page, values in here if fits(values, catalog.chosen)]
        found.sort(key=SORT_KEYS[catalog.sort], reverse=catalog.sort != "title")
        assert catalog.page.object_list == [page.pk for page in found][:PAGE_SIZE]
        assert catalog.page.paginator.count == len(found)
        offered = {facet["name"]: facet["choices"] for facet in catalog.facets}
        for name, chosen in catalog.chosen.items():
            rest = [values for _page, values in here if fits(values, catalog.chosen | {name: []})]
            numbers = dict.fromkeys(chosen, 0) | Counter(value for values in rest for value in values[name])
            assert {choice["value"]: choice["count"] for choice in offered.get(name, [])} == numbers
        works = {page.translation_key for page, _values in here}
        others = [page for page, values in valued if page.locale_id != locale.pk and fits(values, catalog.chosen)]
        assert catalog.only_elsewhere == sum(page.translation_key not in works for page in others)
        Walk.seen += len(found)

    def compare_lists(self, valued, locale):
        topics = {page: values["terms"] for page, values in valued if page.locale_id == locale.pk}
        here = sorted(topics, key=SORT_KEYS["newest"], reverse=True)
        assert lists.newest(locale.pk, 2) == [page.pk for page in here][:2]
        rated = sorted((page for page in here if page.work.rating_count >= 2), key=SORT_KEYS["rating"], reverse=True)
        assert lists.best_rated(locale.pk, 2) == [page.pk for page in rated][:2]
        for page in here[:2]:
            alike = [other.pk for other in here if other != page and topics[page] & topics[other]]
            assert lists.related(page, list(topics[page]), 2) == alike[:2]

    def publish(self, kind, *, topics, audiences, strategies, languages, days):
        terms = {"topics": (Topic, topics), "audiences": (Audience, audiences), "strategies": (Strategy, strategies)}
        ResourcePageFactory(
            title="Abc",
            resource_type=kind,
            first_published_at=NOON - timedelta(days=days),
            languages=[ResourceLanguage(language=LANGUAGES[each]) for each in set(languages)],
            **{
                name: [pick(model.objects.source(), each) for each in chosen] for name, (model, chosen) in terms.items()
            },
        )

    @rule(kind=st.sampled_from(TYPES), terms=SOME, languages=SOME, days=st.integers(0, 3))
    def a_resource_is_published(self, kind, terms, languages, days):
        self.publish(kind, topics=terms, audiences=terms[:1], strategies=terms[1:], languages=languages, days=days)

    @rule(which=ANY, kind=st.sampled_from(TYPES), topics=SOME, title=st.sampled_from(("Abc", "Xyz")))
    def a_resource_is_changed(self, which, kind, topics, title):
        if page := pick(ResourcePage.objects.all(), which):
            page.title, page.resource_type = title, kind
            page.topics = [pick(Topic.objects.source(), each) for each in topics]
            page.languages = [ResourceLanguage(language=LANGUAGES[len(topics)])]
            page.save_revision().publish()

    @rule(which=ANY, publish=st.booleans())
    def a_resource_is_translated(self, which, publish):
        if page := pick(ResourcePage.objects.filter(locale__language_code="en"), which):
            translate(page, publish=publish)

    @rule(which=ANY)
    def a_resource_is_taken_down(self, which):
        if page := pick(ResourcePage.objects.filter(live=True), which):
            page.unpublish()

    @rule(which=ANY)
    def a_resource_is_deleted(self, which):
        if page := pick(ResourcePage.objects.all(), which):
            page.delete()

    @rule(which=ANY, minutes=st.integers(1, 60))
    def a_resource_gets_an_end(self, which, minutes):
        if page := pick(ResourcePage.objects.all(), which):
            Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() + timedelta(minutes=minutes))

    @rule(minutes=st.sampled_from((1, 10, 40)))
    def time_passes(self, minutes):
        self.now.shift(timedelta(minutes=minutes))

    @rule(which=ANY, all_of_them=st.booleans())
    def something_becomes_private(self, which, all_of_them):
        if page := pick((ResourceIndexPage if all_of_them else ResourcePage).objects.all(), which):
            PageViewRestriction.objects.get_or_create(page_id=page.pk, restriction_type=PageViewRestriction.LOGIN)

    @rule()
    def all_becomes_public(self):
        PageViewRestriction.objects.all().delete()

    @rule(which=ANY, count=st.integers(1, 3), stars=st.integers(1, 5))
    def a_resource_is_rated(self, which, count, stars):
        if page := pick(ResourcePage.objects.all(), which):
            store_ratings(page.work, [count if each == stars else 0 for each in range(1, 6)])

    @rule(which=ANY, slug=st.sampled_from(("a", "renamed")))
    def a_topic_gets_another_slug(self, which, slug):
        term = pick(Topic.objects.source(), which)
        if not Topic.objects.filter(slug=slug).exists():
            term.slug = slug
            term.save()


@pytest.mark.django_db
def test_the_catalog_is_as_counted_one_by_one():
    for model, factory in ((Topic, TopicFactory), (Audience, AudienceFactory), (Strategy, StrategyFactory)):
        model.objects.all().delete()
        for slug in "abc":
            factory(slug=slug)
    commit()
    # Not made shorter when it fails: fifteen steps can be read.
    walks = min(hypothesis_settings().max_examples * 5 // 8, 300)
    profile = hypothesis_settings(max_examples=walks, stateful_step_count=15, phases=[Phase.generate])
    run_state_machine_as_test(Walk, settings=profile)
    assert Walk.seen > 400, "the shelf was nearly empty: nothing is proved"
