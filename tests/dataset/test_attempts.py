"""attempts.jsonl: refused drafts stand beside the one that was accepted in their place."""

from contextlib import closing
from pathlib import Path

import orjson
import pytest
from drafts import draft

from openbook.codes import Code
from openbook.dataset.attempts_file import ATTEMPTS_FILE, Mended, MendedDrafts
from openbook.dataset.stored import stored_drafts
from openbook.errors import InputError
from openbook.fates import Attempt, Drafted, Fate
from openbook.file_names import DRAFTS_FILE, PREPARED_FILE
from openbook.pipeline.outputs import prepared_row
from openbook.records import Rejected, Turn
from output_folders import write_attempts, write_drafts

WRONG = Turn("What does the text say?", "", "Twelve.", found=True)
REFUSED = Attempt("generate", 1, "k1", "deixis", "it points", code=Code.DEIXIS, at=(1,), turns=(WRONG, WRONG))
LEAKED = Attempt("generate", 1, "k0", "answer_leak", "told", ("id-x",), code=Code.ANSWER_LEAK, turns=(WRONG,))
ASKED = Attempt("ask", 1, "k9", "deixis", "it points", code=Code.DEIXIS)


def accepted(name: str, *attempts: Attempt) -> Drafted:
    done = draft(name)
    return Fate(done.item, done, None, attempts)


def lost(name: str, *attempts: Attempt) -> Drafted:
    item = draft(name).item
    return Fate(item, Rejected("verify", Code.DEIXIS, "it points", item.id, "x.md"), None, attempts)


def mended(folder: Path, *fates: Drafted) -> list[Mended]:
    write_attempts(folder / ATTEMPTS_FILE, fates)
    write_drafts(folder / DRAFTS_FILE, [fate.done for fate in fates if fate.done is not None])
    rows = [orjson.dumps(prepared_row(fate.record)) for fate in fates]
    (folder / PREPARED_FILE).write_bytes(b"\n".join(rows) + b"\n")
    return counterparts(folder)


def counterparts(folder: Path) -> list[Mended]:
    with closing(MendedDrafts(folder)) as refused:
        return [one for draft in stored_drafts(folder) for one in refused.of(draft)]


def test_a_refused_draft_comes_back_with_the_finding_and_the_draft_that_mended_it(tmp_path: Path) -> None:
    before = lost("first", REFUSED)
    [found] = mended(tmp_path, before, accepted("second", ASKED, REFUSED, Attempt("generate", 1, "k2", mends="k1")))
    assert found.accepted.item.id == "id-second"
    assert found.refused == (WRONG, WRONG)
    assert (found.check, found.code, found.detail, found.at) == ("deixis", Code.DEIXIS, "it points", (1,))
    assert found.repaired


def test_a_draft_that_was_written_afresh_repairs_none(tmp_path: Path) -> None:
    [found] = mended(tmp_path, accepted("first", REFUSED, Attempt("generate", 2, "k2")))
    assert not found.repaired


def test_what_was_refused_in_another_context_is_no_counterpart(tmp_path: Path) -> None:
    assert mended(tmp_path, accepted("first", REFUSED, LEAKED, Attempt("generate", 1, "k2"))) == []
    [found] = mended(tmp_path, accepted("first", LEAKED, REFUSED, Attempt("generate", 2, "k2")))
    assert found.check == "deixis"


def test_a_reply_that_could_not_be_read_is_no_draft(tmp_path: Path) -> None:
    unread = Attempt("generate", 1, "k1", "reply", "empty", code=Code.UNUSABLE_REPLY)
    assert mended(tmp_path, accepted("first", unread, Attempt("generate", 2, "k2"))) == []


def test_a_folder_whose_attempts_have_no_turns_has_no_counterparts(tmp_path: Path) -> None:
    mended(tmp_path, accepted("first", REFUSED, Attempt("generate", 1, "k2", mends="k1")))
    old = {"step": "generate", "number": 1, "key": "k1", "check": "deixis", "detail": "", "replaced": [], "mends": ""}
    row = {"id": "id-first", "attempts": [old, old | {"check": ""}]}
    (tmp_path / ATTEMPTS_FILE).write_bytes(orjson.dumps(row) + b"\n")
    assert counterparts(tmp_path) == []
    (tmp_path / ATTEMPTS_FILE).unlink()
    assert counterparts(tmp_path) == []


def test_a_folder_without_drafts_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"drafts\.jsonl"):
        counterparts(tmp_path)
