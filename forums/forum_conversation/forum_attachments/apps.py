from machina.apps.forum_conversation.forum_attachments.apps import ForumAttachmentsAppConfig


class AttachmentsConfig(ForumAttachmentsAppConfig):
    """machina's app under its own label, with our modules in front."""

    name = "forums.forum_conversation.forum_attachments"
    default = True
