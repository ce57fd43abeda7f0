"""A real HTTP server on this machine that speaks LibreTranslate's API, and fails as a test wants it to."""

import json
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

MADE_UP = {"es": "in English", "en": "en español"}


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):  # noqa: N802  (http.server's name)
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, asked))
        answer = self.server.answers.pop(0) if self.server.answers else None
        if answer is None:
            return self.say(200, json.dumps({"translatedText": f"{asked['q']} ({MADE_UP[asked['source']]})"}))
        return self.say(*answer)

    def do_GET(self):  # noqa: N802
        self.server.asked.append((self.path, None))
        self.say(200, json.dumps({"translatedText": "from elsewhere"}))

    def say(self, status, body="", pauses=0, location=""):
        content = body.encode()
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        for part in [bytes([byte]) for byte in content] if pauses else [content]:
            time.sleep(pauses)
            self.wfile.write(part)

    def log_message(self, *args):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """Whoever does not wait for a slow answer hangs up."""


@contextmanager
def libretranslate():
    """`asked` holds what came; `answers` what to say instead, as (status, body, pauses, location), in turn."""
    server = Server(("127.0.0.1", 0), Handler)
    server.asked, server.answers = [], []
    server.url = f"libretranslate+http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
