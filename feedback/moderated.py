"""Comments that members reported."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, QuerySet
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.accounts.models import User
from cms.moderation.registry import ModeratedType, register

from .domain import reporting
from .models import Comment
from .permissions import may_moderate_comments
from .queries.comments import commented_page, reported

SCOPE = "comments"


@register
class Comments(ModeratedType):
    kind = "comment"
    label = _("Comment")
    template = "feedback/comments/reported.html"
    since = "reported_at"
    approve_label = _("Leave it on the page")
    reject_heading = _("Or take it off the page")
    reject_label = _("Take it off")

    def scopes(self, user: User) -> set[str]:
        return {SCOPE} if may_moderate_comments(user) else set()

    def waiting(self, scopes: set[str]) -> "QuerySet[Comment]":
        return reported() if scopes else Comment.objects.none()

    def published_by(self, authors: Iterable[int]) -> dict[int, int]:
        written = Comment.objects.shown().filter(user__in=authors).order_by()
        return dict(written.values_list("user").annotate(number=Count("pk")))

    def scope(self, instance: Comment) -> str:
        return SCOPE

    def author(self, instance: Comment) -> User | None:
        return instance.user

    def title(self, instance: Comment) -> str:
        return instance.about_title or ""

    def title_language(self, instance: Comment) -> str:
        return instance.about_language or instance.language

    def text(self, instance: Comment) -> str:
        return instance.comment

    def place(self, instance: Comment) -> str:
        """The page gives the title; this is what kind of page it is."""
        kind = ContentType.objects.get_for_id(instance.work.kind_id).model_class()
        return capfirst(kind._meta.verbose_name) if kind else ""

    def place_url(self, pk: int) -> str:
        comment = Comment.objects.filter(pk=pk).first()
        page = comment and commented_page(comment.work_id, get_language())
        return f"{page.url}#comments" if page else ""

    def around(self, instance: Comment) -> dict[str, Any]:
        return {"comment": instance, "reports": instance.reports.filter(settled_at=None).order_by("created_at")}

    def approve(self, instance: Comment) -> Comment:
        return self._as_found(instance, reporting.keep(instance))

    def reject(self, instance: Comment) -> Comment:
        return self._as_found(instance, reporting.remove(instance))

    def _as_found(self, instance: Comment, decided: Comment) -> Comment:
        """With the words as they were decided about."""
        instance.comment, instance.language = decided.comment, decided.language
        return instance
