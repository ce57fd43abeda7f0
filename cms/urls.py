"""Every address of the site. Other apps are named by dotted string only."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from wagtail.documents.views.serve import serve
from wagtail.urls import serve_pattern

from cms.core import restricted, routing
from cms.ops import headers, health, pictures, sitemaps, wellknown

handler400 = "cms.intake.addresses.unreadable"
handler429 = "cms.intake.limits.too_many_requests"
urlpatterns = [
    path("healthz", health.alive),
    path("favicon.ico", wellknown.favicon),
    path("robots.txt", wellknown.robots),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<slug:section>-<int:number>.xml", sitemaps.part, name="sitemap_part"),
    path(".well-known/security.txt", headers.security_txt),
    path("readyz", health.ReadyView.as_view(checks=settings.READY_CHECKS)),
    path("media/images/<path:path>", pictures.picture),
    path("admin/", include("cms.accounts.admin_urls")),
    path("admin/", include("wagtail.admin.urls")),
    # Wagtail's two addresses, under its names; its own pattern lets numbers through that cannot be read.
    path("documents/<int:document_id>/<path:document_filename>", serve, name="wagtaildocs_serve"),
    path(
        "documents/authenticate_with_password/<int:restriction_id>/",
        restricted.document_password,
        name="wagtaildocs_authenticate_with_password",
    ),
]

if settings.DEBUG:
    urlpatterns += i18n_patterns(path("styleguide/", import_string("cms.ops.styleguide.styleguide")))

urlpatterns += i18n_patterns(
    path(_("accounts/"), include("cms.accounts.urls")),
    path(_("accounts/"), include("cms.notices.urls")),
    path(_("search/"), include("search.urls")),
    path("", include("feedback.urls")),
    path(_("forums/"), include("forums.urls")),
    path("", include("cms.moderation.urls")),
    path("", include("cms.contact.urls")),
    # Wagtail's three addresses, under its names.
    path("_util/login/", restricted.sign_in, name="wagtailcore_login"),
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        restricted.page_password,
        name="wagtailcore_authenticate_with_password",
    ),
    re_path(serve_pattern, routing.serve, name="wagtail_serve"),
)
