from machina.apps.forum_feeds.apps import ForumFeedsAppConfig


class FeedsConfig(ForumFeedsAppConfig):
    """machina's app under its own label, with our modules in front."""

    name = "forums.forum_feeds"
    default = True
