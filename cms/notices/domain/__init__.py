"""The only functions that change a notice."""

from .reading import mark_all_read, mark_read
from .sending import send, send_digest
from .telling import Message, notify_many, tell

__all__ = ["Message", "mark_all_read", "mark_read", "notify_many", "send", "send_digest", "tell"]
