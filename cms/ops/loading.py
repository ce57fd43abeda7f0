"""What a web process does before its first request."""

import gc
from pathlib import Path

from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import override

from cms.caching import current_release


def load_ahead() -> None:
    """Addresses, templates and which release this is: the first readers of each worker would wait for them."""
    for language, _name in settings.LANGUAGES:
        with override(language):
            reverse("wagtail_serve", args=[""])  # reads every URLconf, and what it imports
    for folder in map(Path, settings.TEMPLATES[0]["DIRS"]):
        for file in folder.rglob("*.html"):
            get_template(str(file.relative_to(folder)))
    current_release()


def freeze() -> None:
    """The garbage collector leaves alone what is there now, since it stays.

    Otherwise it looks through all of it in the middle of some request, 270,000 objects in 125 ms, and writes to each
    of them, which gives every worker a copy of what it shares with the process it was forked from.
    """
    gc.collect()
    gc.freeze()
