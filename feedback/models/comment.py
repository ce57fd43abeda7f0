"""What members say to each other below a page."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_comments_xtd.models import XtdComment

from cms.core.models import Work

FIRST_REPLY = 2  # in the order of its thread, which a comment opens as number one
REPLIES_PER_PAGE = 50


class CommentQuerySet(models.QuerySet):
    def shown(self):
        """Whose words can be read."""
        return self.filter(is_removed=False, is_public=True)

    def opening(self):
        """The first of each thread, while there is something in it to be read."""
        return self.filter(level=0).exclude(is_removed=True, nested_count=0)


class Comment(XtdComment):
    """Of a work, so that all its translations show it. Names and addresses of the library's row stay empty.

    After it was saved it is changed by `update` alone: to save a row of the library also shows or hides its replies.
    """

    row = models.OneToOneField(  # by its own name: the library has a field where Django would put its name for ours
        XtdComment, on_delete=models.CASCADE, parent_link=True, primary_key=True, related_name="of_work"
    )
    work = models.ForeignKey(Work, verbose_name=_("work"), on_delete=models.CASCADE, related_name="comments")
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    html = models.TextField(editable=False)  # of the text, which is Markdown

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")

    def __str__(self) -> str:
        return self.comment[:60]

    def get_absolute_url(self) -> str:
        """In its thread, on the page where its number puts it."""
        url = reverse("comment_thread", args=[self.work_id, self.thread_id])
        page = max(self.order - FIRST_REPLY, 0) // REPLIES_PER_PAGE + 1
        return f"{url}{f'?page={page}' if page > 1 else ''}#comment-{self.pk}"

    @property
    def is_shown(self) -> bool:
        return self.is_public and not self.is_removed
