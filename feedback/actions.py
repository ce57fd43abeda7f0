"""What a member of the Working Group can do with a need: one form each."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from . import domain
from .enums import MOVES, Status
from .models import Need
from .permissions import queue_workers


class Action(forms.Form):
    """`expected_status` is what the member saw: if it is no longer so, nothing is done and the member is told."""

    name = title = button = help = ""
    expected_status = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, need, user, **kwargs):
        self.need, self.user = need, user
        super().__init__(*args, auto_id=f"{self.name}_%s", initial={"expected_status": need.status}, **kwargs)

    def available(self):
        return self.need.is_open

    @cached_property
    def expected(self):
        return {"expected_status": self.cleaned_data["expected_status"]}

    def run(self):
        """Does it and says what was done."""
        raise NotImplementedError


class TakeAction(Action):
    name, title, button = "take", gettext_lazy("Take it"), gettext_lazy("I take this need")

    def available(self):
        return super().available() and self.need.assignee_id != self.user.pk

    def run(self):
        domain.assign(self.need, self.user, by=self.user, **self.expected)
        return _("This need is yours now.")


class AssignAction(Action):
    name, title, button = "assign", gettext_lazy("Give it to someone"), gettext_lazy("Assign")
    assignee = forms.ModelChoiceField(
        queryset=Need.objects.none(), required=False, label=gettext_lazy("Member"), empty_label=gettext_lazy("No one")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = queue_workers()
        self.fields["assignee"].initial = self.need.assignee_id

    def run(self):
        domain.assign(self.need, self.cleaned_data["assignee"], by=self.user, **self.expected)
        return _("Assigned.")


class MoveAction(Action):
    name, title, button = "move", gettext_lazy("Move it along"), gettext_lazy("Move")
    to = forms.ChoiceField(label=gettext_lazy("New status"), widget=forms.RadioSelect)
    why = forms.CharField(
        label=gettext_lazy("Note for the history"),
        help_text=gettext_lazy("Only the Working Group reads it."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        moves = [Status(to) for to in MOVES[self.need.status] if to != Status.MERGED]
        self.fields["to"].choices = [(to.value, to.label) for to in moves]
        for name in ("reason_en", "reason_es", "answer_en", "answer_es"):
            self.fields[name] = self._public(name)

    def available(self):
        return super().available() and bool(self.fields["to"].choices)

    def _public(self, name):
        field = Need._meta.get_field(name).formfield(widget=forms.Textarea(attrs={"rows": 2}))
        field.initial = getattr(self.need, name)
        if name.startswith("reason"):
            field.help_text = _("Everyone who asked reads it. Needed in both languages to decline or to ask.")
        return field

    def said(self, field):
        return {language: self.cleaned_data[f"{field}_{language}"] for language in ("en", "es")}

    def run(self):
        to = Status(self.cleaned_data["to"])
        said = {"why": self.cleaned_data["why"], "reason": self.said("reason"), "answer": self.said("answer")}
        domain.move(self.need, to, by=self.user, **said, **self.expected)
        return _("Moved to “%(status)s”.") % {"status": to.label}


class DraftAction(Action):
    name, title, button = "draft", gettext_lazy("Draft a page"), gettext_lazy("Draft a page")
    help = gettext_lazy(
        "Opens a draft with what is known filled in, or the page the need is about. Once it is published, "
        "the need is answered and everyone who asked is told."
    )

    def run(self):
        self.page = domain.draft_page(self.need, self.user, **self.expected)
        return _("This page answers the need once it is published.")


class LinkAction(Action):
    name, title, button = "link", gettext_lazy("Link a page that exists"), gettext_lazy("Link")
    page = forms.ModelChoiceField(Page.objects.filter(depth__gt=2), label=gettext_lazy("Page"), widget=AdminPageChooser)
    when = forms.ChoiceField(
        label=gettext_lazy("It answers the need"),
        choices=[("now", gettext_lazy("as it is")), ("next", gettext_lazy("once it is published again"))],
        initial="now",
        widget=forms.RadioSelect,
    )

    def run(self):
        as_it_is = self.cleaned_data["when"] == "now"
        domain.link_page(self.need, self.cleaned_data["page"], by=self.user, as_it_is=as_it_is, **self.expected)
        return _("The page is linked.")


class MergeAction(Action):
    name, title, button = "merge", gettext_lazy("Merge it into another"), gettext_lazy("Merge")
    into = forms.IntegerField(label=gettext_lazy("Number of the other need"), min_value=1, max_value=2**31)
    why = forms.CharField(label=gettext_lazy("Note for the history"), required=False, max_length=2000)

    def clean_into(self):
        found = Need.objects.filter(pk=self.cleaned_data["into"]).first()
        if not found:
            raise forms.ValidationError(_("There is no need with this number."))
        return found

    def run(self):
        into = self.cleaned_data["into"]
        domain.merge(self.need, into, by=self.user, why=self.cleaned_data["why"], **self.expected)
        return _("Merged into need #%(number)s.") % {"number": into.number}


class UnmergeAction(Action):
    name, title, button = "unmerge", gettext_lazy("Undo the merge"), gettext_lazy("Undo the merge")

    def available(self):
        return self.need.status == Status.MERGED

    def run(self):
        domain.unmerge(self.need, by=self.user)
        return _("The merge is undone.")


ACTIONS = {
    action.name: action
    for action in (TakeAction, DraftAction, MoveAction, LinkAction, AssignAction, MergeAction, UnmergeAction)
}
