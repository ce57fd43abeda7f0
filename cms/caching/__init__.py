"""Pages made once for everyone, and made anew as soon as something that they show has changed."""

from .clock import register_clock
from .remembering import remember

__all__ = ["register_clock", "remember"]
