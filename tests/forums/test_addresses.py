"""Addresses that are not reversed each time are the ones that reversing gives."""

import pytest
from django.urls import reverse
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from forums.addresses import address

pytestmark = pytest.mark.once
slugs = st.text(st.characters(categories=["L", "Nd"], include_characters="-_%{}'&"), min_size=1, max_size=20)
keys = st.integers(1, 10**12)


@given(slug=slugs, pk=keys, topic_slug=slugs, topic_pk=keys, language=st.sampled_from(["en", "es"]))
def test_an_address_is_the_one_reversed(slug, pk, topic_slug, topic_pk, language):
    places = {
        "forum:forum": {"slug": slug, "pk": pk},
        "forum_conversation:topic": {"forum_slug": slug, "forum_pk": pk, "slug": topic_slug, "pk": topic_pk},
        "forum_member:profile": {"pk": pk},
    }
    with override(language):
        for name, parts in places.items():
            assert address(name, **parts) == reverse(name, kwargs=parts)
