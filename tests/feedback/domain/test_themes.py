"""Open needs in themes: by what they mean, with numbers that stay and what members decided."""

from collections import Counter
from datetime import timedelta

import pytest

from cms.meaning.domain import encoding
from cms.meaning.encoder import encoder
from cms.meaning.registry import sources
from feedback.domain import moves, themes
from feedback.enums import EventKind, Status
from feedback.models import Need, Theme
from feedback.queries import theme_names
from feedback.tasks import regroup_themes
from tests.factories.accounts import UserFactory
from tests.factories.feedback import BOTH, make_need
from tests.factories.taxonomy import TopicFactory

pytestmark = pytest.mark.django_db

GARDEN = [
    ("A school garden with vegetables", "en"),
    ("How to plant a garden at school", "en"),
    ("Garden beds for vegetables", "en"),
    ("Un huerto escolar con verduras", "es"),
    ("Cómo plantar un huerto en la escuela", "es"),
]
ABSENCE = [
    ("Letters about chronic absence", "en"),
    ("Attendance: what helps with chronic absence", "en"),
    ("Calls to families about attendance", "en"),
    ("Cartas sobre las ausencias y la asistencia", "es"),
    ("Qué ayuda con la asistencia a clases", "es"),
]


def ask(said, **more):
    return [make_need(title=title, language=language, body="", **more) for title, language in said]


def encode():
    encoding.encode(sources()["need"], list(Need.objects.values_list("pk", flat=True)))


@pytest.fixture
def two(monkeypatch):
    """Gardens and absences, to be two themes."""
    if not encoder.name:
        pytest.skip("without the encoder it is by topic")
    monkeypatch.setattr(themes, "groups_for", lambda needs: 2)
    found = ask(GARDEN), ask(ABSENCE)
    encode()
    themes.regroup()
    return found


def theme_of(*needs):
    return set(Need.objects.filter(pk__in=[need.pk for need in needs]).values_list("theme", flat=True))


def test_needs_that_mean_alike_are_one_theme_in_both_languages(two):
    garden, absence = two
    assert (len(theme_of(*garden)), len(theme_of(*absence))) == (1, 1)
    assert theme_of(*garden) != theme_of(*absence)
    names = {theme.pk: (theme.name_en, theme.name_es) for theme in Theme.objects.all()}
    english, spanish = names[theme_of(*garden).pop()]
    assert "garden" in english.lower()
    assert "huerto" in spanish.lower()
    assert all(version == 1 for version in Need.objects.values_list("version", flat=True)), "nobody has to look again"


def test_a_theme_keeps_its_number_while_most_of_its_needs_stay(two, monkeypatch):
    garden, absence = two
    before = theme_of(*garden), theme_of(*absence)
    moves.move(garden[0], Status.DECLINED, by=None, reason=BOTH)
    more = ask([("Tools for the school garden", "en"), ("Herramientas para el huerto", "es")])
    more += ask(
        [("A bus for field trips", "en"), ("Transporte para excursiones", "es"), ("Field trip bus money", "en")]
    )
    encode()
    monkeypatch.setattr(themes, "groups_for", lambda needs: 3)
    themes.regroup()
    assert (theme_of(*garden[1:], *more[:2]), theme_of(*absence)) == before
    assert theme_of(*more[2:]).isdisjoint(before[0] | before[1])
    themes.regroup()
    assert Theme.objects.count() == 3


def test_what_a_member_moved_or_took_out_stays(two):
    garden, absence = two
    member, target = UserFactory(working_group=True), Theme.objects.get(pk=theme_of(*absence).pop())
    themes.set_theme(garden[0], target, by=member, note="It is about who is away")
    themes.set_theme(garden[1], None, by=member)
    for _again in range(2):
        themes.regroup()
        assert (theme_of(garden[0]), theme_of(garden[1])) == ({target.pk}, {None})
    event = garden[0].events.last()
    assert (event.kind, event.theme, event.by, event.note) == (
        EventKind.THEME_SET,
        target,
        member,
        "It is about who is away",
    )


def test_a_name_that_a_member_gave_stays(two):
    theme = Theme.objects.first()
    themes.rename(theme, {"en": " Gardens ", "es": "Huertos"})
    themes.regroup()
    theme.refresh_from_db()
    assert (theme.name_en, theme.name_es) == ("Gardens", "Huertos")


def test_a_theme_without_open_needs_is_gone_and_its_number_is_not_given_again(two):
    garden, absence = two
    for need in absence:
        moves.move(need, Status.DECLINED, by=None, reason=BOTH)
    gone, before = theme_of(*absence).pop(), set(Theme.objects.values_list("pk", flat=True))
    themes.regroup()
    after = set(Theme.objects.values_list("pk", flat=True))
    assert theme_of(*absence) == {None}
    assert gone not in after
    assert all(number > max(before) for number in after - before)


def test_what_is_not_encoded_yet_waits_in_no_theme(two):
    new = make_need(title="Playground shade")
    themes.regroup()
    assert theme_of(new) == {None}


def test_once_a_week_and_when_there_is_none_yet(two):
    Theme.objects.all().delete()
    make_need(title="Playground shade")
    themes.regroup_due()
    assert not Theme.objects.exists(), "it is not known yet what the last one means"
    encode()
    themes.regroup_due()
    assert Theme.objects.exists()
    regrouped = Theme.objects.first().grouped_at
    themes.regroup_due(regrouped + timedelta(days=6))
    assert Theme.objects.first().grouped_at == regrouped
    themes.regroup_due(regrouped + timedelta(days=7))
    assert Theme.objects.first().grouped_at > regrouped


def test_without_the_encoder_each_topic_is_a_theme(settings):
    settings.MEANING = False
    topic = TopicFactory(name="School garden")
    garden, other = ask(GARDEN, topic=topic), ask(ABSENCE)
    regroup_themes()
    assert theme_of(*garden) != theme_of(*other)
    assert Theme.objects.count() == 2


def test_there_are_as_many_as_one_can_read():
    assert [themes.groups_for(number) for number in (1, 20, 100, 1_000, 10_000, 90_000)] == [1, 2, 5, 16, 50, 50]


@pytest.mark.parametrize(
    ("groups", "numbers"),
    [([{1, 2, 3}, {4}], [7, None]), ([{1, 2}, {3, 4}], [None, None]), ([{5}, {1, 2, 3, 4}], [None, 7])],
)
def test_the_number_goes_with_more_than_half_of_the_needs(groups, numbers):
    assert themes._numbers(groups, {7: {1, 2, 3, 4}}) == numbers


def follow_up():
    encode()
    encoding.follow_up_due(sources()["need"])


def test_a_new_need_joins_the_nearest_theme_without_waiting_for_the_week(two):
    garden, absence = two
    new = ask([("Herramientas para el huerto", "es"), ("Calls about attendance", "en")])
    kept, moved = ask([("Watering the garden", "en"), ("A garden club", "en")])
    member, before = UserFactory(working_group=True), Theme.objects.count()
    themes.set_theme(kept, None, by=member)
    themes.set_theme(moved, Theme.objects.get(pk=theme_of(*absence).pop()), by=member)
    follow_up()
    assert [theme_of(need) for need in new] == [theme_of(*garden), theme_of(*absence)]
    assert (theme_of(kept), theme_of(moved)) == ({None}, theme_of(*absence))
    assert Need.objects.get(pk=new[0].pk).version == 1
    assert Theme.objects.count() == before


def test_before_the_first_grouping_a_new_need_is_in_no_theme():
    (new,) = ask(GARDEN[:1])
    follow_up()
    assert theme_of(new) == {None}


def test_without_the_encoder_a_new_need_joins_the_theme_of_its_topic(settings):
    settings.MEANING = False
    topic, other = TopicFactory(name="School garden"), TopicFactory(name="Buses")
    garden = ask(GARDEN[:2], topic=topic)
    regroup_themes()
    new, alone = ask(GARDEN[2:3], topic=topic), ask(ABSENCE[:1], topic=other)
    follow_up()
    assert (theme_of(*new), theme_of(*alone)) == (theme_of(*garden), {None})


def test_a_name_says_no_word_twice():
    surfaces = {(term, "en"): Counter([term]) for term in ("one page", "page", "Pages of links", "link")}
    assert theme_names._name(["one page", "page", "Pages of links", "link"], "en", surfaces) == "One page, link"
