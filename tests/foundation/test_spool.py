"""Records on disk that read like a list."""

import gc
import io
import pickle
import tempfile
import warnings
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbook.calls import Message
from openbook.spool import LONG, Arranged, Spool, Strings, at_rest, packed, unpacked


def test_a_spool_reads_like_a_list(tmp_path: Path) -> None:
    records = [Message("user", f"text {n}" * n) for n in range(50)]
    spool = Spool(tmp_path, records)
    assert len(spool) == 50
    assert list(spool) == records
    assert spool[-1] == records[-1]
    assert spool[3:7] == records[3:7]


def test_long_records_that_repeat_themselves_take_a_part_of_the_room(tmp_path: Path) -> None:
    long = Message("user", "".join(f"The valve of pump {n} opens at {n * 7} bar. " for n in range(300)))
    prompt = Message("user", f"Read this. {long.content} Is it good? {long.content}")
    assert unpacked(packed(prompt)) == prompt
    assert len(packed(prompt)) < len(prompt.content) / 4
    spool: Spool[Message] = Spool(tmp_path, [long, Message("user", "short"), prompt])
    assert [record.content[:5] for record in spool] == ["The v", "short", "Read "]
    assert spool[2] == prompt


def test_short_records_are_kept_as_they_are() -> None:
    assert packed("a" * (LONG // 2)) == pickle.dumps("a" * (LONG // 2), pickle.HIGHEST_PROTOCOL)


def test_appending_goes_on_after_reading(tmp_path: Path) -> None:
    spool: Spool[str] = Spool(tmp_path, ["a"])
    assert spool[0] == "a"
    assert spool.append("b") == 1
    assert list(spool) == ["a", "b"]


def test_an_index_outside_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(IndexError):
        Spool(tmp_path, ["a"])[1]


def test_a_spool_leaves_no_file_in_its_folder(tmp_path: Path) -> None:
    spool = Spool(tmp_path, ["a"])
    spool.close()
    assert list(tmp_path.iterdir()) == []


@given(st.permutations(range(12)))
def test_results_are_read_in_the_order_of_their_records(order: list[int]) -> None:
    results: Arranged[str] = Arranged(Path(tempfile.gettempdir()))
    for index in order:
        results.put(index * 2, f"result {index * 2}")
    assert list(results) == [f"result {n * 2}" for n in range(12)]
    assert results[-1] == "result 22"
    assert results[1:3] == ["result 2", "result 4"]
    results.close()


@pytest.mark.whole
def test_a_spool_that_can_not_be_flushed_is_dropped_without_a_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = []

    class Full(io.BytesIO):
        def close(self) -> None:
            super().close()
            closed.append(self)
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **_: Full())
    spool: Spool[str] = Spool(tmp_path, ["a"])
    del spool
    gc.collect()
    assert len(closed) == 1


@pytest.mark.whole
def test_a_spool_in_a_circle_is_closed_before_its_file_can_complain(tmp_path: Path) -> None:
    held: list[object] = [Spool(tmp_path, [1])]
    file = held[0]._file  # type: ignore[attr-defined]
    gc.collect()  # puts the file before the spool in the order in which garbage is ended
    held.append(held)
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        del file, held
        gc.collect()
    assert [str(one.message) for one in said] == []


@given(st.lists(st.text()))
def test_strings_read_like_a_list(texts: list[str]) -> None:
    strings = Strings(texts)
    strings.append("\ud800 alone")
    assert list(strings) == [*texts, "\ud800 alone"]
    assert strings[-1] == "\ud800 alone"
    assert strings[1:] == [*texts, "\ud800 alone"][1:]
    with pytest.raises(IndexError):
        strings[len(texts) + 1]


def test_records_are_at_rest_where_another_process_reads_them(tmp_path: Path) -> None:
    spool, arranged = Spool(tmp_path, ["a", "b"]), Arranged[str](tmp_path)
    arranged.put(1, "second")
    arranged.put(0, "first")
    at_rest(spool, arranged, ("as it is",))
    assert spool._written == spool._offsets[-1]
    assert arranged._places is not None
    assert list(arranged) == ["first", "second"]
