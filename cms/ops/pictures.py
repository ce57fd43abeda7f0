"""Pictures from the local disk; nothing else of the media folder has a public address."""

from pathlib import Path

from django.conf import settings
from django.http import Http404
from django.views.decorators.cache import cache_control
from django.views.static import serve


@cache_control(public=True, max_age=86_400)
def picture(request, path):
    try:
        return serve(request, path, document_root=Path(settings.MEDIA_ROOT, "images"))
    except OSError as error:  # a name that no file can have
        raise Http404 from error
