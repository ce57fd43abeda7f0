"""Form fields for terms, named in the reader's language."""

from django import forms


class TermChoiceField(forms.ModelChoiceField):
    """One term of a list, or none."""

    def __init__(self, model, **kwargs):
        super().__init__(**{"queryset": model.objects.source(), "required": False} | kwargs)

    def label_from_instance(self, term):
        return term.label
