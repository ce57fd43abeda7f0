"""Pages made once for everyone, and made anew as soon as something that they show has changed."""

from .clock import register_clock
from .release import current_release
from .tables import note_read, renew_all
from .values import cached

__all__ = ["cached", "current_release", "note_read", "register_clock", "renew_all"]
