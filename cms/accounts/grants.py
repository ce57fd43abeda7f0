"""Permissions in migrations: Django writes their rows only after the last one."""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def grant(app: str, groups: dict[str, list[tuple[str, str]]]) -> migrations.RunPython:
    """The operation that lets each group do something with models of the app: (model, codename).

    One for all: before each, Django builds all models again.
    """

    def allow(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for name, granted in groups.items():
            group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
            group.permissions.add(*[permission(apps, app, model, codename) for model, codename in granted])

    return migrations.RunPython(allow, migrations.RunPython.noop)


def permission(apps: StateApps, app: str, model: str, codename: str) -> Any:
    """The row as Django would write it: it leaves those that exist."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=app, model=model)
    found, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename=codename,
        defaults={"name": permission_name(apps.get_model(app, model)._meta, codename)},
    )
    return found


def permission_name(meta: Any, codename: str) -> str:
    verb = codename.removesuffix(f"_{meta.model_name}").replace("_", " ")
    return dict(meta.permissions).get(codename) or f"Can {verb} {meta.verbose_name_raw}"
