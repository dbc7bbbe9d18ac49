"""What installed packages say of themselves."""

import importlib.metadata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from openbook import installed


@pytest.fixture
def lay_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Lay packages down as an installer does, each with what it says of itself and its entry points."""

    def laid(name: str, metadata: str, points: str = "") -> None:
        facts = tmp_path / f"{name}.dist-info"
        facts.mkdir()
        (facts / "METADATA").write_text(metadata, "utf-8")
        (facts / "entry_points.txt").write_text(points, "utf-8")

    monkeypatch.syspath_prepend(tmp_path)
    installed.entry_points.cache_clear()
    yield laid
    installed.entry_points.cache_clear()


def test_a_version_is_that_which_the_library_reads(lay_down: Callable[..., None]) -> None:
    lay_down("quill", "Metadata-Version: 2.1\nName: quill\nVersion:  1.2.post3\n\nVersion: of another kind\n")
    assert installed.version_of("quill") == importlib.metadata.version("quill") == "1.2.post3"
    for name in ("click", "jinja2", "pydantic"):
        assert installed.version_of(name) == importlib.metadata.version(name)


def test_a_package_that_is_not_there_has_no_version() -> None:
    assert installed.version_of("no-such-package-anywhere") == ""


def test_entry_points_are_told_by_group_and_name_and_looked_for_once(
    lay_down: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    points = "[openbook.forms]\nquill = quill:FORM\n[openbook.checks]\nx = quill:X\n"
    lay_down("quill", "Name: quill\nVersion: 1\n", points)
    lay_down("brush", "Name: brush\nVersion: 1\n", "[openbook.forms]\nbrush = brush:FORM\n")
    looked = []
    real = importlib.metadata.distributions
    monkeypatch.setattr(importlib.metadata, "distributions", lambda: looked.append(1) or real())
    assert [point.name for point in installed.added("openbook.forms")] == ["brush", "quill"]
    assert [point.value for point in installed.added("openbook.checks")] == ["quill:X"]
    assert installed.added("openbook.nothing") == ()
    assert len(looked) == 1


def test_of_a_package_that_is_there_twice_the_one_counts_that_python_finds_first(
    lay_down: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_down("quill", "Name: quill\nVersion: 1\n", "[openbook.forms]\nquill = quill:OLD\n")
    newer = tmp_path / "newer" / "quill.dist-info"
    newer.mkdir(parents=True)
    (newer / "METADATA").write_text("Name: quill\nVersion: 2\n", "utf-8")
    monkeypatch.syspath_prepend(newer.parent)
    assert installed.added("openbook.forms") == ()
    (newer / "entry_points.txt").write_text("[openbook.forms]\nquill = quill:NEW\n", "utf-8")
    installed.entry_points.cache_clear()
    assert [point.value for point in installed.added("openbook.forms")] == ["quill:NEW"]
