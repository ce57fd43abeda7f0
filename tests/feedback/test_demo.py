"""The sample content tells the whole story."""

import pytest

from cms.ops.demo import Context
from feedback.demo import load as loader
from feedback.models import Rating, Suggestion
from feedback.queries.needs import need_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo"), pytest.mark.xdist_group("demo")]


def test_everything_is_loaded_with_its_own_status_and_day():
    content = Context.read(loader.__file__, "feedback.toml")
    assert Rating.objects.count() == len(content["rating"])
    by_title = {suggestion.title: suggestion for suggestion in Suggestion.objects.all()}
    for row in content["suggestion"]:
        suggestion = by_title[row["title"]]
        assert need_of(suggestion).status == row["status"], row["key"]
        assert suggestion.created_at == row["date"]
        assert need_of(suggestion).events.steps().last().at == row["history"][-1]["date"] if row["history"] else True
