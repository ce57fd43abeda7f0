"""Who hears of comments, and telling them."""

from django.utils import timezone
from django.utils.translation import override

from cms.accounts.models import User
from cms.core.models import Work
from cms.notices.domain import telling

from ..models import Comment, CommentFollower
from ..queries.comments import commented_page


def follow(work: Work, user: User) -> None:
    CommentFollower.objects.get_or_create(work=work, user=user)


def unfollow(work: Work, user: User) -> None:
    CommentFollower.objects.filter(work=work, user=user).delete()


def announce(comment: Comment) -> None:
    """Tell each follower once, in their language; nobody of what is said below a page that is not public."""
    readers = _readers(comment)
    contexts = {language: _context(comment, language) for language in {reader.language for reader in readers}}
    messages: dict[str, list[telling.Message]] = {"comment_reply": [], "comment_new": []}
    answered = Comment.objects.filter(pk=comment.thread_id).values_list("user", flat=True).first()
    for reader in readers:
        if context := contexts[reader.language]:
            kind = "comment_reply" if reader.pk == answered else "comment_new"
            messages[kind].append(telling.Message(reader, f"comment:{comment.pk}:{reader.pk}", context))
    telling.notify_many("comment_reply", messages["comment_reply"])
    telling.notify_many("comment_new", messages["comment_new"])
    Comment.objects.filter(pk=comment.pk).update(announced_at=timezone.now())


def _readers(comment: Comment) -> list[User]:
    following = CommentFollower.objects.filter(work=comment.work_id).values("user")
    return list(User.objects.filter(pk__in=following, is_active=True).exclude(pk=comment.user_id))


def _context(comment: Comment, language: str) -> dict[str, str]:
    """Nothing where the page cannot be read."""
    page = commented_page(comment.work_id, language)
    if page is None:
        return {}
    with override(language):
        return {"title": page.title, "author": str(comment.user or ""), "url": comment.get_absolute_url()}
