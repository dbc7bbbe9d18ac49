"""Every reason to leave something out, with its plain words."""

from enum import StrEnum


class Code(StrEnum):
    """Why a record was left out. What is not in `BROKE` was judged, not broken."""

    UNSUPPORTED_FORMAT = "unsupported_format"
    EMPTY = "empty"
    ENCRYPTED = "encrypted"
    NO_TEXT_LAYER = "no_text_layer"
    GARBLED_TEXT = "garbled_text"
    BINARY = "binary"
    TOO_LARGE = "too_large"
    TOO_DEEP = "too_deep"
    NOT_TEXT = "not_text"
    LINK = "link"
    UNKNOWN_ENCODING = "unknown_encoding"
    BROKEN_FILE = "broken_file"
    BROKEN_LINE = "broken_line"
    UNREADABLE = "unreadable"
    TIMEOUT = "timeout"
    READER_CRASHED = "reader_crashed"
    TOO_SHORT = "too_short"
    DUPLICATE = "duplicate"
    NEAR_DUPLICATE = "near_duplicate"
    BOILERPLATE = "boilerplate"
    UNSUITABLE = "unsuitable"
    UNDECIDED = "undecided"
    NO_DISTRACTOR = "no_distractor"
    NO_RULE = "no_rule"
    ANSWER_LEAK = "answer_leak"
    NOT_CONTRADICTED = "not_contradicted"
    SOURCE_NOT_NEEDED = "source_not_needed"
    PHANTOM_QUOTE = "phantom_quote"
    QUOTE_NOT_FOUND = "quote_not_found"
    WRONG_CITATION = "wrong_citation"
    DEIXIS = "deixis"
    WRONG_LANGUAGE = "wrong_language"
    DUPLICATE_QUESTION = "duplicate_question"
    PROMPT_LEAK = "prompt_leak"
    UNGROUNDED = "ungrounded"
    UNSUPPORTED = "unsupported"
    NO_ANSWER = "no_answer"
    NO_QUESTION = "no_question"
    ONE_SIDED = "one_sided"
    NOT_ABSTAINING = "not_abstaining"
    CLAIM_UNSUPPORTED = "claim_unsupported"
    QUESTION_UNCLEAR = "question_unclear"
    ANSWERED_OTHERWISE = "answered_otherwise"
    UNKNOWN_TO_TARGET = "unknown_to_target"
    UNJUDGED = "unjudged"
    TOO_LONG = "too_long"
    SURPLUS = "surplus"
    TURNED_DOWN = "turned_down"
    UNUSABLE_REPLY = "unusable_reply"
    CALL_FAILED = "call_failed"
    REQUEST_REFUSED = "request_refused"


BROKE = frozenset(
    {
        Code.UNKNOWN_ENCODING, Code.BROKEN_FILE, Code.BROKEN_LINE, Code.UNREADABLE, Code.TIMEOUT, Code.READER_CRASHED,
        Code.UNUSABLE_REPLY, Code.CALL_FAILED, Code.REQUEST_REFUSED,
    }
)  # fmt: skip
"""Codes of what broke (`failed`); all others were looked at and left out on purpose (`rejected`)."""


REASONS: dict[Code, str] = {
    Code.UNSUPPORTED_FORMAT: "file formats that are not read",
    Code.EMPTY: "documents without any text",
    Code.ENCRYPTED: "files behind a password",
    Code.NO_TEXT_LAYER: "scans without a text layer",
    Code.GARBLED_TEXT: "PDF files whose letters can't be told",
    Code.BINARY: "files that are not documents",
    Code.TOO_LARGE: "files over the size limit",
    Code.TOO_DEEP: "files nested too deeply",
    Code.NOT_TEXT: "lines whose text is not a text",
    Code.LINK: "links that lead out of the folder",
    Code.UNKNOWN_ENCODING: "files in an unknown encoding",
    Code.BROKEN_FILE: "files that are damaged",
    Code.BROKEN_LINE: "lines that are damaged",
    Code.UNREADABLE: "files that could not be opened",
    Code.TIMEOUT: "files that took too long to read",
    Code.READER_CRASHED: "files that crashed their reader",
    Code.TOO_SHORT: "chunks too short to ask about",
    Code.DUPLICATE: "chunks that repeat another one",
    Code.NEAR_DUPLICATE: "chunks that nearly repeat another one",
    Code.BOILERPLATE: "text that most files share",
    Code.UNSUITABLE: "chunks that make no good questions (contents, legal text, indexes)",
    Code.UNDECIDED: "chunks on which the judge gave no verdict",
    Code.NO_DISTRACTOR: "items without any unrelated passage to show",
    Code.NO_RULE: "texts for which the built-in engine has no rule",
    Code.ANSWER_LEAK: "items whose context held an answer that it must not hold",
    Code.NOT_CONTRADICTED: "items for which no source could be made that says otherwise in one fact",
    Code.SOURCE_NOT_NEEDED: "items that can be answered without one of their sources",
    Code.PHANTOM_QUOTE: "answers that quote text they were never shown",
    Code.QUOTE_NOT_FOUND: "answers with a quotation that stands nowhere in the context",
    Code.WRONG_CITATION: "answers that cite a passage that is not there",
    Code.DEIXIS: "questions that only make sense with the text in view",
    Code.WRONG_LANGUAGE: "answers in another language than the text",
    Code.DUPLICATE_QUESTION: "questions that were asked before",
    Code.TOO_LONG: "records over the length limit",
    Code.SURPLUS: "more records of their kind than curate.target_records wants",
    Code.TURNED_DOWN: "answers that a reviewer rejected",
    Code.PROMPT_LEAK: "replies that repeat the instructions",
    Code.UNGROUNDED: "answers that turn down the evidence that they were shown",
    Code.UNSUPPORTED: "answers with figures or code that nothing shown has, or without evidence",
    Code.NO_ANSWER: "answers that refuse, go round in circles or say nothing",
    Code.NO_QUESTION: "questions that ask nothing",
    Code.ONE_SIDED: "answers that pass over a contradiction between passages, or leave open which side is the later",
    Code.NOT_ABSTAINING: "answers where the sources hold none and the model had to say so",
    Code.CLAIM_UNSUPPORTED: "answers of which a judge says that the passages don't hold them",
    Code.QUESTION_UNCLEAR: "questions that a judge can't understand without the passages",
    Code.ANSWERED_OTHERWISE: "questions that a judge answers otherwise from the same passages",
    Code.UNKNOWN_TO_TARGET: "answers from memory that verify.target does not know",
    Code.UNJUDGED: "drafts on which a judge gave no verdict",
    Code.UNUSABLE_REPLY: "replies that stayed unusable after every attempt",
    Code.CALL_FAILED: "calls that did not get through; the next run tries them again",
    Code.REQUEST_REFUSED: "requests that the server refuses; the next run tries them again",
}


def reason(code: Code) -> str:
    """Return what a count of this code counts."""
    return REASONS.get(code, str(code).replace("_", " "))


class Kind(StrEnum):
    """What a notice about a document is about."""

    LEFT_OUT = "left_out"
    NOT_RENDERED = "not_rendered"
    DAMAGED = "damaged"
    ENCODING = "encoding"
    OTHER_FORMAT = "other_format"
    LITTLE_TEXT = "little_text"
    KEYS = "keys"
    PERSONAL_DATA = "personal_data"
    REDACTED = "redacted"
    READING = "reading"


KINDS: dict[Kind, str] = {
    Kind.LEFT_OUT: "have a part that was left out",
    Kind.NOT_RENDERED: "hold something that can't be shown as text",
    Kind.DAMAGED: "are damaged in part",
    Kind.ENCODING: "were read with a guess at their characters",
    Kind.OTHER_FORMAT: "are in another format than their names say",
    Kind.LITTLE_TEXT: "read to little text for their size",
    Kind.KEYS: "hold what looks like keys or passwords",
    Kind.PERSONAL_DATA: "hold what looks like personal data",
    Kind.REDACTED: "had something taken out by read.redact",
    Kind.READING: "come with a remark of their reader",
}
"""What is said of the documents that notices of this kind are about: `5 documents …`."""
