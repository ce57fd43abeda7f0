"""The words of the domain: ratings, suggestions, signals, needs, contributions."""

from .contribution import Contribution
from .need import Need
from .need_event import NeedEvent
from .rating import Rating
from .signal import Signal
from .suggestion import Suggestion

__all__ = ["Contribution", "Need", "NeedEvent", "Rating", "Signal", "Suggestion"]
