"""Pages made once for everyone, and made anew as soon as something that they show has changed."""

from .clock import register_clock
from .values import cached

__all__ = ["cached", "register_clock"]
