from machina.apps.forum_moderation.apps import ForumModerationAppConfig


class ModerationConfig(ForumModerationAppConfig):
    """machina's app under its own label, with our modules in front."""

    name = "forums.forum_moderation"
    default = True
