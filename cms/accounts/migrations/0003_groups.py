"""The four groups and what they may do. Wagtail's first migration made Editors and Moderators in its own way."""

from django.db import migrations

EDITORS, MODERATORS, WORKING_GROUP = "Editors", "Moderators", "Working Group"
COMMUNITY_OF_PRACTICE = "Community of Practice"

TERMS = ["topic", "audience", "strategy", "regionalcenter"]
ADMIN = ("wagtailadmin", "admin", "access_admin", "Can access Wagtail admin")
TRANSLATE = ("wagtail_localize", "translation", "submit_translation", "Can submit translations")

MODELS = {
    EDITORS: [
        ADMIN,
        TRANSLATE,
        *[("taxonomy", term, f"{verb}_{term}", None) for term in TERMS for verb in ("add", "change")],
    ],
    WORKING_GROUP: [ADMIN],
}
PAGES = {
    EDITORS: ["add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page"],
    WORKING_GROUP: ["add_page", "change_page"],
}
FILES = {
    EDITORS: ["add", "change", "choose"],
    WORKING_GROUP: ["add", "choose"],
}


def make_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    for name in (EDITORS, MODERATORS, WORKING_GROUP, COMMUNITY_OF_PRACTICE):
        group, _ = Group.objects.get_or_create(name=name)
        # What other apps have given to the group stays.
        group.permissions.remove(*group.permissions.filter(content_type__app_label__startswith="wagtail"))
        group.permissions.add(*[permission(apps, *row) for row in MODELS.get(name, [])])
        set_pages(apps, group, PAGES.get(name, []))
        set_files(apps, group, FILES.get(name, []))


def set_pages(apps, group, codenames):
    GroupPagePermission = apps.get_model("wagtailcore", "GroupPagePermission")
    root = apps.get_model("wagtailcore", "Page").objects.get(depth=1)
    GroupPagePermission.objects.filter(group=group).delete()
    for codename in codenames:
        row = permission(apps, "wagtailcore", "page", codename)
        GroupPagePermission.objects.create(group=group, page=root, permission=row)


def set_files(apps, group, verbs):
    GroupCollectionPermission = apps.get_model("wagtailcore", "GroupCollectionPermission")
    root = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    GroupCollectionPermission.objects.filter(group=group).delete()
    for app, model in (("wagtailimages", "image"), ("wagtaildocs", "document")):
        for verb in verbs:
            row = permission(apps, app, model, f"{verb}_{model}")
            GroupCollectionPermission.objects.create(group=group, collection=root, permission=row)


def permission(apps, app, model, codename, name=None):
    """The row itself: Django writes permissions only after the last migration, and leaves those that exist."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    content_type, _ = ContentType.objects.get_or_create(app_label=app, model=model)
    found, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": name or label(apps, app, model, codename)}
    )
    return found


def label(apps, app, model, codename):
    verb = codename.rsplit("_", 1)[0].replace("_", " ")
    return f"Can {verb} {apps.get_model(app, model)._meta.verbose_name_raw}"


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("taxonomy", "0001_initial"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
    ]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
