"""What editors say beside pages, of which each saved version of the page keeps a copy."""

from typing import Any

from wagtail.models import COMMENTS_RELATION_NAME, Revision

from cms.accounts.models import User

BATCH = 200


def forget_remarks(author: User) -> None:
    """Their rows go with the account; this is about the copies. The remarks of others stay, without those replies."""
    with_remarks = Revision.objects.filter(**{f"content__{COMMENTS_RELATION_NAME}__0__isnull": False})
    for revision in with_remarks.iterator(BATCH):
        before = revision.content[COMMENTS_RELATION_NAME]
        after = [_without_replies(remark, author.pk) for remark in before if remark["user"] != author.pk]
        if after != before:
            content = revision.content | {COMMENTS_RELATION_NAME: after}
            Revision.objects.filter(pk=revision.pk).update(content=content)


def _without_replies(remark: dict[str, Any], author: int) -> dict[str, Any]:
    return remark | {"replies": [reply for reply in remark["replies"] if reply["user"] != author]}
