"""A kind of notice with words of its own."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _greeting(settings):
    own, *rest = settings.TEMPLATES
    settings.TEMPLATES = [own | {"DIRS": [*own["DIRS"], Path(__file__).parent / "templates"]}, *rest]
    settings.BASE_URL = "https://commons.example"
