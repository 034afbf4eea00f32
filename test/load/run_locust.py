"""Runs a locustfile headless with the real Locust for a few seconds, against a small server that checks the requests.

    python run_locust.py <folder with locustfile.py> <path of the requests>
"""

import http.server
import os
import pathlib
import signal
import subprocess
import sys
import threading
import time

folder, wanted = pathlib.Path(sys.argv[1]), sys.argv[2]
body = folder / "request-body.json"
expected = body.read_bytes() if body.exists() else b""
seen, wrong, connections = [], [], set()


class Server(http.server.BaseHTTPRequestHandler):
    def answer(self):
        length = int(self.headers.get("Content-Length") or 0)
        got = self.rfile.read(length)
        seen.append(self.path)
        connections.add(self.client_address)
        if self.path != wanted or got != expected or self.headers.get("Content-Type") != "application/json":
            wrong.append((self.command, self.path, got[:80]))
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    do_GET = do_POST = answer

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
threading.Thread(target=server.serve_forever, daemon=True).start()
locust = subprocess.Popen(
    [sys.executable, "-m", "locust", "--locustfile", str(folder / "locustfile.py"), "--headless", "--only-summary",
     "--host", f"http://127.0.0.1:{server.server_address[1]}"],
    stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env={**os.environ, "HOME": "/tmp"},
)
deadline = time.time() + 60
while len(seen) < 5 and time.time() < deadline and locust.poll() is None:
    time.sleep(0.2)
locust.send_signal(signal.SIGTERM)
output, _ = locust.communicate(timeout=30)
if len(seen) < 5 or wrong:
    print(output)
    sys.exit(f"{len(seen)} requests, of which wrong: {wrong[:3]}")
if "Connection: close" in (folder / "locustfile.py").read_text().replace('"', "") and len(connections) < len(seen):
    sys.exit(f"{len(seen)} requests on {len(connections)} connections")
print(f"{len(seen)} requests to {wanted}, each as it should be")
