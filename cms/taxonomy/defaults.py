"""The word lists, from terms/*.toml, in both languages."""

import tomllib
from pathlib import Path

from wagtail.models import Locale

from .models import Audience, RegionalCenter, Strategy, Topic

TERMS = Path(__file__).parent / "terms"
LISTS = {"topics": Topic, "audiences": Audience, "strategies": Strategy, "centers": RegionalCenter}


def ensure_defaults():
    english, spanish = (Locale.objects.get_or_create(language_code=code)[0] for code in ("en", "es"))
    for name, model in LISTS.items():
        path = TERMS / f"{name}.toml"
        terms = tomllib.loads(path.read_text(encoding="utf-8"))["term"] if path.exists() else []
        ensure_terms(model, [values_of(term) for term in terms], english, spanish)


def values_of(term):
    """A list of names is one text, a name on each line."""
    return {name: "\n".join(value) if isinstance(value, list) else value for name, value in term.items()}


def ensure_terms(model, terms, english, spanish):
    """Rows that exist are the editors'; only missing ones are made."""
    rows = {row.slug: row for row in model.objects.source()}
    new = [model(locale=english, **_in_english(term)) for term in terms if term["slug"] not in rows]
    rows |= {row.slug: row for row in model.objects.bulk_create(new)}
    translated = set(model.objects.filter(locale=spanish).values_list("translation_key", flat=True))
    model.objects.bulk_create(
        model(locale=spanish, translation_key=rows[term["slug"]].translation_key, **_in_spanish(term))
        for term in terms
        if rows[term["slug"]].translation_key not in translated
    )


def _in_english(term):
    return {name: value for name, value in term.items() if not name.endswith("_es")}


def _in_spanish(term):
    spanish = {name.removesuffix("_es"): value for name, value in term.items() if name.endswith("_es")}
    return _in_english(term) | spanish
