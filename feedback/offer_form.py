"""What somebody fills in who offers something of their own."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.core.uploads import KINDS, UploadField
from cms.intake.forms import GuardedFormMixin
from cms.resources.enums import License, MaterialLanguage, ResourceType
from cms.taxonomy.fields import TermChoiceField
from cms.taxonomy.models import RegionalCenter, Topic

from .domain.offers import Offered
from .domain.suggestions import Wish
from .enums import Credit, GiverAnswer, NeedKind, PeopleShown

PERMISSION = _(
    "I made this, or whoever made it allows it: the Digital Commons may publish it in English and in Spanish, with the "
    "license I chose. I can take this back until it is published."
)


class OfferForm(GuardedFormMixin, forms.Form):
    title = forms.CharField(
        label=_("What do you call it?"), help_text=_("A few words, as they could stand on its page."), max_length=160
    )
    body = forms.CharField(
        label=_("What is it, and whom does it help?"),
        help_text=_("Two or three sentences. Please do not name students."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    resource_type = forms.ChoiceField(label=_("It is a"), choices=ResourceType, initial=ResourceType.CASE_STUDY)
    url = forms.URLField(
        label=_("Web address"),
        help_text=_("Where it is, if it is on the web. A link or a file is enough."),
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": _("This is not a web address. It looks like this: www.example.org/page")},
    )
    file = UploadField(
        label=_("File"),
        help_text=_(
            "A document or a picture, up to 20 MB. Nobody but the Working Group sees it before it is published."
        ),
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(f".{kind}" for kind in KINDS)}),
    )
    maker = forms.CharField(label=_("Who made it?"), help_text=_("A person, a class, a school."), max_length=200)
    languages = forms.MultipleChoiceField(
        label=_("In which languages is it?"), choices=MaterialLanguage, widget=forms.CheckboxSelectMultiple
    )
    license = forms.ChoiceField(
        label=_("What may others do with it?"), choices=License, widget=forms.RadioSelect, initial=License.CC_BY_NC
    )
    people = forms.ChoiceField(
        label=_("Who can be seen or heard in it?"), choices=PeopleShown, widget=forms.RadioSelect
    )
    permission = forms.BooleanField(
        label=PERMISSION, error_messages={"required": _("Without your permission we cannot publish it.")}
    )
    credit = forms.ChoiceField(
        label=_("Whom shall the page thank?"), choices=Credit, widget=forms.RadioSelect, initial=Credit.NAME
    )
    credit_name = forms.CharField(
        label=_("The name, as it shall stand there"),
        max_length=200,
        required=False,
        help_text=_("Your name, or that of your school."),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("You see the draft before it is published. We send one message to confirm the address first."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    topic = TermChoiceField(Topic, label=_("Topic"), empty_label=_("I am not sure"))
    region = TermChoiceField(RegionalCenter, label=_("Your region"), empty_label=_("I would rather not say"))
    GROUPS = (
        (_("What it is"), ("title", "body", "resource_type", "url", "file", "topic")),
        (_("Whose it is, and who may use it"), ("maker", "languages", "license", "people", "permission")),
        (_("You"), ("credit", "credit_name", "email", "region")),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.sent = str(user.pk or "")
        if user.is_authenticated:
            del self.fields["email"]

    def clean(self):
        data = super().clean()
        if not (data.get("url") or data.get("file") or {"url", "file"} & self.errors.keys()):
            self.add_error("url", _("Give a web address, or choose a file."))
        if data.get("credit") in (Credit.NAME, Credit.SCHOOL) and not data.get("credit_name"):
            self.add_error("credit_name", _("Write the name, or choose that nobody is named."))
        if "file" in self.files and self.errors and "file" not in self.errors:
            self.add_error("file", _("Browsers do not keep files: please choose it again."))
        return data

    def groups(self):
        return [(title, [self[name] for name in names if name in self.fields]) for title, names in self.GROUPS]

    def wish(self, language):
        said = {name: self.cleaned_data[name] for name in ("title", "body", "url", "topic", "region")}
        return Wish(kind=NeedKind.OFFER, language=language, **said)

    def offered(self):
        names = ("resource_type", "maker", "languages", "license", "people", "credit", "credit_name")
        said = {name: self.cleaned_data[name] for name in names}
        return Offered(**said, permission=str(PERMISSION))

    def email_given(self):
        return self.cleaned_data.get("email", "")


class DraftAnswerForm(GuardedFormMixin, forms.Form):
    answer = forms.ChoiceField(
        label=_("What do you say?"),
        choices=GiverAnswer,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of them.")},
    )
    text = forms.CharField(
        label=_("What shall be changed?"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args, shown, **kwargs):
        """Without a draft there is nothing to say to it, but it can be taken back."""
        super().__init__(*args, **kwargs)
        if not shown:
            self.fields["answer"].choices = [(GiverAnswer.BACK.value, GiverAnswer.BACK.label)]
            del self.fields["text"]

    def clean(self):
        data = super().clean()
        if data.get("answer") == GiverAnswer.CHANGE and not data.get("text"):
            self.add_error("text", _("Say what shall be changed."))
        return data
