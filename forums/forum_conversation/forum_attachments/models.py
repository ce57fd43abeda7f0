from machina.apps.forum_conversation.forum_attachments.models import Attachment

__all__ = ["Attachment"]
