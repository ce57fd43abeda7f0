"""The sample content tells the whole story, once."""

import pytest

from cms.ops.demo import Context
from cms.resources.demo.load import load as load_resources
from feedback.demo import load as loader
from feedback.models import Need, NeedEvent, Rating, Suggestion
from feedback.queries.needs import need_of
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def context():
    content = Context.read(loader.__file__, "feedback.toml")
    steps = [step["by"] for row in content["suggestion"] for step in row["history"]]
    asked = [row["person"] for row in [*content["rating"], *content["suggestion"]] if "person" in row]
    context = Context(write=lambda line: None)
    context.people = {key: UserFactory(working_group=key in steps) for key in {*steps, *asked}}
    load_resources(context)
    loader.load(context)
    return context


def state():
    return [list(model.objects.order_by("pk").values()) for model in (Need, NeedEvent, Rating, Suggestion)]


def test_everything_is_loaded_with_its_own_status_and_day(context):
    content = Context.read(loader.__file__, "feedback.toml")
    assert Rating.objects.count() == len(content["rating"])
    by_title = {suggestion.title: suggestion for suggestion in Suggestion.objects.all()}
    for row in content["suggestion"]:
        suggestion = by_title[row["title"]]
        assert need_of(suggestion).status == row["status"], row["key"]
        assert suggestion.created_at == row["date"]
        assert need_of(suggestion).events.steps().last().at == row["history"][-1]["date"] if row["history"] else True


def test_a_second_load_changes_nothing(context):
    before = state()
    Suggestion.objects.first()
    loader.load(context)
    assert state() == before
