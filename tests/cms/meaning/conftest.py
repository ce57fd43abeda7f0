"""A kind of row with a meaning: sent forms, whose result is their text."""

import pytest

from cms.intake.models import SentForm
from cms.meaning import registry


class SentSource(registry.Source):
    kind = "sent"
    model = SentForm
    changed_field = "sent_at"

    def __init__(self):
        self.followed_up = []

    def texts(self, keys):
        for row in SentForm.objects.filter(pk__in=keys):
            yield registry.Text(row.pk, [(row.key.partition("-")[0], row.result)], row.sent_at)

    def follow_up(self, keys):
        self.followed_up += keys


@pytest.fixture
def source(monkeypatch):
    source = SentSource()
    monkeypatch.setattr(registry, "_sources", {source.kind: source})
    return source
