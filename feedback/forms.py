"""What the public fills in."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.core.models import Work
from cms.intake.forms import CleanTextMixin, GuardedFormMixin
from cms.intake.text import clean_text
from cms.taxonomy.fields import TermChoiceField
from cms.taxonomy.models import RegionalCenter, Topic

from .domain import empty_searches
from .domain.suggestions import Wish
from .enums import NeedKind, ReportReason
from .models import CommentReport, Rating, Suggestion, Theme
from .queries.pages import suggestible_pages
from .queries.sheets import sheet_of


class RatingForm(CleanTextMixin, forms.ModelForm):
    class Meta:
        model = Rating
        fields = ["stars", "reason"]
        error_messages = {"stars": {"required": _("Choose from one to five stars.")}}


class HelpfulForm(GuardedFormMixin, forms.Form):
    answer = forms.ChoiceField(
        label=_("Was this helpful?"), choices=[("yes", _("Yes")), ("no", _("No"))], widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("What was missing or not right?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class OutcomeForm(GuardedFormMixin, forms.Form):
    answer = forms.ChoiceField(
        label=_("Did it help?"), choices=[("yes", _("Yes, it helped")), ("no", _("No, not really"))]
    )
    reason = forms.CharField(
        label=_("What is still missing?"),
        help_text=_("If you like. The Working Group reads it; please do not name students."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class LinkForm(GuardedFormMixin, forms.Form):
    """Which of the links of a page leads nowhere."""

    link = forms.ChoiceField(label=_("Which link does not work?"), widget=forms.RadioSelect, required=False)
    note = forms.CharField(
        label=_("What happens?"),
        help_text=_("If you like: what you see instead, or where it should lead."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, links, sent="", **kwargs):
        super().__init__(*args, **kwargs)
        named = [(url, words or url) for url, words in links.items()]
        self.fields["link"].choices = [*named, ("", _("Another one, or I am not sure which"))]
        self.fields["link"].initial = named[0][0] if named else ""
        self.sent = sent


class CommentForm(GuardedFormMixin, forms.Form):
    content = forms.CharField(
        label=_("Your comment"), max_length=settings.COMMENT_MAX_LENGTH, widget=forms.Textarea(attrs={"rows": 5})
    )
    language = forms.ChoiceField(label=_("Language of your comment"), choices=settings.LANGUAGES, initial=get_language)


class ReportForm(GuardedFormMixin, forms.ModelForm):
    class Meta:
        model = CommentReport
        fields = ["reason", "note"]
        labels = {"reason": _("What is wrong with it?"), "note": _("If you like, say more")}
        widgets = {"reason": forms.RadioSelect, "note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = ReportReason.choices


class AskForm(GuardedFormMixin, forms.Form):
    """Nothing but a button."""


class SuggestionForm(GuardedFormMixin, forms.ModelForm):
    """Three questions; the rest is folded away."""

    FIRST = ["kind", "title", "body"]
    # The buttons on the way, and what the person was shown: the same wish is one send whichever way it came.
    UNTYPED = GuardedFormMixin.UNTYPED | {"seen", "new", "edit"}

    topic = TermChoiceField(Topic, label=_("Topic"), empty_label=_("I am not sure"))
    region = TermChoiceField(RegionalCenter, label=_("Your region"), empty_label=_("I would rather not say"))
    language = forms.ChoiceField(label=_("In which language do you need it?"), choices=settings.LANGUAGES)
    url = forms.URLField(
        required=False,
        max_length=500,
        assume_scheme="https",
        label=_("Web address"),
        help_text=_("A page that does not work, or an example of what you mean."),
        error_messages={"invalid": _("This is not a web address. It looks like this: www.example.org/page")},
    )
    page = forms.ModelChoiceField(queryset=None, required=False, widget=forms.HiddenInput)
    sheet = forms.CharField(required=False, widget=forms.HiddenInput)  # the key of the paper it was scanned from
    searched = forms.CharField(required=False, widget=forms.HiddenInput)  # in vain, on the page they come from

    class Meta:
        model = Suggestion
        fields = ["kind", "title", "body", "email", "url", "topic", "region", "language"]
        labels = {
            "kind": _("What is it about?"),
            "title": _("What do you need?"),
            "body": _("Tell us more"),
            "email": _("Your e-mail address"),
        }
        help_texts = {
            "title": _("A few words, as you would say them to a colleague."),
            "body": _("Who is it for, and what would it help you do? Please do not name students."),
            "email": _("If you want to hear what comes of it. We send one message to confirm it first."),
        }
        widgets = {"body": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.sent = str(user.pk or "")
        self.fields["page"].queryset = suggestible_pages()
        self.fields["kind"].choices = [kind for kind in NeedKind.choices if kind[0] != NeedKind.OFFER]
        self.fields["language"].initial = get_language()
        self.fields["email"].widget.attrs["autocomplete"] = "email"
        if user.is_authenticated:
            del self.fields["email"]

    def clean(self):
        data = super().clean()
        if "page" in self.errors:  # it was taken down while this was written; what was said still counts
            del self.errors["page"]
        about_a_page = data.get("kind") not in (NeedKind.NEW_RESOURCE, None)
        if about_a_page and not (data.get("page") or data.get("url") or "url" in self.errors):
            self.add_error("url", _("Give the address of the page you mean."))
        return data

    def first_fields(self):
        return [self[name] for name in self.FIRST]

    def more_fields(self):
        return [self[name] for name in ("email", "url", "topic", "region", "language") if name in self.fields]

    def more_is_open(self):
        return any(name not in self.FIRST for name in self.errors)

    def looks_for(self):
        """What is to be compared with what there is. Whoever names a page knows that one."""
        data = self.data if self.is_bound else self.initial
        if data.get("kind", NeedKind.NEW_RESOURCE) != NeedKind.NEW_RESOURCE or data.get("page"):
            return ""
        return clean_text(f"{data.get('title', '')}. {data.get('body', '')}").strip(" .")

    def seen(self):
        return set(self.data.get("seen", "").split())

    def wish(self):
        page = self.cleaned_data.get("page")
        work = Work.objects.get(key=page.translation_key) if page else None
        return Wish(**{name: self.cleaned_data[name] for name in self._meta.fields if name != "email"}, work=work)

    def empty_search(self):
        return empty_searches.asked_again(self.cleaned_data.get("searched", ""), get_language())

    def meeting(self):
        return sheet_of(self.cleaned_data.get("sheet", "")).meeting

    def email(self):
        """Whoever has an account is not asked."""
        return self.cleaned_data.get("email", "")


class ThemeForm(CleanTextMixin, forms.ModelForm):
    """For members: what a theme is called."""

    class Meta:
        model = Theme
        fields = ["name_en", "name_es"]

    def names(self):
        return {"en": self.cleaned_data["name_en"], "es": self.cleaned_data["name_es"]}


class ReplyForm(GuardedFormMixin, forms.Form):
    text = forms.CharField(label=_("Your answer"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))
