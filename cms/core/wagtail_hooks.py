from django.templatetags.static import static
from django.urls import include, path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from . import admin_views, viewsets

hooks.register("before_edit_page", admin_views.ask_before_publishing, order=-1)  # before the translation editor
hooks.register("after_edit_page", admin_views.say_what_was_decided)
hooks.register("before_delete_page", admin_views.warn_before_deleting)
hooks.register("register_bulk_action", viewsets.GuardedDelete, order=1)  # instead of the snippets' own


@hooks.register("insert_global_admin_css")
def admin_css():
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("insert_global_admin_js")
def admin_js():
    return format_html('<script src="{}" defer></script>', static("js/token.js"))


@hooks.register("register_admin_urls", order=-1)
def translation_urls():
    """The addresses of wagtail-localize's own views, before them."""
    urls = [
        path("submit/page/<int:page_id>/", admin_views.SubmitPage.as_view()),
        path("update/<int:translation_source_id>/", admin_views.UpdateTranslations.as_view()),
        path("translate/<int:translation_id>/pofile/upload/", admin_views.upload_pofile),
    ]
    return [path("localize/", include(urls))]


@hooks.register("register_log_actions")
def log_actions(actions):
    actions.register_action(
        "commons.published_as_it_is", _("Publish with texts missing"), _("Published with texts missing")
    )
