"""Runs a locustfile headless with the real Locust for a few seconds, against a small server that checks the requests.

    python run_locust.py <folder with locustfile.py> <path of the requests>

Each variable of a Secret that the locustfile reads is set here, with a line end behind it as a file may have one.
"""

import http.server
import os
import pathlib
import re
import signal
import subprocess
import sys
import threading
import time

folder, wanted = pathlib.Path(sys.argv[1]), sys.argv[2]
body = folder / "request-body.json"
expected = body.read_bytes() if body.exists() else b""
seen, wrong, connections = [], [], set()
program = (folder / "locustfile.py").read_text()
variables = {name: f"key-of-{name.lower()}" for name in re.findall(r'os\.environ\["(\w+)"\]', program)}
# The headers of the program, of which the values of Secrets are known here.
written = re.search(r"^HEADERS = (\{.*?^\})", program, re.M | re.S)[1]
headers = eval(re.sub(r'os\.environ\["(\w+)"\]\.strip\(\)', lambda found: repr(variables[found[1]]), written))


class Server(http.server.BaseHTTPRequestHandler):
    def answer(self):
        length = int(self.headers.get("Content-Length") or 0)
        got = self.rfile.read(length)
        seen.append(self.path)
        connections.add(self.client_address)
        lacking = {name: self.headers.get(name) for name, value in headers.items() if self.headers.get(name) != value}
        if self.path != wanted or got != expected or "Content-Type" not in headers or lacking:
            wrong.append((self.command, self.path, got[:80], lacking))
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
    stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    env={**os.environ, "HOME": "/tmp", **{name: f"{value}\n" for name, value in variables.items()}},
)
deadline = time.time() + 60
while len(seen) < 5 and time.time() < deadline and locust.poll() is None:
    time.sleep(0.2)
locust.send_signal(signal.SIGTERM)
output, _ = locust.communicate(timeout=30)
if len(seen) < 5 or wrong:
    print(output)
    sys.exit(f"{len(seen)} requests, of which wrong: {wrong[:3]}")
if headers.get("Connection") == "close" and len(connections) < len(seen):
    sys.exit(f"{len(seen)} requests on {len(connections)} connections")
print(f"{len(seen)} requests to {wanted}, each as it should be, with {', '.join(headers)}")
