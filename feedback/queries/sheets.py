"""Sheets of paper for a meeting, and the signed key in their QR code that says which meeting it is."""

from dataclasses import dataclass

from django.core.signing import BadSignature, Signer

from cms.intake.text import number_from_text
from cms.taxonomy.models import RegionalCenter, Topic

from ..models import Meeting

_signer = Signer(salt="feedback.sheet")


@dataclass(frozen=True)
class Sheet:
    """What a voice that comes by this sheet is from; all of it may be missing."""

    meeting: Meeting | None = None
    region: RegionalCenter | None = None
    topic: Topic | None = None

    @property
    def key(self) -> str:
        """Short, since it becomes squares. Nobody else can make one."""
        parts = (self.meeting, self.region, self.topic)
        return _signer.sign("-".join(str(part.pk) if part else "0" for part in parts))


def sheet_of(key: str) -> Sheet:
    """An empty one for a key that is not ours; what is gone since is left out."""
    try:
        meeting, region, topic = (number_from_text(part) or 0 for part in _signer.unsign(key).split("-"))
    except (BadSignature, ValueError):
        return Sheet()
    return Sheet(
        Meeting.objects.filter(pk=meeting, undone_at=None).first(),
        RegionalCenter.objects.source().filter(pk=region).first(),
        Topic.objects.source().filter(pk=topic).first(),
    )
