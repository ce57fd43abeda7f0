from machina.apps.forum_conversation.apps import ForumConversationAppConfig


class ConversationConfig(ForumConversationAppConfig):
    """machina's app under its own label, with our modules in front."""

    name = "forums.forum_conversation"
    default = True
