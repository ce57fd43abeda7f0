"""Form fields about a person, the same at sign-up, in the profile and in the admin."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.taxonomy.fields import TermChoiceField
from cms.taxonomy.models import RegionalCenter

from .models import User
from .names import fold, is_held, tidy

NAME_TAKEN = _("Someone else uses this name. Please choose another.")


class DisplayNameMixin:
    """For forms with a `display_name`."""

    def clean_display_name(self):
        name = tidy(self.cleaned_data["display_name"])
        others = User.objects.filter(display_key=fold(name))
        instance = getattr(self, "instance", None)
        if instance is not None and instance.pk:
            others = others.exclude(pk=instance.pk)
        if others.exists() or is_held(name):
            raise forms.ValidationError(NAME_TAKEN, code="taken")
        return name


class RegionField(TermChoiceField):
    """The regional center a person belongs to."""

    def __init__(self, **kwargs):
        defaults = {
            "label": _("Regional center"),
            "help_text": _("The center that serves your county. Leave it empty if you are not sure."),
            "empty_label": _("Not sure, or outside California"),
        }
        super().__init__(RegionalCenter, **defaults | kwargs)
