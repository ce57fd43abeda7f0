"""Editors keep the site settings."""

from django.db import migrations

GROUP = "Editors"
ALLOWED = ["change_sitesettings"]


def allow(apps, schema_editor):
    ContentType, Permission = apps.get_model("contenttypes", "ContentType"), apps.get_model("auth", "Permission")
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=GROUP)
    content_type, _ = ContentType.objects.get_or_create(app_label="core", model="sitesettings")
    for codename in ALLOWED:
        name = f"Can {codename.replace('_', ' ')}"
        found, _ = Permission.objects.get_or_create(
            content_type=content_type, codename=codename, defaults={"name": name}
        )
        group.permissions.add(found)


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0001_initial"),
        ("accounts", "0003_groups"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(allow, migrations.RunPython.noop)]
