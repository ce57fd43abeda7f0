"""Choosing terms in the editor, named in the editor's language."""

from django import forms


class TermLabels:
    def create_option(self, name, value, label, *args, **kwargs):
        term = getattr(value, "instance", None)
        return super().create_option(name, value, term.label if term else label, *args, **kwargs)


class TermCheckboxes(TermLabels, forms.CheckboxSelectMultiple):
    pass


class TermSelect(TermLabels, forms.Select):
    pass
