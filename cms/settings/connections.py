"""How to reach the database, the broker and the media; neither a busy file nor a silent server hangs a request."""

from pathlib import Path


def with_connection_options(config):
    """SQLite: WAL, IMMEDIATE transactions, a 20 s wait; writers queue up instead of failing: "database is locked".

    Connections stay open between requests: to open one takes SQLite longer than all the queries of a page, since it
    reads the names of all tables and columns.
    """
    config.setdefault("CONN_MAX_AGE", 60)
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    else:
        config["CONN_HEALTH_CHECKS"] = True
    return config


def caches(config):
    """What is remembered, the pages made for everyone, and the versions that say whether these are right.

    Files lie apart, since each writing looks through all of a folder. Redis must not hold up a request, and only
    who asks for versions needs to know that it is down.
    """
    # Of Redis, django-environ gives some names in small letters, which Django does not read.
    config = {name.upper(): value for name, value in config.items()}
    if config["BACKEND"].endswith("FileBasedCache"):
        folder = config["LOCATION"].rstrip("/")
        config["BACKEND"] = "cms.caching.backends.FileCache"
        pages = config | {"LOCATION": f"{folder}/pages", "OPTIONS": {"MAX_ENTRIES": 4000}}
        return {"default": config, "pages": pages, "versions": config | {"LOCATION": f"{folder}/versions"}}
    shared = config | {"KEY_PREFIX": f"{config.get('KEY_PREFIX', '')}pages"}
    if config["BACKEND"].endswith("RedisCache"):
        timeouts = {"socket_connect_timeout": 0.5, "socket_timeout": 0.5}
        shared = shared | {"OPTIONS": timeouts | config.get("OPTIONS", {})}
        config = config | {"BACKEND": "cms.caching.backends.ForgivingRedisCache", "OPTIONS": shared["OPTIONS"]}
    return {"default": config, "pages": shared, "versions": shared}


def broker_options(url, folder):
    """The filesystem broker keeps its queue in `folder`; Redis gives up after one second and one try instead of 25."""
    if not url.startswith("filesystem:"):
        once = {"max_retries": 1, "interval_start": 0, "interval_step": 0, "interval_max": 0}
        return {"socket_timeout": 1, "socket_connect_timeout": 1, **once}
    queue, control, unreadable = (str(folder / name) for name in ("queue", "control", "unreadable"))
    for each in (queue, control):
        Path(each).mkdir(parents=True, exist_ok=True)
    folders = {"data_folder_in": queue, "data_folder_out": queue, "control_folder": control}
    return folders | {"unreadable_folder": unreadable}


def broker_transport(url):
    """Ours for files; for every other address the one that its scheme names."""
    return "cms.jobs.filesystem:Transport" if url.startswith("filesystem:") else None


def media_storage(env):
    """The local disk, or an S3-compatible store as soon as a bucket is named."""
    if not (bucket := env("S3_BUCKET", default="")):
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    public = env("S3_PUBLIC_HOST", default="") or None
    options = {
        "bucket_name": bucket,
        "endpoint_url": env("S3_ENDPOINT_URL", default="") or None,
        "region_name": env("S3_REGION", default="") or None,
        "access_key": env("S3_ACCESS_KEY", default="") or None,
        "secret_key": env("S3_SECRET_KEY", default="") or None,
        "custom_domain": public,
        "querystring_auth": not public,
        "file_overwrite": False,
        "default_acl": None,
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


def media_hosts(env):
    """Where browsers may load uploaded images from, besides this site."""
    if not env("S3_BUCKET", default=""):
        return []
    return [env("S3_PUBLIC_HOST", default="") or env("S3_ENDPOINT_URL", default="") or "https://*.amazonaws.com"]
