"""How often one may send something; the rates are in the settings."""

from allauth.core import ratelimit


def too_often(request, action, key=None):
    return not ratelimit.consume(request, action=action, key=key)
