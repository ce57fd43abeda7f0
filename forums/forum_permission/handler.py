"""Who may do what in which forum, worked out once per request, from the forums and what `checker` asks for."""

from machina.apps.forum_permission.handler import PermissionHandler as MachinaPermissionHandler


class PermissionHandler(MachinaPermissionHandler):
    def load(self, forums):
        """Take the forums from this queryset, which brings along what the page needs of them."""
        self._all_forums = list(forums)

    def readable_by(self, user):
        """The forums whose content the user may read, as a list in the order of the tree."""
        return self._get_forums_for_user(user, ["can_read_forum"], use_tree_hierarchy=True)

    def visible_to(self, user):
        """The forums shown to the user."""
        return self._get_forums_for_user(user, ["can_see_forum", "can_read_forum"], use_tree_hierarchy=True)

    def moderated_by(self, user):
        return {forum.pk for forum in self.get_moderation_queue_forums(user)}

    def forum_list_filter(self, qs, user):
        return qs.filter(pk__in=[forum.pk for forum in self.visible_to(user)])

    def can_delete_post(self, post, user):
        """Authors may take back what nobody has answered yet; moderators may delete any post."""
        if self._perform_basic_permission_check(post.topic.forum, user, "can_delete_posts"):
            return True
        if post.topic.is_locked or not super().can_delete_post(post, user):
            return False
        return post.topic.first_post_id != post.pk or not post.topic.posts.exclude(pk=post.pk).exists()

    def _is_post_author(self, post, user):
        return user.is_authenticated and post.poster_id == user.pk

    def _get_forums_for_user(self, user, perm_codenames, use_tree_hierarchy=False):
        forums = self._get_all_forums()
        if user.is_superuser and user.is_active:
            return forums
        checker, wanted = self._get_checker(user), set(perm_codenames)
        granted = [forum for forum in forums if wanted <= checker.get_perms(forum)]
        return self._below_granted(granted) if use_tree_hierarchy else granted

    def _below_granted(self, granted):
        """Without the forums below one that is not granted."""
        kept = {None}
        return [f for f in granted if f.parent_id in kept and not kept.add(f.pk)]

    def get_readable_forums(self, forums, user):
        readable = {forum.pk for forum in self.readable_by(user)}
        if isinstance(forums, list):
            return [forum for forum in forums if forum.pk in readable]
        return forums.filter(pk__in=readable)
