from machina.apps.forum.apps import ForumAppConfig


class ForumConfig(ForumAppConfig):
    """machina's app under its own label, with our modules in front."""

    name = "forums.forum"
    default = True
