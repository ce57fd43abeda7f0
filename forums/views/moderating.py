"""Looking after topics: each view asks on GET and acts on POST."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from machina.apps.forum_permission.viewmixins import PermissionRequiredMixin

from cms.intake.limits import refused
from forums.domain import moderation
from forums.forms import TopicMoveForm
from forums.forum_conversation.models import Topic
from forums.queries.public import public_forums

from .objects import TopicByKeyMixin


class TopicActionMixin(TopicByKeyMixin, PermissionRequiredMixin):
    may = ""  # the handler's method that answers for the forum
    danger = False

    def get_controlled_object(self):
        return self.topic.forum

    def perform_permissions_check(self, user, forum, perms):
        return getattr(self.handler, self.may)(forum, user)

    def get_context_data(self, **kwargs):
        texts = {"title": self.title, "action": self.action, "danger": self.danger}
        place = {"forum": self.topic.forum, "topic": self.topic, "back": self.topic.get_absolute_url()}
        return super().get_context_data(**kwargs) | texts | place

    def done(self, place):
        messages.success(self.request, self.success_message)
        return HttpResponseRedirect(place.get_absolute_url())


class TopicActionView(TopicActionMixin, TemplateView):
    template_name = "forums/confirm.html"

    def post(self, request, *args, **kwargs):
        self.act(self.topic)
        return self.done(self.topic)


class TopicLockView(TopicActionView):
    may = "can_lock_topics"
    title = _("Close this topic for replies?")
    action = _("Close the topic")
    success_message = _("The topic is closed for replies.")
    act = staticmethod(moderation.close)


class TopicUnlockView(TopicActionView):
    may = "can_lock_topics"
    title = _("Open this topic for replies again?")
    action = _("Open the topic")
    success_message = _("The topic is open for replies.")
    act = staticmethod(moderation.reopen)


class TopicDeleteView(TopicActionView):
    may = "can_delete_topics"
    danger = True
    title = _("Delete this topic with all its replies?")
    action = _("Delete the topic")
    success_message = _("The topic is deleted.")

    def post(self, request, *args, **kwargs):
        forum = self.topic.forum
        moderation.remove(self.topic)
        return self.done(forum)


class TopicTypeView(TopicActionView):
    success_message = _("The topic has its new place in the list.")

    def act(self, topic):
        moderation.set_type(topic, self.topic_type)


class TopicUpdateToNormalTopicView(TopicTypeView):
    may = "can_update_topics_to_normal_topics"
    topic_type = Topic.TOPIC_POST
    title = _("List this topic with the others?")
    action = _("List with the others")


class TopicUpdateToStickyTopicView(TopicTypeView):
    may = "can_update_topics_to_sticky_topics"
    topic_type = Topic.TOPIC_STICKY
    title = _("Keep this topic on top of the list?")
    action = _("Keep on top")


class TopicUpdateToAnnounceView(TopicTypeView):
    may = "can_update_topics_to_announces"
    topic_type = Topic.TOPIC_ANNOUNCE
    title = _("Show this topic as an announcement?")
    action = _("Make it an announcement")


class TopicMoveView(TopicActionMixin, FormView):
    may = "can_move_topics"
    form_class = TopicMoveForm
    template_name = "forums/confirm.html"
    title = _("Move this topic to another forum")
    action = _("Move the topic")
    success_message = _("The topic is moved.")

    @cached_property
    def targets(self):
        forums = self.handler.get_target_forums_for_moved_topics(self.request.user)
        return {forum.pk: forum for forum in forums if forum.pk != self.topic.forum_id}

    def get_initial(self):
        return {"close": self.topic.is_locked}

    def get_form_kwargs(self):
        public = {forum.pk for forum in public_forums()}
        return super().get_form_kwargs() | {"topic": self.topic, "forums": self.targets.values(), "public": public}

    def form_invalid(self, form):
        return refused(form, super().form_invalid(form))

    def form_valid(self, form):
        target = self.targets[form.cleaned_data["forum"]]
        return self.done(moderation.move(self.topic, target, form.cleaned_data["close"]))
