"""The index that an output folder keeps: opened when nothing changed, built anew when something did."""

import shutil
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

from openbook.config import Config
from openbook.dataset.stored import stored_config
from openbook.file_names import PREPARED_FILE
from openbook.retrieval.index import Index
from openbook.serve.kept_index import FOLDER, KeptIndex
from openbook.serve.search import Search, chunks_of
from output_folders import draft, write_folder


@pytest.fixture
def output(tmp_path: Path) -> Path:
    write_folder(tmp_path, [draft("tower"), draft("hall"), draft("barn")])
    return tmp_path


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders in which an index was built."""
    folders: list[Path] = []
    build: Callable[..., Index] = Index.build
    monkeypatch.setattr(Index, "build", lambda chunks, folder: (folders.append(folder), build(chunks, folder))[1])
    return folders


def found(output: Path, config: Config | None = None) -> list[tuple[str, float]]:
    search = Search(output, config or stored_config(output))
    try:
        return [(passage.source, passage.score) for passage in search("Who keeps the hall?", 3)]
    finally:
        search.close()


def states(output: Path) -> list[str]:
    return [path.name for path in (output / FOLDER).iterdir()]


def test_a_second_start_opens_what_the_first_built_and_finds_the_same(output: Path, built: list[Path]) -> None:
    first, second = found(output), found(output)
    assert first == second
    assert first[0][0] == "hall.md"
    assert len(built) == 1


def test_other_chunks_have_an_index_of_their_own_and_the_old_one_goes(output: Path, built: list[Path]) -> None:
    found(output)
    before = states(output)
    rows = [orjson.loads(line) for line in (output / PREPARED_FILE).read_bytes().splitlines()]
    rows[1]["text"] += " The hall of the keepers has a clock."
    rows[1]["chunk_id"] += "-changed"
    (output / PREPARED_FILE).write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    found(output)
    assert len(built) == 2
    assert len(states(output)) == 1
    assert states(output) != before


def test_what_was_built_by_half_or_is_damaged_is_built_again(output: Path, built: list[Path]) -> None:
    first = found(output)
    (state,) = (output / FOLDER).iterdir()
    (state / "words" / "meta.json").write_bytes(b"{")
    assert found(output) == first
    (state,) = (output / FOLDER).iterdir()
    (state / "whole").unlink()
    assert found(output) == first
    assert len(built) == 3
    assert not [name for name in states(output) if name.startswith(".new-")]


def test_a_folder_that_can_t_be_written_is_searched_all_the_same(
    output: Path, built: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("openbook.serve.kept_index.mkdtemp", refuse)
    assert found(output)[0][0] == "hall.md"
    assert not built[0].is_relative_to(output)
    assert not built[0].exists(), "what is not kept is deleted"


def test_vectors_are_kept_too_and_a_changed_model_makes_new_ones(
    output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("numpy")
    embedded: list[str] = []

    class Letters:
        def __init__(self, folder: Path) -> None:
            assert folder.is_dir()

        def embed(self, texts: list[str]) -> list[list[float]]:
            embedded.extend(texts)
            return [[float(text.count(letter)) + 0.1 for letter in "etaoin"] for text in texts]

    monkeypatch.setattr("openbook.retrieval.embedder.LocalModel", Letters)
    model = tmp_path / "model"
    model.mkdir()
    (model / "weights").write_bytes(b"1")
    config = stored_config(output, [f"retrieval.embedding_model={model}", "retrieval.candidates=dense"])
    first = found(output, config)
    chunks = len(list(chunks_of(output)))
    assert len(embedded) == chunks + 1
    embedded.clear()
    assert found(output, config) == first
    assert embedded == ["Who keeps the hall?"]
    (model / "weights").write_bytes(b"22")
    embedded.clear()
    found(output, config)
    assert len(embedded) == chunks + 1


def test_two_that_build_at_the_same_time_keep_one(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config, chunks = stored_config(output), list(chunks_of(output))
    rename = Path.rename

    def slower(self: Path, target: Path) -> Path:
        if not target.exists():
            shutil.copytree(self, target)  # the other one comes first
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", slower)
    kept = KeptIndex(output, chunks, config)
    assert kept.retriever.search("hall", 1, False)
    assert len(states(output)) == 1
