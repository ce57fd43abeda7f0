"""Finding the modules by which each app takes part in something, lower apps first."""

from importlib import import_module

from django.apps import apps
from django.utils.module_loading import module_has_submodule


def modules_named(name):
    """The module `name` of every app that has one; INSTALLED_APPS lists higher apps first, hence reversed."""
    for app in reversed(list(apps.get_app_configs())):
        if module_has_submodule(app.module, name):
            yield app, import_module(f"{app.name}.{name}")
