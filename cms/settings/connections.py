"""How to reach the database and the broker so that neither a busy file nor a silent server hangs a request."""


def with_sqlite_options(config):
    """WAL, IMMEDIATE transactions and a 20 s wait: writers queue up instead of failing with "database is locked"."""
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    else:
        config.setdefault("CONN_MAX_AGE", 60)
        config["CONN_HEALTH_CHECKS"] = True
    return config


def broker_options(url, folder):
    """The filesystem broker keeps its queue in `folder`; Redis gives up after one second instead of 25."""
    if not url.startswith("filesystem:"):
        return {"socket_timeout": 1, "socket_connect_timeout": 1}
    for name in ("queue", "control"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    queue = str(folder / "queue")
    return {"data_folder_in": queue, "data_folder_out": queue, "control_folder": str(folder / "control")}
