"""Narrowing a list of the admin by a term, named in the reader's language."""

import django_filters


class TermFilter(django_filters.ChoiceFilter):
    def __init__(self, model, **kwargs):
        super().__init__(choices=model.choices, **kwargs)
