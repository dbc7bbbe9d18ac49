"""A hub of data sets, as far as its file system asks: what is in a revision, about paths in it, and the files."""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha1
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

COMMIT = "c" * 40


@contextmanager
def hub(files: Mapping[str, bytes], *, data_set: str = "ada/notes") -> Iterator[tuple[str, list[str]]]:
    """Serve one data set while the block runs; yield the hub's URL and a list of the files that were fetched."""
    fetched: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            self._do()

        def do_HEAD(self) -> None:
            self._do()

        def do_POST(self) -> None:
            given = parse_qs(self.rfile.read(int(self.headers.get("content-length", 0))).decode())
            self._json([_about(name) for path in given.get("paths", []) for name in files if name == path])

        def _do(self) -> None:
            path = unquote(urlsplit(self.path).path)
            api, content = f"/api/datasets/{data_set}", f"/datasets/{data_set}/resolve/"
            if path == api or path.startswith(f"{api}/revision/"):
                self._json({"id": data_set, "sha": COMMIT, "siblings": []})
            elif path.startswith(f"{api}/tree/"):
                below = path.removeprefix(f"{api}/tree/").partition("/")[2]
                inside = [_about(name) for name in files if not below or name.startswith(f"{below}/")]
                self._json(inside) if inside else self._json({"error": "Entry not found"}, 404, "EntryNotFound")
            elif path.startswith(content):
                name = path.removeprefix(content).partition("/")[2]
                fetched.append(name)
                self._send(200, files[name])
            else:
                self._json({"error": "Repository not found"}, 404, "RepoNotFound")

        def _json(self, value: object, status: int = 200, code: str = "") -> None:
            self._send(status, json.dumps(value).encode(), code)

        def _send(self, status: int, body: bytes, code: str = "") -> None:
            self.send_response(status)
            headers = {"Content-Length": str(len(body)), "ETag": f'"{sha1(body).hexdigest()}"', "X-Repo-Commit": COMMIT}
            for name, value in (headers | ({"X-Error-Code": code} if code else {})).items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

    def _about(name: str) -> dict[str, object]:
        return {"type": "file", "path": name, "size": len(files[name]), "oid": sha1(files[name]).hexdigest()}

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", fetched
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
