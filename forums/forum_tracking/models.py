from machina.apps.forum_tracking.models import ForumReadTrack, TopicReadTrack

__all__ = ["ForumReadTrack", "TopicReadTrack"]
