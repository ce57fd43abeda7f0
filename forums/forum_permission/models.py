from machina.apps.forum_permission.models import ForumPermission, GroupForumPermission, UserForumPermission

__all__ = ["ForumPermission", "GroupForumPermission", "UserForumPermission"]
