from machina.apps.forum_member.apps import ForumMemberAppConfig


class MemberConfig(ForumMemberAppConfig):
    """machina's app under its own label, with our modules in front."""

    name = "forums.forum_member"
    default = True
