"""An export is uploaded as it is, to a hub that this test plays."""

import base64
import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from drafts import config, drafts

from openbook.dataset.push import push
from openbook.dataset.write import write_records
from openbook.errors import InputError, PrerequisiteError

pytest.importorskip("huggingface_hub")


class Hub(ThreadingHTTPServer):
    """Takes what `huggingface_hub` sends and keeps the files."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.files: dict[str, bytes] = {}
        self.created: list[dict[str, Any]] = []
        self.tokens: set[str | None] = set()
        self.refuses = False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    server: Hub

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"] or 0))
        self.server.tokens.add(self.headers["Authorization"])
        if self.server.refuses:
            self.answer(401, {"error": "Invalid username or password."})
        elif self.path.endswith("/api/repos/create"):
            self.server.created.append(json.loads(body))
            self.answer(200, {"url": f"{self.server.url}/datasets/me/answers", "name": "me/answers"})
        elif "/preupload/" in self.path:
            files = [
                {"path": file["path"], "uploadMode": "regular", "shouldIgnore": False, "oid": None}
                for file in json.loads(body)["files"]
            ]
            self.answer(200, {"files": files})
        elif "/commit/" in self.path:
            for line in body.splitlines():
                entry = json.loads(line)
                if entry["key"] == "file":
                    self.server.files[entry["value"]["path"]] = base64.b64decode(entry["value"]["content"])
            answer = {"commitUrl": f"{self.server.url}/datasets/me/answers/commit/1", "commitOid": "1"}
            self.answer(200, {**answer, "success": True})
        else:
            self.answer(200, {"errors": [], "warnings": []})

    def do_GET(self) -> None:
        if self.server.refuses:
            self.answer(401, {"error": "Invalid username or password."})
        else:
            self.answer(200, {"id": "me/answers", "siblings": [], "sha": "0", "private": True})

    def answer(self, status: int, content: dict[str, Any]) -> None:
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    monkeypatch.setenv("HF_HUB_DISABLE_TELEMETRY", "1")
    server = Hub()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    thread.join(5)
    server.server_close()


def export(folder: Path) -> Path:
    write_records(drafts(4), config(path={"output_dir": folder}), ["trl"], lambda: None, main=False)
    return folder / "export" / "trl"


@pytest.mark.filterwarnings("ignore")
def test_rows_settings_and_card_are_uploaded_and_nothing_else(tmp_path: Path, hub: Hub) -> None:
    folder = export(tmp_path)
    (folder / "model").mkdir()
    (folder / "model" / "weights.bin").write_bytes(b"large")
    pushed = push(tmp_path, "trl", "me/answers", endpoint=hub.url)
    assert hub.files == {name: (folder / name).read_bytes() for name in ("README.md", "train.jsonl", "train_trl.py")}
    assert "dataset" in hub.created[0].values()
    assert True in hub.created[0].values() or "private" in hub.created[0].values()
    assert pushed.files == ("README.md", "train.jsonl", "train_trl.py")
    assert hub.tokens == {"Bearer hf_secret"}
    assert "license" in pushed.notices[0]


@pytest.mark.filterwarnings("ignore")
def test_what_the_hub_refuses_is_said_without_the_token(tmp_path: Path, hub: Hub) -> None:
    export(tmp_path)
    hub.refuses = True
    with pytest.raises(PrerequisiteError, match="the hub refused") as caught:
        push(tmp_path, "trl", "me/answers", endpoint=hub.url)
    assert "hf_secret" not in str(caught.value)


@pytest.mark.filterwarnings("ignore")
def test_a_hub_that_is_not_there_is_no_bug(tmp_path: Path, hub: Hub) -> None:
    export(tmp_path)
    url = hub.url
    hub.shutdown()
    hub.server_close()
    with pytest.raises(PrerequisiteError, match=f"the hub at {url} can't be reached"):
        push(tmp_path, "trl", "me/answers", endpoint=url)


def test_nothing_is_uploaded_before_it_is_exported_and_sound(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Name the output folder of a run that has ended"):
        push(tmp_path, "trl", "me/answers")
    (tmp_path / "run.json").write_text("{}")
    with pytest.raises(InputError, match=re.escape(f"openbook export {tmp_path} --to trl")):
        push(tmp_path, "trl", "me/answers")
    folder = export(tmp_path)
    (folder / "train.jsonl").write_text('{"prompt": [], "completion": []}\n')
    with pytest.raises(InputError, match="openbook check"):
        push(tmp_path, "trl", "me/answers")
