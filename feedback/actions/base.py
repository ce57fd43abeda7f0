"""What all actions have in common."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..enums import Status

LARGEST = 2**31 - 1


def text_field(label, **kwargs):
    widget = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=label, max_length=2000, widget=widget, **kwargs)


def note_field(**kwargs):
    kwargs = {"required": False, "help_text": gettext_lazy("Only the Working Group and editors read it."), **kwargs}
    return text_field(gettext_lazy("Note for the history"), **kwargs)


def signals_field(label):
    """Its choices are what people said of the need."""
    return forms.TypedMultipleChoiceField(label=label, coerce=int, widget=forms.CheckboxSelectMultiple)


def in_short(signal):
    return f"{signal.get_kind_display()} · {signal.get_language_display()} · {Truncator(signal.excerpt).chars(90)}"


class Action(forms.Form):
    """`expected_version` is what the member saw: if it changed since, nothing is done and the member is told."""

    name = title = button = help = ""
    likely = False  # whether it is offered unfolded
    offered = True  # in the list; others have their button elsewhere
    publishes = False  # the title and the status of a need that was new
    expected_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=LARGEST)

    def __init__(self, *args, need, user, many=False, **kwargs):
        """`many`: filled in for several needs at once, so that what is left empty leaves theirs as it is."""
        self.need, self.user, self.many = need, user, many
        super().__init__(*args, auto_id=f"{self.name}_%s", **kwargs)

    def available(self):
        return self.need.is_open

    @property
    def makes_public(self):
        """A title that nobody has read yet: a name in it is seen now, or by everyone."""
        return self.publishes and self.need.status == Status.RECEIVED and self.need.hidden_at is None

    @property
    def seen_version(self):
        return self.cleaned_data.get("expected_version")

    @property
    def expected(self):
        return {"expected_version": self.seen_version}

    def perform(self):
        """Do it and say what was done, or keep why not in the errors and give nothing."""
        if not self.is_valid():
            return None
        if self.seen_version == self.need.version and not self.available():
            self.add_error(None, _("This can no longer be done with this need."))
            return None
        try:
            return self.run()
        except ValidationError as error:
            self.add_error(None, error)
            return None

    def run(self):
        """Does it and says what was done."""
        raise NotImplementedError

    def data_for_each(self):
        """What a form that was filled in for many says of each of them."""
        return self.data

    def leaves_out(self, need):
        """Whether a form that was filled in for many has nothing to do with this one."""
        return False

    def next_url(self):
        """Where to go once it is done."""
        return reverse("wagtailsnippets_feedback_need:inspect", args=[self.need.pk])

    def typed(self):
        """What was written into a form that cannot be sent any more."""
        values = ((field, field.value()) for field in self.visible_fields() if isinstance(field.field, forms.CharField))
        return [(field, value) for field, value in values if value]
