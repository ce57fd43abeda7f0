"""What editors are told about needs before a page goes away."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from cms.core import page_uses

from .models import Need


@page_uses.register
def needs_answered_by(works: Iterable[UUID]) -> list[str]:
    needs = Need.objects.filter(answer_work__in=works).order_by("pk")
    sentence = _("Need #%(number)s, “%(title)s”, is answered here: people were told of this page, or will be.")
    return [sentence % {"number": need.number, "title": need.title} for need in needs]
