"""The words of the domain: ratings, comments, suggestions, signals, needs, subscriptions."""

from .comment import Comment, CommentFollower, CommentReport
from .finding_import import FindingImport, FindingRow
from .helpful import Helpful
from .meeting import Meeting
from .need import Need
from .need_event import NeedEvent
from .offer import Offer
from .outcome import Outcome
from .parity_report import ParityReport
from .possible_duplicate import PossibleDuplicate
from .promises import Promises
from .rating import Rating
from .signal import Signal
from .signal_translation import SignalTranslation
from .subscription import Subscription
from .suggestion import Suggestion
from .theme import Theme

__all__ = [
    "Comment",
    "CommentFollower",
    "CommentReport",
    "FindingImport",
    "FindingRow",
    "Helpful",
    "Meeting",
    "Need",
    "NeedEvent",
    "Offer",
    "Outcome",
    "ParityReport",
    "PossibleDuplicate",
    "Promises",
    "Rating",
    "Signal",
    "SignalTranslation",
    "Subscription",
    "Suggestion",
    "Theme",
]
