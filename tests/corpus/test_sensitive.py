"""Keys and personal data: said before anything is sent, and taken out on request."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growth import grows_linearly
from openbook.codes import Kind
from openbook.config import Config
from openbook.corpus.finish import Finish
from openbook.corpus.read import read_corpus
from openbook.corpus.sensitive import FORMS, found_in, matches, redactor
from openbook.records import Document
from some import some

JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJlLWhlcmU"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("keys", "AKIA" + "ABCDEFGH12345678"),
        ("keys", "ghp_" + "a1B2" * 9),
        ("keys", "sk-" + "proj-abcDEF123456789012345"),
        ("keys", "xoxb-" + "1234567890-abc"),
        ("keys", JWT),
        ("keys", "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----"),
        ("assigned", 'password = "' + "Tr0ub4dorAndThree3"),
        ("assigned", "API_KEY: " + "aB3dE5gH7jK9mN1p"),
        ("emails", "edith.moore@harbour-board.org"),
        ("emails", "søren@færge.dk"),
        ("phones", "+49 30 901820-12"),
        ("phones", "+1 (212) 555-0100"),
        ("ibans", "DE89 3704 0044 0532 0130 00"),
        ("ibans", "GB82WEST12345698765432"),
        ("cards", "4111 1111 1111 1111"),
        ("cards", "378282246310005"),
    ],
)
def test_each_form_is_found_and_taken_out(name: str, value: str) -> None:
    text = f"Write to {value}, please."
    assert list(found_in(text)) == [FORMS[name].kind]
    assert value not in "".join(found_in(text).values())
    written, taken = redactor((name,))(text)
    assert written == f"Write to [{FORMS[name].one}], please."
    assert taken == {name: 1}


@pytest.mark.parametrize(
    "text",
    [
        "4111 1111 1111 1112 has a wrong check digit, DE88 3704 0044 0532 0130 00 too",
        "me@example.org, you@example.com, root@localhost",
        "2020-01-01 10:00 +0100, page 12345, ISBN 978-3-16-148410-0, 3.14159265358979",
        "password: string, token = <YOUR_TOKEN>, api_key: ${API_KEY}, secret: xxxxxxxxxxxxxxxx",
        "sk-learn, AKIA, ghp_, a+1 2 3",
        "0000 0000 0000 0000 and 4444 4444 4444 4444",
    ],
)
def test_what_only_resembles_them_is_not_said(text: str) -> None:
    assert found_in(text) == {}


def config(folder: Path, redact: object = ()) -> Config:
    return Config.model_validate(
        {"path": {"input_dir": folder, "output_dir": folder / "out"}, "read": {"redact": redact}}
    )


def only(config: Config) -> Document:
    [document] = read_corpus(config)
    assert isinstance(document, Document)
    return document


TEXT = "---\ntitle: For ann@harbour.org\nby: bob@harbour.org\n---\nAsk ann@harbour.org or EMP-1234, +49 30 901820."


def test_a_document_says_what_it_holds_and_not_what_that_is(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(TEXT)
    document = only(config(tmp_path))
    assert [(notice.kind, str(notice)) for notice in document.notices] == [
        (
            Kind.PERSONAL_DATA,
            "looks like it holds 1 e-mail address, 1 phone number (read.redact takes them out)",
        )
    ]


def test_patterns_are_taken_out_of_text_title_and_properties(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(TEXT)
    document = only(config(tmp_path, ["emails", "phones", r"EMP-\d+"]))
    assert document.text == "Ask [e-mail address] or [redacted], [phone number]."
    assert (document.title, document.metadata) == ("For [e-mail address]", (("by", "[e-mail address]"),))
    assert [(notice.kind, str(notice)) for notice in document.notices] == [
        (Kind.REDACTED, "taken out by read.redact: 3 emails, 1 pattern, 1 phones")
    ]


def test_a_function_takes_out_what_it_likes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ask Ann.")

    def without_names(text: str) -> str:
        return text.replace("Ann", "N.")

    made = config(tmp_path, without_names)
    assert only(made).text == "Ask N.."
    assert made.redacted()["read"]["redact"][0].endswith("without_names")


def test_pages_keep_their_places() -> None:
    document = Document(id="d", source="a.pdf", text="ann@harbour.org\n\nSecond.", pages=(0, 17))

    def redact(text: str) -> str:
        return text.replace("ann@harbour.org", "x")

    finished = Finish.of(config(Path("in"), redact))(document)
    assert finished.text[finished.pages[1] :] == "Second."


@pytest.mark.parametrize("pattern", ["(", "a*", ""])
def test_an_expression_that_can_not_be_used_is_an_error_of_the_config(pattern: str) -> None:
    with pytest.raises(ValueError, match="regular expression"):
        config(Path("in"), [pattern])


@pytest.mark.one_in(9)
@pytest.mark.parametrize(
    "mark", ["a@", "+1 ", "4 ", "AB12 ", "token=", "eyJ", "-----BEGIN PRIVATE KEY-----", "a.", "1-"]
)
def test_any_number_of_marks_takes_linear_time(mark: str) -> None:
    assert grows_linearly(lambda times: found_in(mark * times), 20_000)


@given(st.text("0123459A b-x", max_size=60))
def test_what_is_found_in_plain_letters_is_found_beside_others_too(text: str) -> None:
    for form in some(FORMS.values()):
        found = [match.span() for match in matches(form, text)]
        assert found == [match.span() for match in matches(form, f"{text} é")]


@given(st.sampled_from(["DE89 3704 0044 0532 0130 00", "4111 1111 1111 1111"]), st.text("0123459A b-x,", max_size=30))
def test_numbers_of_accounts_and_cards_are_found_behind_other_figures(number: str, before: str) -> None:
    assert found_in(f"{before}; {number}")
