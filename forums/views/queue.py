"""Posts that wait for a moderator."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView, TemplateView
from machina.apps.forum_permission.viewmixins import PermissionRequiredMixin
from machina.conf import settings as machina_settings

from forums.domain import moderation
from forums.forum_conversation.models import Post

from .objects import ForumObjectsMixin


class QueueMixin(ForumObjectsMixin, PermissionRequiredMixin):
    def perform_permissions_check(self, user, obj, perms):
        return self.handler.can_access_moderation_queue(user)

    def waiting(self):
        """Only of forums the viewer moderates: others' do not exist for them."""
        forums = self.handler.moderated_by(self.request.user)
        return Post.objects.filter(approved=False, topic__forum__in=forums).select_related("topic__forum", "poster")


class ModerationQueueListView(QueueMixin, ListView):
    context_object_name = "posts"
    paginate_by = machina_settings.TOPIC_POSTS_NUMBER_PER_PAGE
    template_name = "forums/queue.html"

    def get_queryset(self):
        return self.waiting().order_by("created", "pk")


class WaitingPostView(QueueMixin, TemplateView):
    @cached_property
    def forum_post(self):
        return get_object_or_404(self.waiting(), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        topic = self.forum_post.topic
        place = {"forum": topic.forum, "topic": topic, "shown_post": self.forum_post}
        return super().get_context_data(**kwargs) | place


class ModerationQueueDetailView(WaitingPostView):
    template_name = "forums/queue_post.html"

    def get_context_data(self, **kwargs):
        before = self.forum_post.topic.posts.filter(approved=True, created__lte=self.forum_post.created)
        before = before.exclude(pk=self.forum_post.pk).select_related("poster").order_by("-created", "-pk")
        return super().get_context_data(**kwargs) | {"previous_posts": before[:3]}


class DecisionView(WaitingPostView):
    template_name = "forums/confirm.html"
    danger = False

    def get_context_data(self, **kwargs):
        texts = {"title": self.title, "action": self.action, "danger": self.danger}
        back = reverse("forum_moderation:queued_post", kwargs={"pk": self.forum_post.pk})
        return super().get_context_data(**kwargs) | texts | {"back": back}

    def post(self, request, *args, **kwargs):
        self.act(self.forum_post)
        messages.success(request, self.success_message)
        return HttpResponseRedirect(reverse("forum_moderation:queue"))


class PostApproveView(DecisionView):
    title = _("Publish this message?")
    action = _("Publish")
    success_message = _("The message is published.")
    act = staticmethod(moderation.approve)


class PostDisapproveView(DecisionView):
    danger = True
    title = _("Reject this message? It is deleted.")
    action = _("Reject and delete")
    success_message = _("The message is rejected.")
    act = staticmethod(moderation.reject)
