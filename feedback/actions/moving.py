"""How far it is, and what the public is told of it."""

import json

from django import forms
from django.forms.widgets import Script
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.core.bilingual import LANGUAGES

from ..domain import hiding, moves
from ..enums import MOVES, NEEDS_REASON, PUBLIC_TEXT, Status
from ..models import Need
from ..permissions import queue_readers
from .base import Action, note_field, text_field


def public_fields(field, **kwargs):
    """A form field for each language of a public text."""
    for language in LANGUAGES:
        name = f"{field}_{language}"
        yield name, text_field(capfirst(Need._meta.get_field(name).verbose_name), **kwargs)


class MoveAction(Action):
    """One of the moves, with the public text that goes with it and no other."""

    to = None
    publishes = True
    note = note_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if field := PUBLIC_TEXT.get(self.to):
            help_text = _("Everyone can read it on the public page; those who asked are told. Name nobody.")
            fields = public_fields(field, required=self.to in NEEDS_REASON, help_text=help_text)
            self.fields = dict(fields) | self.fields
            if field == "response":  # a reason starts empty, so that an old question is not asked again
                self.initial |= {name: getattr(self.need, name) for name in self.fields if name.startswith(field)}

    def available(self):
        return super().available() and self.to in MOVES[self.need.status]

    def texts(self):
        if not (field := PUBLIC_TEXT.get(self.to)):
            return {}
        texts = {code: self.cleaned_data[f"{field}_{code}"] for code in LANGUAGES}
        return {field: texts} if any(texts.values()) or not self.many else {}

    def run(self):
        moves.move(self.need, self.to, by=self.user, note=self.cleaned_data["note"], **self.texts(), **self.expected)
        return _("Moved to “%(status)s”.") % {"status": Status(self.to).label}


class ReviewAction(MoveAction):
    name, to = "review", Status.UNDER_REVIEW
    title = button = gettext_lazy("Go on with the review")


class AskAction(MoveAction):
    name, to = "ask", Status.NEEDS_INPUT
    title, button = gettext_lazy("Ask those who asked for it"), gettext_lazy("Send the question")


class PlanAction(MoveAction):
    name, to = "plan", Status.PLANNED
    title, button = gettext_lazy("Plan it"), gettext_lazy("Mark as planned")


class StartAction(MoveAction):
    name, to = "start", Status.IN_PROGRESS
    title, button = gettext_lazy("Start the work"), gettext_lazy("Mark as in progress")


class PublishAction(MoveAction):
    name, to = "publish", Status.PUBLISHED
    title, button = gettext_lazy("Say that it is published"), gettext_lazy("Mark as published")
    help = gettext_lazy("Only if the linked page is public already. Publishing the page does this by itself.")


class DeclineAction(MoveAction):
    name, to = "decline", Status.DECLINED
    title, button = gettext_lazy("Decline it"), gettext_lazy("Decline")


class ReopenAction(Action):
    name = "reopen"
    title = button = gettext_lazy("Open it again")
    help = gettext_lazy("The need goes back to work. What is published from then on answers it.")
    note = note_field(required=True)

    def available(self):
        return not self.need.is_open and bool(MOVES[self.need.status])

    def run(self):
        to = next(iter(MOVES[self.need.status]), self.need.status)
        moves.move(self.need, to, by=self.user, note=self.cleaned_data["note"], **self.expected)
        return _("The need is open again.")


class CorrectAction(Action):
    name, title, button = "correct", gettext_lazy("Correct what the public reads"), gettext_lazy("Correct it")
    note = note_field(required=True)
    tell_again = forms.BooleanField(
        label=gettext_lazy("Tell them again"),
        help_text=gettext_lazy("Everyone who asked gets one more message with the new text."),
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.text = PUBLIC_TEXT.get(self.need.status, "response")
        fields = dict(public_fields(self.text, required=self.text == "reason"))
        self.fields = fields | self.fields
        self.initial |= {name: getattr(self.need, name) for name in fields}

    def available(self):
        return self.need.status in (Status.PUBLISHED, Status.DECLINED)

    def run(self):
        data = self.cleaned_data
        texts = {code: data[f"{self.text}_{code}"] for code in LANGUAGES}
        said = {"texts": texts, "note": data["note"], "tell_again": data["tell_again"]}
        moves.correct(self.need, by=self.user, **said, **self.expected)
        return _("The public text is corrected.")


class HideAction(Action):
    name, title, button = "hide", gettext_lazy("Hide it from the public"), gettext_lazy("Hide it")
    help = gettext_lazy(
        "For a title that names a child or insults somebody. Those who asked go on to hear of it; everyone else "
        "finds it neither on the board nor at its address."
    )
    note = note_field(required=True)

    def available(self):
        return self.need.hidden_at is None

    def run(self):
        hiding.hide(self.need, by=self.user, note=self.cleaned_data["note"], **self.expected)
        return _("The need is hidden from the public.")


class ShowAction(Action):
    name, title, button = "show", gettext_lazy("Show it to the public again"), gettext_lazy("Show it")
    note = note_field(required=True)

    def available(self):
        return self.need.hidden_at is not None

    def run(self):
        hiding.show(self.need, by=self.user, note=self.cleaned_data["note"], **self.expected)
        return _("The need is no longer hidden.")


class NoteAction(Action):
    name, title, button = "note", gettext_lazy("Note"), gettext_lazy("Add the note")
    help = gettext_lazy("Changes nothing else.")
    note = note_field(
        required=True,
        help_text=gettext_lazy(
            "Only the Working Group and editors read it. Write @ before the name of one of them, and they are told."
        ),
    )

    class Media:
        js = [Script("js/mentions.js", type="module")]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        names = [reader.display_name for reader in queue_readers() if reader != self.user]
        self.fields["note"].widget.attrs |= {
            "data-mentions": json.dumps(names),
            "data-mentions-label": _("Who is to be told"),
            "data-mentions-button": _("Mention"),
        }

    def available(self):
        return True

    def run(self):
        moves.add_note(self.need, self.cleaned_data["note"], by=self.user, **self.expected)
        return _("The note is in the history.")
