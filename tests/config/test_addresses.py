"""Places in storage are known by their addresses; each has a copy of its own on this machine."""

import pickle
from pathlib import Path

import pytest
from configs import Load, Problems

from openbook.config import Config
from openbook.config.addresses import address_of, copy_of, plain_path, shown


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("s3://bucket/docs/", "s3://bucket/docs"),
        (Path("s3://bucket/docs"), "s3://bucket/docs"),
        ("hf://datasets/ada/notes@main/data", "hf://datasets/ada/notes@main/data"),
        ("documents", None),
        ("C:/documents", None),
        (Path("c:/documents"), None),
        ("s3:/bucket", None),
        ("./s3://bucket", None),
        ("file:///documents", None),
    ],
)
def test_addresses_are_told_from_paths(given: str | Path, address: str | None) -> None:
    assert address_of(given) == address


def test_a_file_address_is_its_path() -> None:
    assert plain_path("file:///a/b c") == "/a/b c"
    assert plain_path(Path("file:///a/b")) == "/a/b"
    assert plain_path("a/b") == "a/b"


def test_copies_of_two_addresses_or_parts_never_share_a_place() -> None:
    places = {copy_of(address, Path("/s"), part) for address in ("s3://a/x", "s3://b/x") for part in ("", "1-of-2")}
    assert len(places) == 4


def test_a_password_is_in_no_path_and_no_output() -> None:
    address = "ftp://ada:secret@host/x"
    assert shown(address) == "ftp://***@host/x"
    assert "secret" not in str(copy_of(address, Path("/s")))
    config = Config.model_validate({"path": {"input_dir": address, "output_dir": address}})
    assert "secret" not in str(config.redacted())


def test_a_config_works_on_copies_and_tells_addresses(
    load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    path = load("path: {input_dir: 's3://b/docs', output_dir: out}\nsystem: {chunk_unit: characters}\n").path
    assert path.input_dir == copy_of("s3://b/docs", tmp_path / "openbook")
    assert path.address("input_dir") == path.shown("input_dir") == "s3://b/docs"
    assert path.address("output_dir") is None
    assert pickle.loads(pickle.dumps(path)).address("input_dir") == "s3://b/docs"
    assert path.model_copy(update={"input_dir": tmp_path}).address("input_dir") is None


def test_copies_stand_where_the_config_says_relative_to_it(load: Load) -> None:
    config = load("path: {input_dir: 's3://b/docs', spool_dir: copies}\nsystem: {chunk_unit: characters}\n")
    assert config.path.input_dir.parent == Path("copies").absolute()
    assert config.path.address("input_dir") == "s3://b/docs"


def test_a_ledger_can_not_lie_in_storage(problems: Problems) -> None:
    (problem,) = problems("path: {input_dir: d, ledger: 's3://b/l.db'}\nsystem: {chunk_unit: characters}\n")
    assert (
        problem
        == "config.yaml:1: path.ledger: found s3://b/l.db, wanted a file on a disk: SQLite can't work in storage"
    )
