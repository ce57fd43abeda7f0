"""For a public site. Refuses to start when a setting would make it unsafe."""

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import ALLOWED_HOSTS, BASE_URL, DEMO, SECRET_KEY, env

LOCAL_HOSTS = {"localhost", "127.0.0.1", "[::1]"}

if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("Set SECRET_KEY to at least 50 random characters: see .env.example.")
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the hosts; '*' would accept any.")
if DEMO and not set(ALLOWED_HOSTS) <= LOCAL_HOSTS:
    raise ImproperlyConfigured("DEMO has known passwords: it serves this machine only (localhost).")

# A demo on localhost speaks plain HTTP; a public site never does.
HTTPS = not DEMO
if HTTPS and not BASE_URL.startswith("https://"):
    raise ImproperlyConfigured("BASE_URL must start with https://")
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
# /healthz and /readyz are asked over plain HTTP by the machine that watches the site.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
