"""Where it belongs."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.taxonomy.models import RegionalCenter, Topic

from ..domain import sorting, themes
from ..models import Theme
from ..queries.themes import theme_choices
from .base import Action, note_field


def term_field(model, label, empty_label):
    """Its choices are at hand, and cost the screen of a need nothing."""
    return forms.TypedChoiceField(
        label=label,
        choices=lambda: [("", empty_label), *model.choices()],
        coerce=lambda key: model.objects.get(pk=key),
        empty_value=None,
        required=False,
    )


class TopicAction(Action):
    name, title, button = "topic", gettext_lazy("Set its topic"), gettext_lazy("Set the topic")
    topic = term_field(Topic, gettext_lazy("Topic"), gettext_lazy("No topic"))
    note = note_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["topic"].initial = self.need.topic_id

    def run(self):
        topic, note = self.cleaned_data["topic"], self.cleaned_data["note"]
        sorting.set_topic(self.need, topic, by=self.user, note=note, **self.expected)
        return _("The topic is now “%(topic)s”.") % {"topic": topic.label if topic else _("No topic")}


class ThemeAction(Action):
    name, title, button = "theme", gettext_lazy("Move it to another theme"), gettext_lazy("Set the theme")
    help = gettext_lazy("There it stays when the needs are grouped again.")
    theme = forms.TypedChoiceField(
        label=gettext_lazy("Theme"),
        choices=lambda: [("", gettext_lazy("No theme")), *theme_choices()],
        coerce=lambda key: Theme.objects.filter(pk=key).first(),
        empty_value=None,
        required=False,
    )
    note = note_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["theme"].initial = self.need.theme_id

    def run(self):
        theme, note = self.cleaned_data["theme"], self.cleaned_data["note"]
        themes.set_theme(self.need, theme, by=self.user, note=note, **self.expected)
        return _("The theme is now “%(theme)s”.") % {"theme": theme or _("No theme")}


class RegionAction(Action):
    name, title = "region", gettext_lazy("Hand it over to another region")
    button = gettext_lazy("Hand over to the region")
    region = term_field(RegionalCenter, gettext_lazy("Region"), gettext_lazy("No region"))
    note = note_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region"].initial = self.need.region_id

    def run(self):
        region, note = self.cleaned_data["region"], self.cleaned_data["note"]
        sorting.set_region(self.need, region, by=self.user, note=note, **self.expected)
        return _("The region is now “%(region)s”.") % {"region": region.label if region else _("No region")}
