"""Names that are written as words, looked up before they are needed: a misspelt one would fail at night."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from celery import current_app
from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.utils.translation import override

from cms.core.models import BasePage
from cms.mail.text import render_line, render_text
from cms.searchable import sources
from cms.translation import service

from .app_modules import modules_named

NAMES = "names"
TELLING = {"notify", "notify_many"}


@register(NAMES)
def scheduled_tasks(**kwargs: Any) -> list[CheckMessage]:
    schedule = settings.CELERY_BEAT_SCHEDULE.items()
    tasks = {name: entry["task"] for name, entry in schedule}
    return [_no_task(task, f"CELERY_BEAT_SCHEDULE[{name!r}]") for name, task in tasks.items() if _lacks(task)]


@register(NAMES)
def queued_tasks(**kwargs: Any) -> list[CheckMessage]:
    return [_no_task(task, where) for where, task in _calls({"enqueue_on_commit"}) if _lacks(task)]


@register(NAMES)
def notice_kinds(**kwargs: Any) -> list[CheckMessage]:
    """Each has a subject and a text in both languages, also those whose kind is chosen while the site runs."""
    places = {kind: where for where, kind in _calls(TELLING)}
    files = [file for folder in _template_folders() for file in (folder / "notices").glob("*.subject.txt")]
    kinds = {file.name.removesuffix(".subject.txt"): str(file) for file in files} | places
    return [error for kind, where in kinds.items() if (error := _unreadable(kind, where))]


@register(NAMES)
def findable_pages(**kwargs: Any) -> list[CheckMessage]:
    found = {source.model for source in sources().values()}
    pages = [model for model in apps.get_models() if issubclass(model, BasePage)]
    hint = "Write a source in the module searchable of its app, or say in not_findable why it needs none."
    lost = [page for page in pages if page not in found and not page.not_findable]
    return [Error(f"Nobody can find pages of the type {page.__name__}.", hint=hint, id="commons.E004") for page in lost]


@register(NAMES)
def translator(**kwargs: Any) -> list[CheckMessage]:
    try:
        if service.is_named():
            service.translator(settings.TRANSLATOR_URL)
    except ImproperlyConfigured as error:
        return [Error(str(error), id="commons.E006")]
    return []


def _unreadable(kind: str, where: str) -> CheckMessage | None:
    for language, _name in settings.LANGUAGES:
        try:
            with override(language):
                whole = render_line(f"notices/{kind}.subject.txt", {}) and render_text(f"notices/{kind}.txt", {})
        except (TemplateDoesNotExist, TemplateSyntaxError) as error:
            return Error(f"The notice {kind!r} cannot be written: {error}", hint=where, id="commons.E002")
        if not whole:
            return Error(f"The notice {kind!r} says nothing in {language!r}.", hint=where, id="commons.E003")
    return None


def _lacks(task: str) -> bool:
    list(modules_named("tasks"))  # to import them makes them known
    return task not in current_app.tasks


def _no_task(task: str, where: str) -> CheckMessage:
    return Error(f"There is no task {task!r}.", hint=where, id="commons.E001")


def _calls(functions: set[str]) -> Iterator[tuple[str, str]]:
    """Where one of these is called, and the word in its first place; a name that is passed on is its caller's."""
    for file in _our_files():
        text = file.read_text()
        if any(f"{name}(" in text for name in functions):
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.Call) and node.args and _name(node.func) in functions:
                    match node.args[0]:
                        case ast.Constant(str(word)):
                            yield f"{file}:{node.lineno}", word


def _name(function: ast.expr) -> str:
    return getattr(function, "attr", "") or getattr(function, "id", "")


def _our_files() -> Iterator[Path]:
    packages = {Path(app.path) for app in apps.get_app_configs() if "site-packages" not in app.path}
    for package in packages:
        yield from package.rglob("*.py")


def _template_folders() -> list[Path]:
    return [Path(folder) for engine in settings.TEMPLATES for folder in engine["DIRS"]]
