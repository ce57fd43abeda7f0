"""The four groups and what they may do. Wagtail's first migration made Editors and Moderators in its own way."""

from django.db import migrations

from cms.accounts.grants import permission
from cms.accounts.groups import COMMUNITY_OF_PRACTICE, EDITORS, MODERATORS, WORKING_GROUP

TERMS = ["topic", "audience", "strategy", "regionalcenter"]
ADMIN = ("wagtailadmin", "admin", "access_admin")
TRANSLATE = ("wagtail_localize", "translation", "submit_translation")

MODELS = {
    EDITORS: [
        ADMIN,
        TRANSLATE,
        *[("taxonomy", term, f"{verb}_{term}") for term in TERMS for verb in ("add", "change")],
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
        # Only for speed: later, with the models of our other apps around, each step of these takes three times as long.
        ("django_comments", "0004_add_object_pk_is_removed_index"),
        ("django_comments_xtd", "0008_auto_20200920_2037"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("post_office", "0014_alter_email_recipient_delivery_status_and_more"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
        ("wagtailembeds", "0009_embed_cache_until"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
        ("wagtailsearch", "0010_add_text_fields"),
        ("wagtailusers", "0015_userprofile_keyboard_shortcuts"),
    ]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
