from machina.apps.forum_conversation.forum_polls.apps import ForumPollsAppConfig


class PollsConfig(ForumPollsAppConfig):
    """machina's app under its own label, with our modules in front."""

    name = "forums.forum_conversation.forum_polls"
    default = True
