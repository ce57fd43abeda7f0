"""A Django view that answers bytes it has in memory: as fast as a page can be. BARE_PAGES names their folder."""

import os
from pathlib import Path

from django.conf import settings

settings.configure(ALLOWED_HOSTS=["localhost"], ROOT_URLCONF=__name__, SECRET_KEY="of-no-use", DEBUG=False)

from django.core.wsgi import get_wsgi_application  # noqa: E402  the settings come first, as for everything below
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402

PAGES = {file.stem: (file.read_bytes(), file.suffix) for file in Path(os.environ["BARE_PAGES"]).iterdir()}


def page(request: HttpRequest, name: str) -> HttpResponse:
    body, suffix = PAGES[name]
    headers = {"Content-Length": str(len(body))} | ({"Content-Encoding": suffix[1:]} if suffix else {})
    return HttpResponse(body, headers=headers)


urlpatterns = [path("<name>", page)]
application = get_wsgi_application()
