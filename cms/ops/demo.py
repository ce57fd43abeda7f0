"""What loaders of sample content are handed. Each app's `demo/load.py` defines `load(context)`."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from wagtail.models import Page

from .models import DemoRecord


@dataclass
class Context:
    """Handed from loader to loader. `people` maps the keys of people.toml to users; the loader of accounts fills it."""

    write: Callable = print
    people: dict = field(default_factory=dict)

    @staticmethod
    def read(module_file, name):
        """The TOML file `name` beside a loader."""
        return tomllib.loads((Path(module_file).parent / name).read_text(encoding="utf-8"))

    def first_time(self, key):
        """True once in the life of a database: what editors changed or deleted since stays as they left it."""
        return DemoRecord.objects.get_or_create(key=key)[1]

    def page(self, slug, model=Page):
        """The English page of that slug, or None."""
        return model.objects.filter(slug=slug, locale__language_code="en").first()
