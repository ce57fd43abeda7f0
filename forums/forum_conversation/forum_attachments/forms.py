"""machina looks for this module here once the app is ours."""

from machina.apps.forum_conversation.forum_attachments.forms import AttachmentFormset

__all__ = ["AttachmentFormset"]
