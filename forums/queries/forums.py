"""Forums as a list shows them."""

from django.db.models import F, QuerySet

from forums.forum.models import Forum

# What is shown of the newest message in each. As objects of their own, these would take longer than all the rest.
NEWEST = {
    "newest_writer": F("last_post__poster__display_name"),
    "newest_topic": F("last_post__topic"),
    "newest_subject": F("last_post__topic__subject"),
    "newest_slug": F("last_post__topic__slug"),
    "newest_language": F("last_post__topic__language"),
}


def with_newest(forums: "QuerySet[Forum]") -> "QuerySet[Forum]":
    return forums.annotate(**NEWEST)
