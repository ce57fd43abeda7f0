"""Topics and posts: each says its language, and both outlive the account that wrote them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from machina.apps.forum_conversation.abstract_models import AbstractPost, AbstractTopic


class Topic(AbstractTopic):
    poster = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("Poster"), null=True, blank=True, on_delete=models.SET_NULL
    )
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="en", db_index=True)


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

    class Meta(AbstractPost.Meta):
        indexes = [models.Index(fields=["approved", "announced_at"], name="post_announced")]
