"""Messages of several parts: each part that says something is read once, and what others wrote is told as theirs."""

from email.message import EmailMessage
from pathlib import Path

import pytest
from corpus_makers import read_one, records

from growth import grows_linearly
from openbook.codes import Code, Kind
from openbook.records import Document, Rejected
from some import some


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


def report(tmp_path: Path, kind: str, *more: str) -> Document:
    parts = ("Content-Type: text/plain\n\nNot delivered.", f"Content-Type: message/{kind}\n\nStatus: 5.1.1\n", *more)
    body = "\n--b\n".join(parts)
    (tmp_path / "a.eml").write_text(f'Subject: x\nContent-Type: multipart/report; boundary="b"\n\n--b\n{body}\n--b--\n')
    return read_one(tmp_path / "a.eml")


@pytest.mark.parametrize("kind", ["delivery-status", "disposition-notification", "feedback-report"])
def test_what_servers_tell_each_other_is_none_of_the_text_and_named(kind: str, tmp_path: Path) -> None:
    document = report(tmp_path, kind)
    assert document.text == "x\n\nNot delivered."
    assert [str(notice) for notice in document.notices] == [f"attachments left out: message/{kind}"]


@pytest.mark.parametrize("kind", ["text/rfc822-headers", "message/global-headers"])
def test_of_a_message_that_came_back_its_head_is_read(kind: str, tmp_path: Path) -> None:
    head = f"Content-Type: {kind}\n\nReceived: from mx\nFrom: ann@example.org\nSubject: The ferry\n"
    assert report(tmp_path, "delivery-status", head).text.endswith("From: ann@example.org\nSubject: The ferry")


@pytest.mark.parametrize("rest", ["\nThe ferry runs.\n", "Content-Type: message/rfc822\n\nSubject: x\n\nIt runs.\n"])
def test_what_stands_below_such_a_head_is_said_to_be_left_out(rest: str, tmp_path: Path) -> None:
    report(tmp_path, "delivery-status", f"Content-Type: text/rfc822-headers\n\nFrom: ann@example.org\n{rest}")
    assert "text/rfc822-headers" in str(read_one(tmp_path / "a.eml").notices)


def test_a_message_within_a_message_that_has_no_text_is_told_by_its_head(tmp_path: Path) -> None:
    inner = message("The timetable", part("%PDF", "csv"))
    outer = message("Fwd", PLAIN)
    outer.add_attachment(inner)
    assert read(tmp_path, outer).endswith("From: ann@example.org\nSubject: The timetable")


@pytest.mark.parametrize("stub", ["See it in a browser: https://a.example/x?y=abcdefghijklmnop", "HTML only."])
def test_a_plain_text_that_only_says_that_there_is_another_does_not_take_its_place(stub: str, tmp_path: Path) -> None:
    long = part("<p>The ferry runs at four, and in the winter it does not run at all but on Sundays.</p>", "html")
    assert "on Sundays" in read(tmp_path, message("x", message("y", part(stub), long, kind="alternative")))


@pytest.mark.parametrize(
    ("plain", "shown"),
    [
        ("A program that shows such letters is needed to read on.", "Berth 4 is free from May."),
        ("需要能显示此类信件的程序才能阅读。", "四号泊位五月起空出。"),
    ],
)
def test_versions_that_say_different_things_are_both_read(plain: str, shown: str, tmp_path: Path) -> None:
    text = read(tmp_path, message("x", part(plain), part(f"<p>{shown}</p>", "html"), kind="alternative"))
    assert plain in text
    assert shown in text


def test_a_version_in_another_form_is_no_attachment_but_a_calendar_is(tmp_path: Path) -> None:
    parts = (PLAIN, part("<html amp4email>The ferry</html>", "x-amp-html"), part("BEGIN:VCALENDAR", "calendar"))
    (tmp_path / "a.eml").write_bytes(message("x", *parts, kind="alternative").as_bytes())
    assert [str(notice) for notice in read_one(tmp_path / "a.eml").notices] == ["attachments left out: text/calendar"]


def test_files_packed_into_a_plain_text_are_taken_out_and_named(tmp_path: Path) -> None:
    packed = "begin 644 map.gif\n#0V%T\n`\nend\n"
    (tmp_path / "a.eml").write_bytes(message("x", part(f"The map.\n\n{packed}\nBye.")).as_bytes())
    document = read_one(tmp_path / "a.eml")
    assert document.text == "x\n\nThe map.\n\nBye."
    assert [str(notice) for notice in document.notices] == ["attachments left out: map.gif"]


def test_a_text_that_tells_of_a_beginning_and_an_end_is_no_packed_file(tmp_path: Path) -> None:
    told = "begin 644 words\nfrom the start\nend"
    assert read(tmp_path, message("x", part(told))).endswith(told)


SIGNED = """-----BEGIN PGP SIGNED MESSAGE-----
Hash: SHA256

The ferry runs.
- - at four
- -----
Ann
-----BEGIN PGP SIGNATURE-----
Version: GnuPG v2

iQEzBAEBCAAdFiEE/x+y=
=AbCd
-----END PGP SIGNATURE-----
"""


def test_a_signed_text_is_read_without_its_signature(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(message("x", part(SIGNED)).as_bytes())
    document = read_one(tmp_path / "a.eml")
    assert document.text == "x\n\nThe ferry runs.\n- at four\n-----\nAnn"
    assert [str(notice) for notice in document.notices] == ["attachments left out: PGP signature"]


CIPHER = "-----BEGIN PGP MESSAGE-----\n\nhQEMA/x+y=\n=AbCd\n-----END PGP MESSAGE-----\n"


@pytest.mark.parametrize(
    ("kind", "means"),
    [
        ('multipart/mixed; boundary="b"\n\n--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--b--', "PGP"),
        (f"text/plain\n\n{CIPHER}", "PGP"),
        ("application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\n\nMIAG", "S/MIME"),
        ("application/x-pkcs7-mime; name=smime.p7m\n\nMIAG", "S/MIME"),
        ("application/pkcs7-mime; smime-type=authEnveloped-data\n\nMIAG", "S/MIME"),
        ("application/x-microsoft-rpmsg-message; name=message.rpmsg\n\nMIAG", "rights management"),
    ],
)
def test_an_encrypted_message_is_refused_as_such(kind: str, means: str, tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_text(f"From: ann@example.org\nSubject: x\nMIME-Version: 1.0\nContent-Type: {kind}\n")
    [found] = records(tmp_path / "a.eml")
    assert isinstance(found, Rejected)
    assert (found.code, found.detail) == (Code.ENCRYPTED, f"an encrypted message ({means}): save it decrypted")


def test_a_message_that_is_only_signed_is_not_said_to_be_encrypted(tmp_path: Path) -> None:
    kind = "application/pkcs7-mime; smime-type=signed-data; name=smime.p7m"
    (tmp_path / "a.eml").write_text(f"From: ann@example.org\nMIME-Version: 1.0\nContent-Type: {kind}\n\nMIAG\n")
    [found] = records(tmp_path / "a.eml")
    assert isinstance(found, Rejected)
    assert found.code == Code.EMPTY


def test_text_beside_a_cipher_is_read_and_the_cipher_named(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(message("x", part(f"The ferry runs.\n\n{CIPHER}")).as_bytes())
    document = read_one(tmp_path / "a.eml")
    assert document.text == "x\n\nThe ferry runs."
    assert [str(notice) for notice in document.notices] == ["attachments left out: PGP message"]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("--other\nContent-Type: text/plain\n\nThe ferry runs.\n--other--\n", "The ferry runs."),
        ("--o\\1 x\nContent-Type: text/plain\n\nThe ferry runs.\n--o\\1 x--\n", "The ferry runs."),
        ("The ferry runs.\n--x\nContent-Length is told.", "The ferry runs.\n--x\nContent-Length is told."),
        ("--o-1_x\nContent-Type: text/html\n\n<p>The <b>ferry</b> runs.</p>\n--o-1_x--\n", "The ferry runs."),
        ("The ferry runs.\n", "The ferry runs."),
        ("<html><body><p>The ferry runs.</p></body></html>", "The ferry runs."),
    ],
    ids=[
        "another boundary",
        "one with odd signs",
        "a line like one",
        "another one, of HTML",
        "no parts",
        "no parts, HTML",
    ],
)
def test_a_message_whose_own_boundary_parts_nothing_is_read(body: str, text: str, tmp_path: Path) -> None:
    head = 'From: ann@example.org\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary="said"\n\n'
    (tmp_path / "a.eml").write_text(head + body)
    document = read_one(tmp_path / "a.eml")
    assert document.text == text
    assert not document.notices


LEAVES = {
    "plain": "Content-Type: text/plain\n\nThe boat is late.\n",
    "html": "Content-Type: text/html\n\n<p>The boat is <b>late</b>.</p>\n",
    "foot": "Content-Type: text/plain\n\nYours, the pilot.\n",
    "signed": "Content-Type: text/html\n\n<p>Yours, the <i>pilot</i>.</p>\n",
    "chart": "Content-Type: image/png\nContent-Disposition: attachment; filename=chart.png\n\nxx\n",
}


@pytest.mark.parametrize(
    ("outer", "inner", "text", "named"),
    [
        ("mixed", "alternative plain html end foot chart end", "The boat is late.\n\nYours, the pilot.", True),
        ("mixed", "alternative plain html foot chart end", "The boat is late.\n\nYours, the pilot.", True),
        ("mixed", "alternative html chart end", "The boat is late.", True),
        ("mixed", "related alternative plain html end chart end", "The boat is late.", True),
        ("alternative", "plain related html end end", "The boat is late.", False),
        ("mixed", "plain end foot end chart end", "The boat is late.\n\nYours, the pilot.", True),
        ("mixed", "foot alternative plain html end", "Yours, the pilot.\n\nThe boat is late.", False),
        (
            "mixed",
            "alternative plain html alternative foot signed end",
            "The boat is late.\n\nYours, the pilot.",
            False,
        ),
        (
            "mixed",
            "alternative plain html end alternative foot signed end chart end",
            "The boat is late.\n\nYours, the pilot.",
            True,
        ),
    ],
)
def test_parts_with_the_boundary_of_what_holds_them_are_read_once(
    outer: str, inner: str, text: str, named: bool, tmp_path: Path
) -> None:
    body = ""
    for word in inner.split():
        head = f"Content-Type: multipart/{word}; boundary=same\n"
        body += "--same--\n" if word == "end" else f"--same\n{LEAVES.get(word, head)}\n"
    head = f"From: a@example.org\nContent-Type: multipart/{outer}; boundary=same\n\n"
    (tmp_path / "a.eml").write_text(head + body)
    document = read_one(tmp_path / "a.eml")
    assert document.text == text
    assert any("chart.png" in str(notice) for notice in document.notices) == named


EVENT = """BEGIN:VCALENDAR
BEGIN:VTIMEZONE
DTSTART:19700101T000000
END:VTIMEZONE
BEGIN:VEVENT
SUMMARY:Look at
 the pump
DTSTART;TZID="Europe/London":20230510T090000
DTEND:20230510T100000Z
LOCATION;LANGUAGE=en:Quay 4\\, east
DESCRIPTION;ALTREP="x:y":Bring the gauge\\nand seals\\; no more.
END:VEVENT
BEGIN:VEVENT
SUMMARY:Tea
DTSTART;VALUE=DATE:20230511
DTEND:later
END:VEVENT
END:VCALENDAR
"""
INVITED = """Look atthe pump
Start: 2023-05-10 09:00 (Europe/London)
End: 2023-05-10 10:00 UTC
Location: Quay 4, east
Bring the gauge
and seals; no more.

Tea
Start: 2023-05-11
End: later"""


@pytest.mark.parametrize("kind", ["text/calendar", "multipart/mixed", "multipart/alternative"])
def test_an_invitation_without_words_of_its_own_is_read_as_its_event(kind: str, tmp_path: Path) -> None:
    head, end = (f"Content-Type: {kind}; boundary=b\n\n--b\n", "\n--b--\n") if kind[0] == "m" else ("", "")
    text = f"Subject: Look\nMIME-Version: 1.0\n{head}Content-Type: text/calendar; method=REQUEST\n\n{EVENT}{end}"
    (tmp_path / "a.eml").write_text(text)
    document = read_one(tmp_path / "a.eml")
    assert document.text == INVITED
    assert not document.notices


def test_a_calendar_that_holds_no_event_is_named(tmp_path: Path) -> None:
    text = "Subject: Look\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nSee you.\n--b\n"
    (tmp_path / "a.eml").write_text(f"{text}Content-Type: text/calendar\n\nBEGIN:VCALENDAR\nEND:VCALENDAR\n--b--\n")
    document = read_one(tmp_path / "a.eml")
    assert document.text.endswith("See you.")
    assert [str(notice) for notice in document.notices] == ["attachments left out: text/calendar"]


HEAD = "From: ann@example.org\nMIME-Version: 1.0\n"


def told(tmp_path: Path, text: str) -> tuple[str, list[str]]:
    """The text and the notices of a message."""
    (tmp_path / "a.eml").write_text(HEAD + text)
    document = read_one(tmp_path / "a.eml")
    return document.text, [str(notice) for notice in document.notices]


def test_text_before_a_boundary_that_is_guessed_is_read_but_for_remarks_to_programs(tmp_path: Path) -> None:
    head = 'Content-Type: multipart/mixed; boundary="missing"\n\n'
    parts = "--b\nContent-Type: text/plain\n\nIt stops in May.\n--b--\n"
    text, notices = told(tmp_path, f"{head}The ferry runs.\n\n{parts}Of the list.\n")
    assert text == "The ferry runs.\n\nIt stops in May."
    assert notices == ["attachments left out: 9 letters outside of the parts"]
    remark = "This is a multi-part message in MIME format.\n"
    assert told(tmp_path, f"{head}{remark}{parts}") == ("It stops in May.", [])


@pytest.mark.parametrize("kind", ["mixed", "alternative"])
def test_text_outside_of_the_parts_is_said_to_be_left_out(kind: str, tmp_path: Path) -> None:
    parts = "--b\n\nIt stops in May.\n--b--\n"
    head = f'Content-Type: multipart/{kind}; boundary="b"\n\n'
    for whole in some([f"Of the list.\n{parts}", f"{parts}Of the list.\n"]):
        assert told(tmp_path, head + whole) == (
            "It stops in May.",
            ["attachments left out: 9 letters outside of the parts"],
        )
    assert told(tmp_path, f"{head}Dies ist eine MIME-Nachricht.\n{parts}") == ("It stops in May.", [])


def test_thousands_of_ends_are_no_ends_where_parts_go_on(tmp_path: Path) -> None:
    parts = "".join(f"--b\n\nLine {at}.\n--b--\nFoot {at}.\n" for at in range(1500))
    text, notices = told(tmp_path, f'Content-Type: multipart/mixed; boundary="b"\n\n{parts}')
    assert text.startswith("Line 0.\n\nLine 1.\nFoot 1.\n\nLine 2.")
    assert text.endswith("Foot 1498.\n\nLine 1499.")
    assert notices == ["attachments left out: 8 letters outside of the parts"]


def test_a_text_that_is_deeper_than_anybody_looks_is_refused_as_such(tmp_path: Path) -> None:
    same = "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
    (tmp_path / "a.eml").write_text(f"{HEAD}{same * 60}\nIt runs.\n")
    [found] = records(tmp_path / "a.eml")
    assert isinstance(found, Rejected)
    assert found.code == Code.TOO_DEEP


ENRICHED = "The <bold>ferry</bold>\nruns <<= 4<param>red</param> times.\n\n<nl>It stops.\n"


@pytest.mark.parametrize(
    ("kind", "body", "text"),
    [
        ("text/markdown", "# Ferry\n\nIt runs.\n", "# Ferry\n\nIt runs."),
        ("text/x-markdown", "# Ferry\n\nIt runs.\n", "# Ferry\n\nIt runs."),
        ("text/enriched", ENRICHED, "The ferry runs <= 4 times.\nIt stops."),
        ("text/richtext", ENRICHED, "The ferry runs <= 4 times.\nIt stops."),
        ("text/plain\nContent-Disposition: attachment; filename=a.txt", "It runs.\n", "It runs."),
    ],
)
def test_what_a_message_is_alone_is_its_text_in_whatever_form(kind: str, body: str, text: str, tmp_path: Path) -> None:
    assert told(tmp_path, f"Content-Type: {kind}\n\n{body}") == (text, [])


@pytest.mark.parametrize("kind", ["application/rtf", "message/external-body; access-type=url", "text/csv"])
def test_a_message_of_nothing_but_attachments_names_them(kind: str, tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_text(f"{HEAD}Content-Type: {kind}\n\nContent-Type: text/plain\n\nIt runs.\n")
    [found] = records(tmp_path / "a.eml")
    assert isinstance(found, Rejected)
    assert found.detail == f"a message without text but for attachments: {kind.partition(';')[0]}"


CODED = "VGhlIGZlcnJ5IHJ1bnMgYXQgZm91ciBvJ2Nsb2NrLCBhbmQgaW4gd2ludGVyIGF0\nIHRocmVlLg==\n"
RUNS = "The ferry runs at four o'clock, and in winter at three."


@pytest.mark.parametrize(
    ("coded", "text", "notices"),
    [
        (CODED, RUNS, []),
        (f"{CODED}____\nThe list of the harbour\n", f"{RUNS}\n\n____\nThe list of the harbour", []),
        (CODED.replace("VGhl", "VG!hl"), RUNS, []),
        (f"{CODED[:8]}!{CODED[8:]}", RUNS, []),
        (f"{CODED[:4]}\n{CODED[4:8]}!\n{CODED[8:]}", RUNS, []),
        (CODED[:74], RUNS[:54], ["the encoded text is cut off: read as far as it goes"]),
    ],
    ids=["whole", "a foot", "a wrong sign", "another", "one with more behind", "cut off"],
)
def test_of_an_encoded_text_nothing_is_lost(coded: str, text: str, notices: list[str], tmp_path: Path) -> None:
    assert told(tmp_path, f"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n{coded}") == (text, notices)


def test_what_is_odd_in_the_encoding_of_a_part_is_said(tmp_path: Path) -> None:
    said = b"The caf\xe9 \xe2\x80\x94 and the quay.\n\nUne \xc3\xa9cole.\n"
    parts = b"--b\nContent-Type: text/plain; charset=utf-8\n\n" + said + b"--b--\n"
    (tmp_path / "a.eml").write_bytes(f"{HEAD}Content-Type: multipart/mixed; boundary=b\n\n".encode() + parts)
    document = read_one(tmp_path / "a.eml")
    assert "Une école." in document.text
    assert [notice.kind for notice in document.notices] == [Kind.ENCODING]


@pytest.mark.parametrize(("kind", "line"), [("plain; format=flowed", "a \n"), ("enriched", "<param>a ")])
def test_lines_that_go_on_without_end_take_linear_time(kind: str, line: str, tmp_path: Path) -> None:
    def read(times: int) -> None:
        (tmp_path / "a.eml").write_text(f"{HEAD}Content-Type: text/{kind}\n\n{line * times}")
        assert read_one(tmp_path / "a.eml").text

    assert grows_linearly(read, 100_000)


def test_letters_in_parts_whose_boundaries_are_guessed_stay_what_they_are(tmp_path: Path) -> None:
    part = '--b{}\nContent-Type: multipart/mixed; boundary="other"\n\nUne école {}.\n'
    parts = "".join(part.format(at, at) for at in range(30))
    text, notices = told(tmp_path, f'Content-Type: multipart/mixed; boundary="missing"\n\n{parts}')
    assert text.count("Une école") == 30
    assert not notices
    text, _ = told(tmp_path, f'Content-Type: multipart/é\ufdd0; boundary="missing"\n\n{parts}')
    assert text.count("Une école") == 30


def test_hundreds_of_boundaries_within_each_other_are_looked_for_to_a_depth(tmp_path: Path) -> None:
    deep = "".join(
        f'--b{n}\nContent-Type: multipart/mixed; boundary="other"\n\nLine {n} of the log.\n' for n in range(500)
    )
    head = 'From: ann@example.org\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="missing"\n\n'
    (tmp_path / "a.eml").write_text(f"{head}{deep}The last line.\n")
    text = read_one(tmp_path / "a.eml").text
    assert text.startswith("Line 0 of the log.\n\nLine 1 of the log.")
    assert text.endswith("Line 499 of the log.\nThe last line.")
