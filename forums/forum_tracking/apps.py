from machina.apps.forum_tracking.apps import ForumTrackingAppConfig


class TrackingConfig(ForumTrackingAppConfig):
    """machina's app under its own label, with our modules in front."""

    name = "forums.forum_tracking"
    default = True
