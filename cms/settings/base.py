"""What every environment shares. Each value that may differ comes from the environment: see .env.example."""

from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _

from . import policies
from .apps import *  # noqa: F403
from .caching import *  # noqa: F403
from .connections import broker_options, broker_transport, caches, media_hosts, media_storage, with_connection_options
from .people import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()
env.read_env(env("ENV_FILE", default=str(BASE_DIR / ".env")))

# Everything a running site writes (database, mail, media, queue) lies below this folder.
VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)

# Sample people with known passwords are allowed: only for a site that serves its own machine.
DEMO = env.bool("DEMO", default=False)
DEBUG = False
SECRET_KEY = env("SECRET_KEY", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"])
BASE_URL = env("BASE_URL", default="http://localhost:8000")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
CSRF_FAILURE_VIEW = "cms.intake.expired.csrf_failure"

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"  # ours say BigAutoField in their AppConfig; machina's must not

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates", BASE_DIR / "templates" / "machina"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "libraries": {"forum_tags": "forums.templatetags.forum_tags"},
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Database, cache, tasks -------------------------------------------------------------------------------
DATABASES = {"default": with_connection_options(env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}"))}
# Files, not memory: rate limits and what is remembered hold for all processes of web and worker.
CACHES = caches(env.cache("CACHE_URL", default=f"filecache://{VAR_DIR / 'cache'}?max_entries=20000"))
# Pages that are the same for everyone are stored whole (which: see caching.py). They are right until something they
# show changes; if the cache could not be told of a change, they are right again after this many seconds at most.
PAGE_CACHE = env.bool("PAGE_CACHE", default=True)
PAGE_CACHE_SECONDS = 1800

CELERY_BROKER_URL = env("CELERY_BROKER_URL", default="filesystem://localhost/")
CELERY_BROKER_TRANSPORT = broker_transport(CELERY_BROKER_URL)
CELERY_BROKER_TRANSPORT_OPTIONS = broker_options(CELERY_BROKER_URL, VAR_DIR / "broker")
# Seconds: a silent broker must not hold a request.
CELERY_REDIS_SOCKET_TIMEOUT = CELERY_REDIS_SOCKET_CONNECT_TIMEOUT = 1
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "America/Los_Angeles"
# The sweeps: each finds, by the rows themselves, the work a lost task left. Seconds between two runs.
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")
CELERY_BEAT_SCHEDULE = {
    "publish-scheduled": {"task": "cms.core.tasks.publish_scheduled", "schedule": 60},
    "send-notices": {"task": "cms.notices.tasks.send_pending", "schedule": 30},
    "send-mail": {"task": "cms.mail.tasks.send_mail", "schedule": 30},
    "notify-subscribers": {"task": "feedback.tasks.notify_subscribers", "schedule": 60},
    "forget-mail": {"task": "cms.mail.tasks.forget_mail", "schedule": 86_400},
    "forget-sent-forms": {"task": "cms.intake.tasks.forget_sent_forms", "schedule": 3600},
    "go-on-with-imports": {"task": "feedback.tasks.go_on_with_imports", "schedule": 60},
    "refresh-priorities": {"task": "feedback.tasks.refresh_priorities", "schedule": 3600},
    "delete-offered-files": {"task": "feedback.tasks.delete_offered_files", "schedule": 86_400},
    "alert-about-overdue": {"task": "feedback.tasks.alert_about_overdue", "schedule": 3600},
    "send-monthly-summary": {"task": "feedback.tasks.send_monthly_summary", "schedule": 3600},
    "announce-comments": {"task": "feedback.tasks.announce_comments", "schedule": 60},
    "publish-parity": {"task": "feedback.tasks.publish_parity", "schedule": 86_400},
    "translate-signals": {"task": "feedback.tasks.translate_signals", "schedule": 60},
    "search-again": {"task": "feedback.tasks.search_again", "schedule": 3600},
    "regroup-themes": {"task": "feedback.tasks.regroup_themes", "schedule": 300},
    "announce-posts": {"task": "forums.tasks.announce_pending", "schedule": 60},
    "clear-sessions": {"task": "cms.ops.tasks.clear_sessions", "schedule": 86_400},
    "forget-drafts": {"task": "cms.intake.tasks.forget_drafts", "schedule": 3600},
    "update-search": {"task": "search.tasks.update_index", "schedule": 60},
    "compare-search": {"task": "search.tasks.compare", "schedule": 3600},
    "forget-searches": {"task": "search.tasks.forget_searches", "schedule": 3600},
    "propose-needs": {"task": "search.tasks.propose_needs", "schedule": 3600},
    "encode-meaning": {"task": "cms.meaning.tasks.encode_due", "schedule": 60},
    "compare-meaning": {"task": "cms.meaning.tasks.compare", "schedule": 3600},
}

# Whether texts are also compared by what they mean: the worker then holds an encoder of 130 MB. Off: by words alone.
MEANING = env.bool("MEANING", default=True)
# Whether a web process holds it too, from the first time somebody opens the form for suggestions in it.
MEANING_IN_REQUESTS = env.bool("MEANING_IN_REQUESTS", default=True)
MEANING_DIR = VAR_DIR / "meaning"  # copies of all vectors, made anew by themselves, that the processes of a host share

# How long it is kept what was searched for, without whose searches they were; 0 keeps nothing. See docs/search.md.
SEARCH_LOG_DAYS = env.int("SEARCH_LOG_DAYS", default=400)

# A server that answers searches in place of the database: Elasticsearch 8 or 9, OpenSearch 2 or 3. See docs/search.md.
ELASTICSEARCH_URL = env("ELASTICSEARCH_URL", default="")
ELASTICSEARCH_INDEX = env("ELASTICSEARCH_INDEX", default="commons")
ELASTICSEARCH_CA_CERTS = env("ELASTICSEARCH_CA_CERTS", default="")
# How the client talks: this one is understood by all of them.
ELASTICSEARCH_NODE_CLASS = env("ELASTICSEARCH_NODE_CLASS", default="search.backends.elastic.client.PlainNode")
# Seconds that a reader waits before the database answers.
ELASTICSEARCH_TIMEOUT = env.float("ELASTICSEARCH_TIMEOUT", default=1.0)

# Who translates for members what people said in the other language; empty for nobody. See cms/translation/service.py.
TRANSLATOR_URL = env("TRANSLATOR_URL", default="")

# What /readyz asks before it says that this process can serve.
READY_CHECKS = [
    "health_check.checks.Database",
    "cms.ops.health.Migrations",
    "cms.ops.health.Broker",
    ("cms.ops.health.Search", {"model": "search.SearchEntry"}),
    "search.health.SearchEngine",
]

# --- Logging: to the console; whoever runs the site collects it from there ----------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"keys": {"()": "cms.ops.logs.HideKeys"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["keys"]}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="WARNING")},
    "loggers": {"django": {"handlers": [], "propagate": True}},
}

# --- Languages ----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale/wagtail"]
TIME_ZONE = "America/Los_Angeles"
USE_I18N = WAGTAIL_I18N_ENABLED = True
USE_TZ = True
FORMAT_MODULE_PATH = ["cms.formats"]

# --- Mail: rows first, sent by the worker -------------------------------------------------------------------
EMAIL_BACKEND = "cms.mail.outbox.OutboxBackend"
EMAIL_CONFIG = env.email("EMAIL_URL", default="filemail://")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env("DEFAULT_FROM_EMAIL", default="Digital Commons <commons@localhost>")
EMAIL_FILE_PATH = EMAIL_CONFIG.pop("EMAIL_FILE_PATH", None) or VAR_DIR / "mail"
POST_OFFICE = {
    "BACKENDS": {"default": EMAIL_CONFIG.pop("EMAIL_BACKEND")},
    "DEFAULT_PRIORITY": "medium",
    "CELERY_ENABLED": False,  # its own kick fails the request when the broker is down; ours does not
    "MAX_RETRIES": 5,
}
vars().update(EMAIL_CONFIG)

# --- Files ------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": media_storage(env),
    "staticfiles": {"BACKEND": "cms.ops.static.HashedStaticFiles"},
}

# --- Wagtail ------------------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Digital Commons"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_ALLOW_UNICODE_SLUGS = False  # guia-del-ano can be typed and read out; guía-del-año is %C3%AD in a mail
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
# Passwords and addresses are changed in one place, the account pages of the site.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_RESET_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]  # the program is Californian: nothing to choose
WAGTAILADMIN_PERMITTED_LANGUAGES = [("en", "English"), ("es", "Español")]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "cms.ops.admin_search"}}
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False  # a translation is public once it is published, not begun
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "epub", "ics", "mp3", "mp4", "odp", "ods", "odt", "pdf", "pptx", "rtf"]
WAGTAILDOCS_EXTENSIONS += ["txt", "vtt", "xlsx", "zip"]
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.core.image_form.ImageForm"
WAGTAIL_PASSWORD_REQUIRED_TEMPLATE = "core/password_required.html"  # noqa: S105
WAGTAILDOCS_PASSWORD_REQUIRED_TEMPLATE = WAGTAIL_PASSWORD_REQUIRED_TEMPLATE
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

# --- Comments: kept by comments-xtd; its addresses, mails and avatars are not used -------------------------------
SITE_ID = 1  # which comments and Django's feeds ask for; BASE_URL names it (feedback/defaults.py)
COMMENTS_APP = "django_comments_xtd"
COMMENTS_XTD_MODEL = "feedback.models.Comment"
COMMENTS_XTD_MAX_THREAD_LEVEL = 1  # a comment, and what is said to it
COMMENTS_XTD_APP_MODEL_OPTIONS = {"default": {"who_can_post": "users"}}
COMMENTS_XTD_CONFIRM_EMAIL = COMMENTS_XTD_THREADED_EMAILS = False
COMMENT_MAX_LENGTH = 3000

# --- Forums -------------------------------------------------------------------------------------------------------
MACHINA_MARKUP_LANGUAGE = ("cms.intake.markup.render", {})
MACHINA_MARKUP_WIDGET = "django.forms.Textarea"
MACHINA_POST_CONTENT_MAX_LENGTH = 20_000
MACHINA_FORUM_TOPICS_NUMBER_PER_PAGE = MACHINA_TOPIC_POSTS_NUMBER_PER_PAGE = MACHINA_PROFILE_POSTS_NUMBER_PER_PAGE = 20
MACHINA_USER_DISPLAY_NAME_METHOD = "get_full_name"
MACHINA_PROFILE_AVATARS_ENABLED = False
# Our template tags carry the same name as machina's and win: see TEMPLATES.
SILENCED_SYSTEM_CHECKS = ["templates.W003"]

# --- What browsers are told, and from where they ask ---------------------------------------------------------
MEDIA_SOURCES = ["'self'", *media_hosts(env)]
CONTENT_SECURITY_POLICY = {"DIRECTIVES": policies.public(MEDIA_SOURCES)}
ADMIN_CONTENT_SECURITY_POLICY = policies.admin(MEDIA_SOURCES)
# Whom to tell about a hole in the site (/.well-known/security.txt): an address, or mailto:.
SECURITY_CONTACT = env("SECURITY_CONTACT", default=f"{BASE_URL}/en/contact/")
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"  # Wagtail's preview says otherwise for itself
# How many proxies stand before the site and may be believed about the visitor's address: none unless told.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)
