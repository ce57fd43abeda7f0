"""A site of its own beside the tests: other processes, a copy of the database, a real broker."""

import json
import os
import subprocess
import sys
import time
from email import message_from_bytes
from email.policy import default

from django.conf import settings

SETUP = "import django, json, time; django.setup();"


class Installation:
    def __init__(self, folder, database, broker):
        self.folder, self.processes = folder, []
        self.environment = {
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
            "ENV_FILE": os.devnull,
            "VAR_DIR": str(folder),
            "DATABASE_URL": database,
            "CELERY_BROKER_URL": broker,
        }

    def run(self, code):
        """Run Python in the site and give what it leaves in `result`."""
        command = [sys.executable, "-c", self.program(code)]
        return json.loads(self._call(subprocess.check_output, command).splitlines()[-1])

    @staticmethod
    def program(code):
        return f"{SETUP}\n{code}\nprint(json.dumps(result))"

    def start_worker(self):
        command = [
            sys.executable,
            "-m",
            "celery",
            "--quiet",
            "-A",
            "cms",
            "worker",
            "--pool=solo",
            "--loglevel=warning",
        ]
        self.processes.append(self._call(subprocess.Popen, command))

    def stop(self):
        for process in self.processes:
            process.kill()  # it has nothing to finish
            process.wait()

    def mails(self):
        """Every message that left, as (to, subject)."""
        parts = [part for file in self.folder.glob("mail/*") for part in file.read_bytes().split(b"-" * 79)]
        messages = [message_from_bytes(part.strip(), policy=default) for part in parts if part.strip()]
        return [(message["To"], message["Subject"]) for message in messages]

    def wait_for_mail(self, seconds):
        until = time.monotonic() + seconds
        while not self.mails() and time.monotonic() < until:
            time.sleep(0.2)
        return self.mails()

    def _call(self, function, command):
        return function(command, cwd=settings.BASE_DIR, env=self.environment)
