"""Editors answer what comes by the contact form."""

from django.db import migrations

GROUP = "Editors"
ALLOWED = ["view_contactmessage", "change_contactmessage"]


def allow(apps, schema_editor):
    ContentType, Permission = apps.get_model("contenttypes", "ContentType"), apps.get_model("auth", "Permission")
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=GROUP)
    content_type, _ = ContentType.objects.get_or_create(app_label="contact", model="contactmessage")
    for codename in ALLOWED:
        name = f"Can {codename.replace('_', ' ')}"
        found, _ = Permission.objects.get_or_create(
            content_type=content_type, codename=codename, defaults={"name": name}
        )
        group.permissions.add(found)


class Migration(migrations.Migration):
    dependencies = [
        ("contact", "0002_initial"),
        ("accounts", "0003_groups"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(allow, migrations.RunPython.noop)]
