"""Topics and posts: each says its language, and both outlive the account that wrote them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from machina.apps.forum_conversation.abstract_models import AbstractPost, AbstractTopic
from machina.conf import settings as machina_settings

from forums.addresses import address


class Topic(AbstractTopic):
    poster = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("Poster"), null=True, blank=True, on_delete=models.SET_NULL
    )
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="en", db_index=True)

    def __str__(self):
        return self.subject

    def save_base(self, *args, **kwargs):
        """machina keeps accents in the slug, which mail and messengers then spell as %C3%A9."""
        self.slug = slugify(self.slug) or "topic"
        super().save_base(*args, **kwargs)

    def get_absolute_url(self):
        forum = {"forum_slug": self.forum.local_slug, "forum_pk": self.forum_id}
        return address("forum_conversation:topic", **forum, slug=self.slug, pk=self.pk)

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

    may_edit = may_delete = False  # what the reader may do: said by the page that shows it

    class Meta(AbstractPost.Meta):
        ordering = ["created", "pk"]
        indexes = [models.Index(fields=["approved", "announced_at"], name="post_announced")]

    def clean(self):
        """machina wants an author or a key here; posts of former members have neither."""

    def get_absolute_url(self):
        """Leads to the page of the topic on which the post stands."""
        return f"{self.topic.get_absolute_url()}?post={self.pk}#post-{self.pk}"

    @property
    def waits(self):
        return not self.approved and self.rejected_at is None

    @property
    def page(self):
        """The number of that page, for readers: posts that wait for approval do not count."""
        before = Q(created__lt=self.created) | Q(created=self.created, pk__lt=self.pk)
        number = Post.objects.filter(before, topic=self.topic_id, approved=True).count()
        return number // machina_settings.TOPIC_POSTS_NUMBER_PER_PAGE + 1

    def save(self, *args, **kwargs):
        if self.topic.first_post_id in {None, self.pk}:
            self.topic.language = self.language  # the first post leads; subject and approval are machina's part
        super().save(*args, **kwargs)
