"""What browsers and robots ask for at the root of every site."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from cms.mail.layout import absolute

DAY = 86_400
ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /en/accounts/
Disallow: /es/cuenta/
Disallow: /en/search/
Disallow: /es/buscar/
"""


@require_safe
@cache_control(public=True, max_age=DAY)
def favicon(request: HttpRequest) -> HttpResponse:
    return redirect(static("img/favicon.ico"))


@require_safe
@cache_control(public=True, max_age=DAY)
def robots(request: HttpRequest) -> HttpResponse:
    robots = f"{ROBOTS}\nSitemap: {absolute(reverse('sitemap'))}\n"
    return HttpResponse(robots, content_type="text/plain; charset=utf-8")
