"""Editors answer what comes by the contact form and keep the site settings."""

from django.db import migrations

GROUP = "Editors"
ALLOWED = {
    "contactmessage": ["view_contactmessage", "change_contactmessage"],
    "sitesettings": ["change_sitesettings"],
}


def allow(apps, schema_editor):
    ContentType, Permission = apps.get_model("contenttypes", "ContentType"), apps.get_model("auth", "Permission")
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=GROUP)
    for model, codenames in ALLOWED.items():
        content_type, _ = ContentType.objects.get_or_create(app_label="core", model=model)
        for codename in codenames:
            name = f"Can {codename.replace('_', ' ')}"
            found, _ = Permission.objects.get_or_create(
                content_type=content_type, codename=codename, defaults={"name": name}
            )
            group.permissions.add(found)


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_demo_record"),
        ("accounts", "0004_groups"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(allow, migrations.RunPython.noop)]
