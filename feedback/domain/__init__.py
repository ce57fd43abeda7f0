"""The only functions that change the state of this app."""

from .assigning import assign
from .confirming import confirm_email, suggestion_for_key
from .drafting import draft_page
from .merging import merge, unmerge
from .moves import add_note, correct, move
from .pages import link_page, page_published, page_unpublished
from .ratings import rate, withdraw_rating
from .signals import attach_signal, open_need
from .suggestions import reply, suggest

__all__ = [
    "add_note",
    "assign",
    "attach_signal",
    "confirm_email",
    "correct",
    "draft_page",
    "link_page",
    "merge",
    "move",
    "open_need",
    "page_published",
    "page_unpublished",
    "rate",
    "reply",
    "suggest",
    "suggestion_for_key",
    "unmerge",
    "withdraw_rating",
]
