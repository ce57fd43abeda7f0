"""Whoever is sent to sign in is told what for."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("/en/resources/any/#rating", "to give stars"),
        ("/en/our-story/#content", "This page is for people who have an account here"),
        ("/en/accounts/notices/", "to read your notices"),
        ("/en/my-suggestions/", "what you asked for"),
        ("/en/forums/forum/any-1/topic/create/", "to start a conversation"),
        ("/en/forums/forum/any-1/topic/any-2/post/create/", "to reply"),
        ("/admin/", "the editing desk"),
        ("/admin/pages/3/", "the editing desk"),
    ],
)
def test_signing_in_says_what_for(client, target, words):
    assert words in client.get("/en/accounts/login/", {"next": target}).content.decode()


@pytest.mark.parametrize("target", ["", "/en/", "/nowhere/", "https://evil.example/admin/", "%00", "//[bad"])
def test_who_comes_by_themselves_is_told_nothing(client, target):
    response = client.get("/en/accounts/login/", {"next": target})
    assert response.status_code == 200
    assert 'class="lead"' not in response.content.decode()
