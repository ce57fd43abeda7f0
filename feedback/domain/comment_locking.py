"""One change at a time among the comments of a work."""

from cms.core.domain import works

from ..models import Comment


def lock(comment: Comment) -> Comment:
    """As it is once nobody else changes what is said of its work."""
    works.lock(comment.work)
    return Comment.objects.select_related("work", "user").get(pk=comment.pk)
