"""What Django's caches are not for several processes, or without their server."""

from threading import Barrier, Thread
from unittest.mock import Mock

import pytest
from django.core.cache import caches

from cms.caching.backends import FileCache
from cms.settings import connections
from cms.settings.base import env


def test_of_many_who_add_to_files_at_once_one_is_first(tmp_path):
    start, firsts = Barrier(8), []

    def add():
        cache = FileCache(str(tmp_path), {})
        start.wait()
        firsts.append(cache.add("turn", True, timeout=10))

    adders = [Thread(target=add) for _ in range(8)]
    for each in adders:
        each.start()
    for each in adders:
        each.join()
    assert sorted(firsts) == [False] * 7 + [True]


def test_what_is_past_its_time_can_be_added_again(tmp_path, time_machine):
    time_machine.move_to("2026-10-05 12:00")
    cache = FileCache(str(tmp_path), {})
    assert cache.add("turn", True, timeout=10)
    time_machine.shift(11)
    assert cache.add("turn", True, timeout=10)


def test_two_sites_can_share_a_database_of_redis(settings, redis_url):
    def site(prefix):
        settings.CACHES = connections.caches(env.cache_url_config(f"{redis_url}/11?key_prefix={prefix}"))
        return caches["default"], caches["pages"]

    ours, our_pages = site("ours")
    ours.set("word", "a word of ours", timeout=60)
    our_pages.set("page", "a page of ours", timeout=60)
    theirs, their_pages = site("theirs")
    assert (theirs.get("word"), their_pages.get("page")) == (None, None)
    assert (ours.get("word"), our_pages.get("page")) == ("a word of ours", "a page of ours")
    assert ours.get("page") is None


class TestRedisDown:
    @pytest.fixture
    def down(self, settings):
        settings.CACHES = connections.caches(
            {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
        )
        return caches["default"]

    def test_what_is_remembered_is_as_if_it_were_not(self, down):
        assert down.get("a", "nothing") == "nothing"
        assert down.get_many(["a"]) == {}
        assert down.set("a", 1) is None
        assert down.add("a", 1) is True
        assert (down.delete("a"), "a" in down) == (False, False)

    def test_it_holds_up_who_asks_first_and_not_each(self, down):
        assert down.get("a") is None
        asked = down.__dict__["_cache"] = Mock()
        assert down.get("a", "nothing") == "nothing"
        assert down.set_many({"a": 1, "b": 2}) == ["a", "b"]
        assert asked.mock_calls == []

    @pytest.mark.django_db
    def test_pages_are_made_all_the_same(self, down, client, settings):
        settings.PAGE_CACHE = True
        for _visit in range(2):
            assert client.get("/en/").status_code == 200
