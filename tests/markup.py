"""HTML as a browser reads it: how a template is broken into lines makes no difference."""

import re


def squeeze(html):
    """Runs of white space as one space, and none beside a tag."""
    return re.sub(r"\s*(<[^>]+>)\s*", r"\1", re.sub(r"\s+", " ", html))
