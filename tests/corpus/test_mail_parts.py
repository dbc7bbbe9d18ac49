"""Messages of several parts: each part that says something is read once, and what others wrote is told as theirs."""

from email.message import EmailMessage
from pathlib import Path

import pytest
from corpus_makers import read_one


def message(subject: str, *parts: EmailMessage, kind: str = "mixed") -> EmailMessage:
    found = EmailMessage()
    found["From"], found["Subject"] = "ann@example.org", subject
    getattr(found, f"make_{kind}")()
    for part in parts:
        found.attach(part)
    return found


def part(text: str, subtype: str = "plain") -> EmailMessage:
    found = EmailMessage()
    found.set_content(text, subtype=subtype)
    del found["MIME-Version"]
    return found


def read(tmp_path: Path, told: EmailMessage) -> str:
    (tmp_path / "a.eml").write_bytes(told.as_bytes())
    return read_one(tmp_path / "a.eml").text


PLAIN, MARKED = part("The ferry runs."), part("<p>The <i>ferry</i> runs at <b>four</b>.</p>", "html")
FOOT = part("-- \nThe list of the harbour\n")


def test_the_foot_that_a_list_adds_does_not_take_the_place_of_a_body_in_html(tmp_path: Path) -> None:
    text = read(tmp_path, message("x", MARKED, FOOT))
    assert "ferry" in text
    assert "four" in text
    assert text.endswith("The list of the harbour")


def test_of_two_versions_of_a_text_one_is_read(tmp_path: Path) -> None:
    both = message("inner", PLAIN, MARKED, kind="alternative")
    assert read(tmp_path, message("x", both, FOOT)) == "x\n\nThe ferry runs.\n\n-- \nThe list of the harbour"
    blank = message("inner", part(" \n"), MARKED, kind="alternative")
    assert "four" in read(tmp_path, message("x", blank))


def test_a_message_within_a_message_has_its_own_head(tmp_path: Path) -> None:
    inner = message("The winter", part("It stops in May."))
    inner["Date"] = "Tue, 7 Mar 1995 10:00:00 +0100"
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "bob@example.org", "Fwd"
    outer.set_content("See below.")
    outer.add_attachment(inner)
    assert read(tmp_path, outer) == (
        "Fwd\n\nSee below.\n\nFrom: ann@example.org\nDate: 1995-03-07T10:00:00+01:00\nSubject: The winter\n\n"
        "It stops in May."
    )


@pytest.mark.parametrize("subtype", ["calendar", "csv", "rtf"])
def test_parts_that_are_no_text_of_the_message_are_named(subtype: str, tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(message("x", PLAIN, part("BEGIN:VCALENDAR", subtype)).as_bytes())
    document = read_one(tmp_path / "a.eml")
    assert document.text == "x\n\nThe ferry runs."
    assert [str(notice) for notice in document.notices] == [f"attachments left out: text/{subtype}"]


def test_messages_within_each_other_without_end_are_not_followed_and_that_is_said(tmp_path: Path) -> None:
    head = "".join(
        f'Content-Type: multipart/mixed; boundary="b{at}"\n\n--b{at}\nContent-Type: text/plain\n\nA {at}\n--b{at}\n'
        for at in range(80)
    )
    (tmp_path / "a.eml").write_text(f"Subject: x\n{head}Content-Type: text/plain\n\nDeep\n")
    document = read_one(tmp_path / "a.eml")
    assert "A 30" in document.text
    assert "Deep" not in document.text
    assert "parts more than 40 levels deep left out" in map(str, document.notices)


def test_what_servers_tell_each_other_is_none_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_text(
        'Subject: x\nContent-Type: multipart/report; boundary="b"\n\n--b\nContent-Type: text/plain\n\nNot delivered.\n'
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; y\n\n--b--\n"
    )
    assert read_one(tmp_path / "a.eml").text == "x\n\nNot delivered."
