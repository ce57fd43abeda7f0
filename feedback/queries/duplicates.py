"""What is proposed on the screen of a need."""

from dataclasses import dataclass

from cms.meaning.terms import Said

from ..models import Need, PossibleDuplicate

MOST = 5


@dataclass(frozen=True)
class Proposal:
    """Another need that may be the same, seen from this one."""

    pair: PossibleDuplicate
    need: Need

    @property
    def other(self) -> Need:
        return self.pair.second if self.pair.first_id == self.need.pk else self.pair.first

    @property
    def words(self) -> list[tuple[Said, Said]]:
        """The words of this need with those of the other that say the same."""
        return [(one, other) if self.pair.first_id == self.need.pk else (other, one) for one, other in self.pair.words]

    @property
    def same_page(self) -> bool:
        return self.need.work_id is not None and self.need.work_id == self.other.work_id


def proposals(need: Need) -> list[Proposal]:
    """For an open need: those it could be merged into."""
    if not need.is_open:
        return []
    pairs = PossibleDuplicate.objects.to_merge(need).select_related("first", "second")
    return [Proposal(pair, need) for pair in pairs[:MOST]]
