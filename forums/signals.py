"""What the forums tell others."""

from django.dispatch import Signal

# `post`: it can be read by everyone who may read its forum, for the first time or again after a check.
post_published = Signal()
