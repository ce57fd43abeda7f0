from machina.apps.forum_member.models import ForumProfile

__all__ = ["ForumProfile"]
