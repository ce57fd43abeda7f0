"""Offering something of one's own, and what the giver says to the draft of its page."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from cms.accounts.models import Participant, User

from ..enums import Credit
from ..models import Offer, Suggestion
from . import offered_pages, suggestions
from .suggestions import Wish

KEPT_AFTER_CLOSING = timedelta(days=30)


@dataclass(frozen=True)
class Offered:
    """What a suggestion does not say. `permission` are the words that were agreed to, as they stood beside the box."""

    resource_type: str
    maker: str
    languages: list[str]
    license: str
    permission: str
    people: str
    credit: str
    credit_name: str = ""


@transaction.atomic
def offer(
    wish: Wish,
    offered: Offered,
    *,
    file: UploadedFile | None = None,
    author: User | None = None,
    email: str = "",
    at: datetime | None = None,
) -> Suggestion:
    """Keep it and open its need, as for every suggestion."""
    suggestion = suggestions.suggest(wish, author=author, email=email, at=at)
    kept = Offer(suggestion=suggestion, **vars(offered))
    if file:
        kept.file, kept.file_name = file, (file.name or "")[-255:]
    kept.save()
    return suggestion


def forget(participant: Participant) -> None:
    """Whoever is erased is thanked by no name any more. What is published stays, as a page of the site."""
    theirs = Offer.objects.filter(suggestion__participant=participant)
    offered_pages.forget_credit(theirs)
    delete_files(theirs.exclude(file=""))
    theirs.update(maker="", credit=Credit.NOBODY, credit_name="", file_name="")


def delete_old_files(now: datetime | None = None) -> None:
    """Of offers that were closed or taken back a month ago: what was published is a document of its own."""
    delete_files(Offer.objects.with_file().closed_before((now or timezone.now()) - KEPT_AFTER_CLOSING))


def delete_files(offers: QuerySet[Offer]) -> None:
    for one in offers.select_related("document", "image"):
        one.file.delete(save=False)
        one.save(update_fields=["file"])
        offered_pages.delete_copies(one)
