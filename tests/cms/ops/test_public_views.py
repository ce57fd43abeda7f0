"""Whoever adds an address decides whether its page is the same for everyone."""

from django.core.checks import run_checks

from cms.ops.public_views import CACHING


def errors():
    return [str(message.msg) for message in run_checks(tags=[CACHING])]


def test_each_address_is_cached_or_it_is_said_why_not():
    assert errors() == []


def test_a_view_that_is_in_neither_list_is_found(settings):
    settings.PAGE_CACHE_EXEMPT = {k: v for k, v in settings.PAGE_CACHE_EXEMPT.items() if k != "suggest"}
    settings.PAGE_CACHE_VIEWS = {k: v for k, v in settings.PAGE_CACHE_VIEWS.items() if k != "forum:index"}
    assert errors() == [
        "Whether the view 'forum:index' is cached, or why not, is not said.",
        "Whether the view 'suggest' is cached, or why not, is not said.",
    ]


def test_a_name_that_is_no_view_is_found(settings):
    settings.PAGE_CACHE_VIEWS = settings.PAGE_CACHE_VIEWS | {"forum:indexx": ()}
    settings.PAGE_CACHE_EXEMPT = settings.PAGE_CACHE_EXEMPT | {"polls:*": "gone"}
    assert errors() == [
        "There is no view 'forum:indexx' to be cached or not.",
        "There is no view 'polls:*' to be cached or not.",
    ]
