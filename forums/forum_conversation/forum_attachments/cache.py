"""machina looks for this module here once the app is ours."""

from machina.apps.forum_conversation.forum_attachments.cache import cache

__all__ = ["cache"]
