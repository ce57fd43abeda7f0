"""Content security policies: what a page may load, and who may frame it."""


def public(media):
    """Nothing inline, nothing from elsewhere but uploads."""
    return {
        "default-src": ["'self'"],
        "img-src": [*media, "data:"],
        "media-src": media,
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }


def admin(media):
    """Wagtail's admin has scripts and styles inline, shows uploads before they are sent, and frames its previews."""
    inline = ["'self'", "'unsafe-inline'"]
    return public(media) | {
        "script-src": inline,
        "style-src": inline,
        "img-src": [*media, "data:", "blob:"],
        "frame-ancestors": ["'self'"],
    }
