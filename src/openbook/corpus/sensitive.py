"""What looks like keys or personal data in a text: found by form and check digits, never shown."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache

from openbook.codes import Kind
from openbook.dataclass import dataclass
from openbook.text.late import late

SEPARATORS = str.maketrans("", "", " -")


def _luhn(text: str) -> bool:
    """Whether the check digit of a card number is right (ISO/IEC 7812)."""
    digits = [int(char) for char in text if char.isdigit()]
    doubled = (2 * digit - 9 * (digit > 4) if number % 2 else digit for number, digit in enumerate(reversed(digits)))
    return 13 <= len(digits) <= 19 and len(set(digits)) > 1 and sum(doubled) % 10 == 0


def _iban(text: str) -> bool:
    """Whether the check digits of a bank account are right (ISO 13616)."""
    bare = text.translate(SEPARATORS)
    return 15 <= len(bare) <= 34 and int("".join(str(int(char, 36)) for char in bare[4:] + bare[:4])) % 97 == 1


def _phone(text: str) -> bool:
    return 8 <= sum(char.isdigit() for char in text) <= 15


def _address(text: str) -> bool:
    """Whether an address can be a person's: those of examples (RFC 2606) are nobody's."""
    domain = text.rpartition("@")[2].lower()
    return not re.search(r"(?:\A|\.)(?:example(?:\.\w+)?|test|invalid|localhost)\Z", domain)


def _mixed(text: str) -> bool:
    """Whether a value is as random as a key: letters of both cases, and digits."""
    value = re.split(r"[:=]", text, maxsplit=1)[1].strip(" \t\"'`")
    return all(re.search(kind, value) for kind in ("[a-z]", "[A-Z]", r"\d"))


@dataclass(frozen=True, slots=True)
class SensitiveForm:
    """One form of what should not be sent unseen."""

    kind: Kind
    one: str
    """What it is called, in the singular."""
    many: str
    signs: tuple[str, ...]
    """One of these stands in it, in any case where they are words: they are found faster than a pattern."""
    pattern: re.Pattern[str]
    holds: Callable[[str], bool] | None = None
    """A further look at a match."""
    back: int = 0
    """How many characters before a sign it may begin."""
    words: bool = False
    capital: bool = False
    """Whether a capital stands in it before a sign."""


DIGITS = ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9")
FOUR_DIGITS = late(r"\d{4}")
_ZEROS = str.maketrans(dict.fromkeys(DIGITS, "0"))
FORMS: dict[str, SensitiveForm] = {
    "keys": SensitiveForm(
        Kind.KEYS,
        "key",
        "keys",
        (
            "-----BEGIN",
            "AKIA",
            "ASIA",
            "gh",
            "github_pat_",
            "glpat-",
            "hf_",
            "sk-",
            "k_live_",
            "xox",
            "AIza",
            "npm_",
            "SG.",
            "eyJ",
        ),
        late(
            r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----(?:[^-]*-----END (?:[A-Z]+ )*PRIVATE KEY-----)?"
            r"|\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bgh[pousr]_\w{30,}|\bgithub_pat_\w{30,}|\bglpat-[\w-]{20,}"
            r"|\bhf_[A-Za-z0-9]{30,}|\bsk-(?=[\w-]{0,99}\d)[\w-]{20,}|\b[sr]k_live_\w{16,}|\bxox[abprs]-[\w-]{10,}"
            r"|\bAIza[\w-]{35}|\bnpm_\w{30,}|\bSG\.[\w-]{16,}\.[\w-]{16,}|\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}"
        ),
        back=1,
    ),
    "assigned": SensitiveForm(
        Kind.KEYS,
        "password or token",
        "passwords or tokens",
        ("passw", "secret", "api_key", "api-key", "apikey", "token", "credential"),
        late(
            r"(?i:password|passwd|secret|api[_-]?key|token|credential)s?[\"'`]?[ \t]*[:=]"
            r"[ \t]*[\"'`]?[\w+/=.~-]{16,256}"
        ),
        _mixed,
        words=True,
    ),
    "emails": SensitiveForm(
        Kind.PERSONAL_DATA,
        "e-mail address",
        "e-mail addresses",
        ("@",),
        late(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.)+[^\W\d_]{2,24}\b"),
        _address,
        back=65,
    ),
    "phones": SensitiveForm(
        Kind.PERSONAL_DATA,
        "phone number",
        "phone numbers",
        ("+",),
        late(r"(?<![\w+])\+\d{1,3}[ ./-]?(?:\(\d{1,5}\)[ ./-]?)?\d(?:[ ./-]?\d){5,12}(?!\w)"),
        _phone,
    ),
    "ibans": SensitiveForm(
        Kind.PERSONAL_DATA,
        "bank account",
        "bank accounts",
        DIGITS,
        late(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b"),
        _iban,
        back=14,
        capital=True,
    ),
    "cards": SensitiveForm(
        Kind.PERSONAL_DATA,
        "card number",
        "card numbers",
        DIGITS,
        late(r"(?<![\d.,-])(?:4|5[1-5]|2[2-7]|3[47]|6[05])(?:[ -]?\d){11,17}(?![\d-])"),
        _luhn,
    ),
}
"""By the name that `read.redact` knows."""


def matches(form: SensitiveForm, text: str) -> Iterator[re.Match[str]]:
    """Yield what has a form in a text, in order."""
    found: dict[int, re.Match[str]] = {}
    done = 0
    for place in _signs(form, text):
        for begin in range(max(done, place - form.back), place + 1) if form.back <= 1 else (place,):
            match = form.pattern.match(text, begin)
            if match is not None:
                break
        else:
            match = None
        if match is None and form.back > 1:
            match = form.pattern.search(text, max(done, place - form.back), place + 200)
            if match is not None and match.start() > place:
                match = None
        if match is not None and match.start() >= done and (form.holds is None or form.holds(match[0])):
            found[match.start()] = match
            done = match.end()
    yield from found.values()


def _signs(form: SensitiveForm, text: str) -> list[int]:
    """Return where a form may be, in order."""
    if form.signs is DIGITS:
        places = _digits(text)
        return [n for n in places if _has_capital(text[max(0, n - form.back) : n])] if form.capital else places
    searched = text.lower() if form.words else text
    found: list[int] = []
    for sign in form.signs:
        place = searched.find(sign)
        while place >= 0:
            found.append(place)
            place = searched.find(sign, place + len(sign))
    return sorted(found) if len(form.signs) > 1 else found


def _has_capital(text: str) -> bool:
    return text.lower() != text


@lru_cache(maxsize=1)
def _digits(text: str) -> list[int]:
    """Return where four digits may begin something; several forms ask one after the other."""
    if not text.isascii():
        return [match.start() for match in FOUR_DIGITS.finditer(text)]
    places: list[int] = []
    zeros = text.translate(_ZEROS)
    place = zeros.find("0000")
    while place >= 0:
        places.append(place)
        place = zeros.find("0000", place + 4)
    return places


def found_in(text: str) -> dict[Kind, str]:
    """Return by kind what a text holds, in words and without any of it: `2 e-mail addresses, 1 phone number`."""
    counts = {form: len({match[0] for match in matches(form, text)}) for form in FORMS.values()}
    said: dict[Kind, list[str]] = {}
    for form, count in counts.items():
        if count:
            said.setdefault(form.kind, []).append(f"{count:,} {form.one if count == 1 else form.many}")
    return {kind: ", ".join(parts) for kind, parts in said.items()}


Redactor = Callable[[str], tuple[str, Counter[str]]]
"""A text → the text without what must not be seen, and how much was taken out, by name."""


def redactor(patterns: tuple[str, ...]) -> Redactor:
    """Return what takes out everything that has one of these forms, or that one of these expressions finds."""
    rows = [(name, FORMS.get(name), re.compile(name) if name not in FORMS else None) for name in patterns]

    def redacted(text: str) -> tuple[str, Counter[str]]:
        taken: Counter[str] = Counter()
        for name, form, own in rows:
            found = [match.span() for match in (matches(form, text) if form else own.finditer(text) if own else ())]
            found = [(start, end) for start, end in found if start < end]
            if not found:
                continue
            taken[name if form else "pattern"] += len(found)
            parts: list[str] = []
            place = 0
            for start, end in found:
                parts += (text[place:start], f"[{form.one if form else 'redacted'}]")
                place = end
            text = "".join(parts) + text[place:]
        return text, taken

    return redacted
