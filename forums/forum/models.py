"""A forum, with its name and description in both languages."""

from django.db import models
from django.db.models import Count, Max, Sum
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from machina.apps.forum.abstract_models import AbstractForum
from machina.models.fields import MarkupTextField

from forums.addresses import address


class Forum(AbstractForum):
    key = models.SlugField(_("key"), max_length=60, unique=True, null=True, blank=True)  # names a starting forum
    name_es = models.CharField(_("name in Spanish"), max_length=100, blank=True)
    description_es = MarkupTextField(_("description in Spanish"), blank=True, null=True)

    _parent_read = None

    @classmethod
    def from_db(cls, db, field_names, values):
        forum = super().from_db(db, field_names, values)
        forum._parent_read = forum.__dict__.get("parent_id")  # of a row without it, nothing is asked for
        return forum

    def __str__(self):
        return self.label

    def get_absolute_url(self):
        return address("forum:forum", slug=self.local_slug, pk=self.pk)

    def address_of(self, topic_slug, topic_pk):
        """Of a topic in it."""
        forum = {"forum_slug": self.local_slug, "forum_pk": self.pk}
        return address("forum_conversation:topic", **forum, slug=topic_slug, pk=topic_pk)

    @property
    def feed_address(self):
        return address("forum_feeds:forum_latest_topics", forum_slug=self.local_slug, forum_pk=self.pk)

    @property
    def local_slug(self):
        """The slug in the reader's language; only the number finds the forum."""
        return (get_language() == "es" and slugify(self.name_es)) or self.slug

    @property
    def label(self):
        """The name in the reader's language."""
        return (get_language() == "es" and self.name_es) or self.name

    @property
    def intro(self):
        """The description in the reader's language, as HTML."""
        text = (get_language() == "es" and self.description_es) or self.description
        return text.rendered if text else ""

    def update_trackers(self):
        """As machina's, which sorts all topics twice to find the newest message, and counts in two more queries."""
        topics = self.topics.filter(approved=True).order_by()
        counted = topics.aggregate(topics=Count("pk"), posts=Sum("posts_count"), newest=Max("last_post_on"))
        self.direct_topics_count, self.direct_posts_count = counted["topics"], counted["posts"] or 0
        self.last_post_on = counted["newest"]
        newest = topics.filter(last_post_on=self.last_post_on).order_by("-pk")
        self.last_post_id = newest.values_list("last_post", flat=True).first() if self.last_post_on else None
        self._simple_save()

    @property
    def readers_changed(self):
        """A forum below a hidden one is hidden: moving it may open or close it."""
        return self._parent_read != self.parent_id
