"""What can be found helpful, and by how many it was."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, Q
from wagtail.models import Page

from cms.accounts.enums import ParticipantKind
from cms.accounts.models import Participant
from cms.advisory.models import BoardUpdatePage
from cms.core.models import FAQPage
from cms.resources.models import ResourcePage
from cms.summit.models import SessionPage

from ..models import Helpful


def parts_of(page: Page) -> dict[str, str]:
    """Each answer of a page of questions by the key that it has in every language; other pages as a whole."""
    if isinstance(page, FAQPage):
        return {key: question for key, question, _answer in page.answers()}
    return {"": ""} if isinstance(page, (ResourcePage, SessionPage, BoardUpdatePage)) else {}


def answers_of(participant: Participant | None, work: UUID) -> dict[str, Helpful]:
    """By part, in one query; none for whoever has said nothing yet."""
    if participant is None:
        return {}
    return {given.part: given for given in Helpful.objects.filter(work=work, participant=participant)}


def counts_of(works: Iterable[UUID]) -> dict[str, int]:
    """Of all parts together. For members: the public is not shown what few people said of a page."""
    which = {
        "yes": Q(is_helpful=True),
        "no": Q(is_helpful=False),
        "visitors": Q(participant__kind=ParticipantKind.RECEIPT),  # one person may have said it in several browsers
    }
    counted = {name: Count("pk", filter=condition) for name, condition in which.items()}
    return Helpful.objects.filter(work__in=works).aggregate(**counted)
