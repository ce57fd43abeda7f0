"""Writing a post or a topic, and moving a topic. Files, polls and signatures are no part of it."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.intake.forms import GuardedFormMixin
from forums.forum_conversation.models import Post, Topic


class PostForm(GuardedFormMixin, forms.ModelForm):
    class Meta:
        model = Post
        fields = ["content", "language"]
        labels = {"subject": _("Subject"), "content": _("Message"), "language": _("Language of the message")}

    def __init__(self, *args, topic_types=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["content"].widget.attrs["rows"] = 10
        if not self.instance.pk:
            self.fields["language"].initial = get_language()
        if "topic_type" in self.fields:
            self._offer(topic_types)

    def _offer(self, topic_types):
        if not topic_types:
            del self.fields["topic_type"]
            return
        self.fields["topic_type"].choices = [(value, label) for value, label in _TYPES if value in topic_types]
        self.fields["topic_type"].initial = self.instance.topic.type if self.instance.pk else Topic.TOPIC_POST


class TopicForm(PostForm):
    """The first post of a topic, with its subject."""

    topic_type = forms.TypedChoiceField(label=_("Place in the list"), coerce=int)

    class Meta(PostForm.Meta):
        fields = ["subject", *PostForm.Meta.fields]


_TYPES = [
    (Topic.TOPIC_POST, _("With the others")),
    (Topic.TOPIC_STICKY, _("Always on top")),
    (Topic.TOPIC_ANNOUNCE, _("Announcement")),
]


class TopicMoveForm(forms.Form):
    """Between a public and a private forum the readers change: that takes a tick of its own, asked for once needed."""

    forum = forms.TypedChoiceField(label=_("To which forum?"), coerce=int)
    close = forms.BooleanField(label=_("Close it for replies as well"), required=False)
    readers_change = forms.BooleanField(label=_("Yes, other people are to read it"), required=False)

    def __init__(self, *args, topic, forums, public, **kwargs):
        super().__init__(*args, **kwargs)
        self.public, self.is_public = public, topic.forum_id in public
        names = {True: _("everyone can read it"), False: _("members only")}
        choices = [(forum.pk, f"{forum.label} ({names[forum.pk in public]})") for forum in forums]
        self.fields["forum"].choices = [("", _("Choose a forum")), *choices]
        if not self._crosses(self.data.get("forum", "")):
            del self.fields["readers_change"]

    def _crosses(self, pk):
        known = {str(forum): forum for forum, _label in self.fields["forum"].choices}
        return bool(known.get(pk)) and (known[pk] in self.public) != self.is_public

    def clean(self):
        values = super().clean()
        if "readers_change" in self.fields and not values.get("readers_change"):
            self.add_error("readers_change", self._warning())
        return values

    def _warning(self):
        if self.is_public:
            return _("That forum is private: most people who read this topic today could no longer find it.")
        return _("That forum is public: everyone could read what people wrote here among themselves.")
