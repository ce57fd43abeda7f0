"""The only functions that change a notice."""

from .reading import mark_all_read, mark_read
from .sending import send, send_digest
from .telling import tell

__all__ = ["mark_all_read", "mark_read", "send", "send_digest", "tell"]
