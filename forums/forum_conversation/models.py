"""Topics and posts: each says its language, and both outlive the account that wrote them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from machina.apps.forum_conversation.abstract_models import AbstractPost, AbstractTopic

from forums.addresses import post_address

APPROVED = Q(approved=True)


class Topic(AbstractTopic):
    poster = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("Poster"), null=True, blank=True, on_delete=models.SET_NULL
    )
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="en", db_index=True)
    # machina has an index for each of these alone: nearly every row is the same, which misleads SQLite.
    type = models.PositiveSmallIntegerField(_("Topic type"), choices=AbstractTopic.TYPE_CHOICES)
    status = models.PositiveIntegerField(_("Topic status"), choices=AbstractTopic.STATUS_CHOICES)
    approved = models.BooleanField(_("Approved"), default=True)

    class Meta(AbstractTopic.Meta):
        indexes = [  # each in the order of a list, so that its first page reads no other rows
            models.Index(
                "forum",
                F("type").desc(),
                F("last_post_on").desc(),
                F("id").desc(),
                condition=APPROVED,
                name="topic_of_forum",
            ),
            models.Index(
                F("last_post_on").desc(), F("id").desc(), "forum", condition=APPROVED, name="topic_by_last_post"
            ),
            models.Index(F("created").desc(), F("id").desc(), "forum", condition=APPROVED, name="topic_by_creation"),
        ]

    def __str__(self):
        return self.subject

    def save_base(self, *args, **kwargs):
        """machina keeps accents in the slug, which mail and messengers then spell as %C3%A9."""
        self.slug = slugify(self.slug) or "topic"
        super().save_base(*args, **kwargs)

    def update_trackers(self):
        """As machina's, which reads and sorts all posts to find the first one."""
        approved, others = self.posts.filter(approved=True), self.posts.filter(approved=False)
        firsts = [posts.order_by("created", "pk").first() for posts in (approved, others)]
        self.first_post = min(filter(None, firsts), key=lambda post: (post.created, post.pk), default=None)
        self.last_post = approved.order_by("-created", "-pk").first()
        self.last_post_on = self.last_post.created if self.last_post else None
        self.posts_count = approved.count()
        self._simple_save()
        self.forum.update_trackers()

    def get_absolute_url(self):
        return self.forum.address_of(self.slug, self.pk)

    @property
    def replies_count(self):
        return max(self.posts_count - 1, 0)


class Post(AbstractPost):
    poster = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Poster"),
        related_name="posts",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
    )
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="en")
    announced_at = models.DateTimeField(
        _("announced"), null=True, blank=True, editable=False, help_text=_("Empty: followers are still to be told.")
    )
    rejected_at = models.DateTimeField(
        _("rejected"), null=True, blank=True, editable=False, help_text=_("Empty and not approved: it waits.")
    )

    approved = models.BooleanField(_("Approved"), default=True)
    may_edit = may_delete = False  # what the reader may do: said by the page that shows it

    class Meta(AbstractPost.Meta):
        ordering = ["created", "pk"]
        indexes = [
            models.Index(fields=["approved", "announced_at"], name="post_announced"),
            models.Index(fields=["topic", "created", "id"], condition=APPROVED, name="post_in_topic"),
            models.Index(fields=["topic", "poster"], condition=~APPROVED, name="post_waiting"),
            models.Index(  # with what counting them asks for, so that no post is read for it
                "poster",
                F("created").desc(),
                F("id").desc(),
                "topic",
                "approved",
                condition=APPROVED,
                name="post_of_person",
            ),
        ]

    def clean(self):
        """machina wants an author or a key here; posts of former members have neither."""

    def get_absolute_url(self):
        return post_address(self.topic.get_absolute_url(), self.pk)

    @property
    def waits(self):
        return not self.approved and self.rejected_at is None

    def save(self, *args, **kwargs):
        if self.topic.first_post_id in {None, self.pk}:
            self.topic.language = self.language  # the first post leads; subject and approval are machina's part
        super().save(*args, **kwargs)
