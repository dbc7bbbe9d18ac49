"""Terms and acronyms that a LaTeX document defines once and names by their keys (glossaries, acronym, acro)."""

import re
from typing import NamedTuple

from openbook.corpus.formats.tex_macros import closing
from openbook.text.late import late

ACRONYM = late(r"\\newacronym\s*(?:\[[^\]]{0,500}\])?\s*\{([^{}]*)\}\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
ACRO = late(r"\\(?:acro|acrodef)\s*\{([^{}]*)\}\s*(?:\[([^\]]{0,500})\])?\s*\{([^{}]*)\}")
ENTRY = late(r"\\(?:newglossaryentry|longnewglossaryentry|DeclareAcronym)\s*\{([^{}]*)\}\s*(?=\{)")
NAMED = late(r"(?:\A|,)\s*(name|short|long)\s*=\s*(?:\{([^{}]*)\}|([^,{}]*))")
USED = late(
    r"\\(gls|Gls|GLS|glspl|Glspl|acrshort|acrlong|acrfull|ac|Ac|acp|Acp|acs|acl|acf|acsp|aclp|acfp)\*?(?![A-Za-z])"
    r"\s*(?:\[[^\]]{0,500}\])?\s*\{([^{}]*)\}"
)
DEFINING = ("\\newacronym", "\\acro", "glossaryentry", "\\DeclareAcronym")
SHORT, LONG = frozenset({"acrshort", "acs", "acsp"}), frozenset({"acrlong", "acl", "aclp"})
FULL = frozenset({"acrfull", "acf", "acfp"})
PLURAL = frozenset({"glspl", "Glspl", "acp", "Acp", "acsp", "aclp", "acfp"})


class _Term(NamedTuple):
    """What a key stands for."""

    short: str
    long: str = ""
    """Empty for a term that has no other form."""


def with_terms(head: str, body: str) -> str:
    """Return the body of a document with its terms and acronyms as they are shown: in full where each is met first."""
    used = USED.search(body) is not None
    terms = _defined(head + body) if used and any(sign in head or sign in body for sign in DEFINING) else {}
    if not terms:
        return body
    met: set[str] = set()

    def shown(match: re.Match[str]) -> str:
        name, key = match.groups()
        key = key.strip()
        term = terms.get(key)
        if term is None:
            return match[0]
        if not term.long or name in SHORT:
            text = term.short
        elif name in LONG:
            text = term.long
        elif name in FULL or key not in met:
            text = f"{term.long} ({term.short})"
        else:
            text = term.short
        met.add(key)
        text = text.replace(" (", "s (", 1) if name in PLURAL and text.endswith(")") else text + "s" * (name in PLURAL)
        return text[:1].upper() + text[1:] if name[0].isupper() else text

    return USED.sub(shown, body)


def _defined(text: str) -> dict[str, _Term]:
    found = {key.strip(): _Term(short, long) for key, short, long in ACRONYM.findall(text)}
    found |= {key.strip(): _Term(short or key, long) for key, short, long in ACRO.findall(text)}
    place = 0
    for match in ENTRY.finditer(text):
        if match.start() < place:
            continue
        place = closing(text, match.end())
        inside = text[match.end() + 1 : place]
        said = {name: (braced or bare).strip() for name, braced, bare in NAMED.findall(inside)}
        if name := said.get("name") or said.get("short"):
            found[match[1].strip()] = _Term(name, said.get("long", ""))
    return found
