from machina.apps.forum_permission.apps import ForumPermissionAppConfig


class PermissionConfig(ForumPermissionAppConfig):
    """machina's app under its own label, with our modules in front."""

    name = "forums.forum_permission"
    default = True
