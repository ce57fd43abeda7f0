"""What members say to each other below a page."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_comments_xtd.models import XtdComment

from cms.accounts.models import User
from cms.core.models import Work

from ..enums import ReportReason

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
    judged_at = models.DateTimeField(
        _("found right"), null=True, blank=True
    )  # by a moderator: no report hides it again
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True)
    announced_at = models.DateTimeField(null=True, blank=True, db_index=True)  # to whom it concerns
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True)  # by its author: without words

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        permissions = [("moderate_comments", _("Can decide about comments that were reported"))]

    def __str__(self) -> str:
        return self.comment[:60]

    def get_absolute_url(self) -> str:
        """In its thread, on the page where its number puts it."""
        url = reverse("comment_thread", args=[self.work_id, self.thread_id])
        page = max(self.order - FIRST_REPLY, 0) // REPLIES_PER_PAGE + 1
        return f"{url}{f'?page={page}' if page > 1 else ''}#comment-{self.pk}"

    @property
    def why_not_shown(self) -> str:
        if self.withdrawn_at:
            return gettext("Its author took it back.")
        if self.is_removed:
            return gettext("A moderator took it off the page.")
        return gettext("Several people reported it. It is hidden until a moderator has looked at it.")

    @property
    def is_shown(self) -> bool:
        return self.is_public and not self.is_removed


class CommentReport(models.Model):
    """One of each member about a comment. It goes with either; the log of decisions stays."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reports")
    user = models.ForeignKey(User, verbose_name=_("person"), on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(_("reason"), max_length=20, choices=ReportReason)
    note = models.TextField(_("note"), max_length=1000, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    settled_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        verbose_name = _("report of a comment")
        verbose_name_plural = _("reports of comments")
        constraints = [models.UniqueConstraint(fields=["comment", "user"], name="one_report_per_comment_and_person")]
        indexes = [models.Index(fields=["comment"], condition=models.Q(settled_at=None), name="comment_report_waiting")]

    def __str__(self) -> str:
        return self.get_reason_display()


class CommentFollower(models.Model):
    """A member who hears of what is said below a page."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="comment_followers")
    user = models.ForeignKey(User, verbose_name=_("person"), on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("follower of comments")
        verbose_name_plural = _("followers of comments")
        constraints = [models.UniqueConstraint(fields=["work", "user"], name="one_follower_per_work_and_person")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.work_id}"
