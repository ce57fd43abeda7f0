"""What members fill in about meetings and findings."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from cms.intake.forms import CleanTextMixin, GuardedFormMixin
from cms.taxonomy.fields import TermChoiceField
from cms.taxonomy.models import Audience, RegionalCenter, Topic

from .domain.meetings import MOST_PEOPLE, Facts, Spoken
from .findings_file import LARGEST
from .models import FindingImport, Meeting, Need
from .queries.gaps import Where
from .queries.meetings import open_needs_like
from .queries.needs import number_in
from .queries.sheets import Sheet

ROWS, MORE, MOST_ROWS = 4, 4, 30


class MeetingForm(GuardedFormMixin, forms.ModelForm):
    region = TermChoiceField(RegionalCenter, label=gettext_lazy("Region"), empty_label=gettext_lazy("No region"))

    class Meta:
        model = Meeting
        fields = ["name", "held_on", "place", "region"]
        widgets = {"held_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        labels = {"name": gettext_lazy("What meeting is it?"), "held_on": gettext_lazy("On which day?")}
        help_texts = {
            "name": gettext_lazy("For example: family night at Roosevelt Elementary, or a box with paper sheets."),
            "place": gettext_lazy("A school or a town. Nobody's address."),
        }

    def facts(self):
        return Facts(**{name: self.cleaned_data[name] for name in self._meta.fields})


class SpokenForm(CleanTextMixin, forms.Form):
    """One voice of a meeting. What it joins is chosen among needs that look alike, or by number."""

    title = forms.CharField(
        label=gettext_lazy("What is asked for, in a few words"),
        max_length=160,
        help_text=gettext_lazy("It becomes the title of a public need: no names."),
    )
    text = forms.CharField(
        label=gettext_lazy("In their own words"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("As it was said or written, in the language in which it was said. No names."),
    )
    audience = TermChoiceField(Audience, label=gettext_lazy("Whose words"), empty_label=gettext_lazy("Not known"))
    people = forms.IntegerField(
        label=gettext_lazy("How many people, about"), min_value=1, max_value=MOST_PEOPLE, widget=forms.NumberInput()
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    topic = TermChoiceField(Topic, label=gettext_lazy("Topic"), empty_label=gettext_lazy("No topic"))
    region = TermChoiceField(RegionalCenter, label=gettext_lazy("Region"), empty_label=gettext_lazy("No region"))
    join = forms.CharField(required=False, max_length=20)
    number = forms.CharField(
        label=gettext_lazy("Number of a need that it joins"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("Empty: it opens a need of its own, or joins one that you choose in the next step."),
    )

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.alike = []
        self.fields["language"].initial = get_language()
        self.fields["region"].initial = meeting.region_id

    def clean(self):
        data = super().clean()
        field = "number" if data.get("number") else "join"
        data["need"] = self._need(field, data.get(field, ""))
        return data

    def _need(self, field, typed):
        if not typed:
            return None
        need = Need.objects.open().filter(pk=number_in(typed)).first()
        if not need:
            self.add_error("number", _("There is no open need with the number “%(number)s”.") % {"number": typed})
        return need

    def look_for_alike(self):
        """Whether there is something to choose from, where nothing is chosen yet."""
        if self.cleaned_data["number"]:
            return False
        said = f"{self.cleaned_data['title']}. {self.cleaned_data['text']}"
        self.alike = open_needs_like(said, self.cleaned_data["language"])
        return bool(self.alike)

    @property
    def chosen(self):
        return self["join"].value() or ""

    def spoken(self):
        names = ("title", "language", "people", "text", "audience", "topic", "region", "need")
        return Spoken(**{name: self.cleaned_data[name] for name in names})


class SpokenForms(forms.BaseFormSet):
    """Rows that were left empty are left out; all of them empty is a mistake."""

    def clean(self):
        if not any(self.errors) and not self.filled:
            raise forms.ValidationError(_("Enter what was said: at least one row."))

    @property
    def filled(self):
        return [form for form in self.forms if form.has_changed()]

    def look_for_alike(self):
        """In every row, also after the first for which there is something."""
        found = [form.look_for_alike() for form in self.filled]
        return any(found)


SpokenFormSet = forms.formset_factory(
    SpokenForm, formset=SpokenForms, extra=ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS, validate_max=True
)


class SheetForm(forms.Form):
    """What is printed on a sheet; all of it may stay empty."""

    meeting = forms.ModelChoiceField(
        queryset=Meeting.objects.filter(undone_at=None),
        required=False,
        label=gettext_lazy("Meeting"),
        empty_label=gettext_lazy("No meeting in particular"),
    )
    region = TermChoiceField(RegionalCenter, label=gettext_lazy("Region"), empty_label=gettext_lazy("No region"))
    topic = TermChoiceField(Topic, label=gettext_lazy("Topic"), empty_label=gettext_lazy("No topic"))

    def sheet(self):
        """In the region of its meeting, unless another is chosen."""
        chosen = self.cleaned_data
        return Sheet(
            chosen["meeting"], chosen["region"] or (chosen["meeting"] and chosen["meeting"].region), chosen["topic"]
        )


class SendForm(GuardedFormMixin, forms.Form):
    """One form is one send: what is typed is in the rows."""


class FindingsForm(CleanTextMixin, forms.ModelForm):
    """A file of findings, and what it is."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV, at most 2 MB and 5,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,text/csv"}),
    )

    class Meta:
        model = FindingImport
        fields = ["kind", "title"]
        help_texts = {"title": gettext_lazy("For example: Annual Progress Report 2025–26.")}

    def clean_file(self):
        """Before any of it is read."""
        if self.cleaned_data["file"].size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 2 MB. Please split it."))
        return self.cleaned_data["file"]


class FiguresForm(forms.Form):
    """What the dashboard is about. What is left out is this month, and all languages and regions."""

    period = forms.ChoiceField(label=gettext_lazy("Period"), required=False)
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=[("", gettext_lazy("Both languages")), *settings.LANGUAGES],
        required=False,
    )
    region = TermChoiceField(RegionalCenter, label=gettext_lazy("Region"), empty_label=gettext_lazy("All regions"))

    def __init__(self, data, *, offered):
        super().__init__(data)
        self.periods = {period.name: period for _kind, found in offered for period in found}
        self.fields["period"].choices = [
            (kind, [(period.name, period.label) for period in found]) for kind, found in offered
        ]

    def chosen_period(self):
        """This month where nothing that can be is chosen."""
        return self.periods.get(self.cleaned_data.get("period")) or next(iter(self.periods.values()))

    def where(self):
        region = self.cleaned_data.get("region")
        return Where(self.cleaned_data.get("language") or "", region.pk if region else None)
