"""Writing, changing and deleting posts."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from machina.apps.forum_permission.viewmixins import PermissionRequiredMixin

from cms.intake import drafts
from cms.intake.expired import keeps_typed, typed_before
from cms.intake.limits import admit, refused
from cms.intake.markup import render
from forums.domain import posting
from forums.forms import PostForm, TopicForm
from forums.forum_conversation.models import Topic

from .objects import ForumObjectsMixin


class DraftMixin:
    """Whoever has to sign in first finds what they wrote in the form they come back to."""

    def check_permissions(self, request):
        to_login = super().check_permissions(request)
        wrote = typed_before(request) or request.method == "POST"
        return drafts.sign_in_first(request) if to_login and wrote else to_login

    def get_initial(self):
        if self.request.method != "GET":
            return super().get_initial()
        return super().get_initial() | drafts.take(self.request.GET.get("draft", "")) | typed_before(self.request)


class WriteView(DraftMixin, ForumObjectsMixin, PermissionRequiredMixin, FormView):
    """A form that can also show how the text will look before it is sent."""

    template_name = "forums/write.html"
    form_class = PostForm
    success_message = _("Your message is published.")
    waiting_message = _("Thank you. A moderator reads your message before it is published. Until then only you see it.")
    title = ""
    place = ""  # where the messages are said: at the top, or below the posts

    @classmethod
    def as_view(cls, **initkwargs):
        return keeps_typed(super().as_view(**initkwargs))

    def form_valid(self, form):
        if "preview" in self.request.POST:
            preview = render(form.cleaned_data["content"])
            return self.render_to_response(self.get_context_data(form=form, preview=preview))
        return self.send(form)

    def form_invalid(self, form):
        return refused(form, super().form_invalid(form))

    def send(self, form):
        return HttpResponseRedirect(self.publish(form))

    def publish(self, form):
        """The address of what came of it."""
        post = self.save(form.cleaned_data)
        if post.approved:
            messages.success(self.request, self.success_message, extra_tags=self.place)
            return post.get_absolute_url()
        messages.info(self.request, self.waiting_message, extra_tags=self.place)
        return f"{post.topic.get_absolute_url()}?page=last#post-{post.pk}"

    @property
    def approved(self):
        return self.handler.can_post_without_approval(self.forum, self.request.user)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"forum": self.forum, "title": self.title, "topic": None}

    def topic_types(self):
        """The places in the list the user may choose from; none if there is but one."""
        may, forum, user = self.handler, self.forum, self.request.user
        pinned = [Topic.TOPIC_STICKY] if may.can_add_stickies(forum, user) else []
        announced = [Topic.TOPIC_ANNOUNCE] if may.can_add_announcements(forum, user) else []
        return [Topic.TOPIC_POST, *pinned, *announced] if pinned or announced else []


class SendOnceMixin:
    """One form makes one topic or reply, however often it is sent; and nobody writes without end."""

    limit = ""
    place = "newest"  # the newest post, which one is sent to, may be screens below the top

    def send(self, form):
        form.sent = f"{self.request.user.pk} {self.request.path}"
        if not (form.earlier_result() or admit(self.request, form, self.limit)):
            return self.form_invalid(form)
        return HttpResponseRedirect(form.send_once(lambda: self.publish(form)))


class TopicCreateView(SendOnceMixin, WriteView):
    limit = "forum_topic"
    form_class = TopicForm
    title = _("Start a topic")

    def get_controlled_object(self):
        return self.forum

    def perform_permissions_check(self, user, forum, perms):
        return forum.is_forum and self.handler.can_add_topic(forum, user)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"topic_types": self.topic_types()}

    def save(self, values):
        return posting.start_topic(self.forum, self.request.user, approved=self.approved, **values)


class InTopicView(WriteView):
    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"topic": self.topic}


class PostCreateView(SendOnceMixin, InTopicView):
    limit = "forum_post"
    title = _("Reply")

    def get_controlled_object(self):
        return self.topic

    def perform_permissions_check(self, user, topic, perms):
        return self.handler.can_add_post(topic, user)

    def save(self, values):
        return posting.reply(self.topic, self.request.user, approved=self.approved, **values)

    def get_context_data(self, **kwargs):
        posts = self.topic.posts.filter(approved=True).select_related("poster").order_by("-created", "-pk")
        return super().get_context_data(**kwargs) | {"previous_posts": posts[:3]}


class PostUpdateView(InTopicView):
    title = _("Edit your message")
    success_message = _("Your changes are published.")

    def get_controlled_object(self):
        return self.forum_post

    def perform_permissions_check(self, user, post, perms):
        return self.handler.can_edit_post(post, user)

    @property
    def opens_topic(self):
        return self.topic.first_post_id == self.forum_post.pk

    def get_form_class(self):
        return TopicForm if self.opens_topic else PostForm

    def get_form_kwargs(self):
        kinds = {"topic_types": self.topic_types()} if self.opens_topic else {}
        return super().get_form_kwargs() | {"instance": self.forum_post} | kinds

    def save(self, values):
        return posting.edit(self.forum_post, self.request.user, approved=self.approved, **values)


class TopicUpdateView(PostUpdateView):
    """The first post of a topic, addressed by the topic."""

    topic_kwarg = "pk"

    @cached_property
    def forum_post(self):
        post = self.topic.first_post
        if not (post and post.approved):
            raise Http404
        post.topic = self.topic
        return post


class PostDeleteView(ForumObjectsMixin, PermissionRequiredMixin, TemplateView):
    template_name = "forums/confirm.html"

    def get_controlled_object(self):
        return self.forum_post

    def perform_permissions_check(self, user, post, perms):
        return self.handler.can_delete_post(post, user)

    def get_context_data(self, **kwargs):
        texts = {"title": _("Delete this message?"), "action": _("Delete the message"), "danger": True}
        place = {"forum": self.forum, "topic": self.topic, "shown_posts": [self.forum_post]}
        return super().get_context_data(**kwargs) | texts | place | {"back": self.forum_post.get_absolute_url()}

    def post(self, request, *args, **kwargs):
        topic_gone = posting.delete(self.forum_post)
        messages.success(request, _("The message is deleted."))
        place = self.forum if topic_gone else self.topic
        return HttpResponseRedirect(place.get_absolute_url())
