"""Form fields for terms, named in the reader's language."""

from django import forms


class TermField(forms.ModelChoiceField):
    def label_from_instance(self, term):
        return term.label


def term_field(model, **kwargs):
    return TermField(queryset=model.objects.source(), required=False, **kwargs)
