"""Accents that a font draws apart from their letters: each is put onto the letter that it stands over or hangs from."""

import unicodedata
from collections.abc import Iterable

from openbook.corpus.formats.pdf.glyphs import CUT
from openbook.corpus.formats.pdf.positions import Positions
from openbook.corpus.formats.pdf.runs import Run
from openbook.dataclass import replace
from openbook.text.late import late

MARKS = {
    "`": "\u0300", "´": "\u0301", "ˆ": "\u0302", "˜": "\u0303", "¯": "\u0304", "˘": "\u0306", "˙": "\u0307",
    "¨": "\u0308", "˚": "\u030a", "˝": "\u030b", "ˇ": "\u030c", "¸": "\u0327", "˛": "\u0328",
}  # fmt: skip
BELOW = "¸˛"
ACCENT = late(f"[{''.join(MARKS)}]")
RARE_ACCENT = late(f"[{''.join(MARKS)[1:]}]")
"""Those that are not in ASCII; a page that has none of them is looked at only where TeX made it."""
DOTLESS = {"ı": "i", "ȷ": "j"}
GONE = "\xad"
"""Stands where an accent was."""
BLANK = f"{GONE} \r\n"
HIDDEN = late(f"(?<=[^\\W\\d_])- *{GONE}[ {GONE}]*\r\n(?=[^\\W\\d_])")
"""A hyphen before the place of an accent that is drawn with the next line."""
NEAR = 3
"""Characters before and behind an accent that are tried first."""
TIGHT = 0.1
"""Heights of the font between two letters of one word, at most."""
APART = 0.17
"""Sizes of letters between two words, at least."""
Sides = tuple[float, ...]


def cut_words(text: str) -> str:
    """Return the text of a page, of the same length, with hyphens at the ends of lines also where an accent stood."""
    return HIDDEN.sub(lambda found: f"{GONE * (len(found[0]) - 3)}{CUT}\r\n", text) if GONE in text else text


def composed(places: Positions, text: str) -> str:
    """Return the text of a page, of the same length, each accent that is drawn over a letter put onto it."""
    if not any(map(text.__contains__, MARKS)):
        return text
    accents = [match.start() for match in ACCENT.finditer(text)]
    chars = list(text)
    letters: list[tuple[int, Sides]] | None = None
    for index in accents:
        box = places.tight(index)
        near = [at for at in range(max(0, index - NEAR), min(len(chars), index + NEAR + 1)) if text[at].isalpha()]
        letter = _under(box, text[index], ((at, places.tight(at)) for at in near))
        if letter is None and RARE_ACCENT.match(text[index]):
            letters = letters or [(at, places.tight(at)) for at, char in enumerate(text) if char.isalpha()]
            letter = _under(box, text[index], letters)
        if letter is not None:
            _put(chars, index, letter, places)
            _close_up(chars, index, places)
    return "".join(chars)


def _under(accent: Sides, char: str, letters: Iterable[tuple[int, Sides]]) -> int | None:
    """Return the letter that an accent is drawn over, or hangs from."""
    left, right, bottom, top = accent
    middle = (left + right) / 2
    for at, (start, end, foot, head) in letters:
        height, slack = head - foot, 0.25 * (end - start)
        if not start - slack < middle < end + slack or height <= 0:
            continue
        if char in BELOW:
            if foot - 0.5 * height < top < foot + 0.5 * height and bottom < foot:
                return at
        elif foot + 0.5 * height < bottom < head + 0.5 * height and top > head:
            return at
    return None


def _close_up(chars: list[str], accent: int, places: Positions) -> None:
    """Take away a space that pdfium saw beside an accent which was drawn a little aside."""
    for space in (accent - 1, accent + 1):
        if chars[space : space + 1] != [" "] or places.font_at(space):
            continue
        before = space - 1 if space < accent else accent - 1
        after = accent + 1 if space < accent else space + 1
        if before < 0 or after >= len(chars):
            continue
        _, low, right, high = places.loose(before)
        if places.loose(after)[0] - right < TIGHT * (high - low):
            chars[space] = GONE


def _put(chars: list[str], accent: int, letter: int, places: Positions) -> None:
    """Write a letter with its accent; where no character is both, its mark follows it if they are drawn at once."""
    base = DOTLESS.get(chars[letter], chars[letter])
    both = unicodedata.normalize("NFC", base + MARKS[chars[accent]])
    if len(both) == 1:
        chars[letter], chars[accent] = both, GONE
    elif letter == accent + 1 and places.is_same_object(accent, letter):
        chars[accent], chars[letter] = base, MARKS[chars[accent]]
    elif letter == accent - 1 and places.is_same_object(accent, letter):
        chars[accent] = MARKS[chars[accent]]


def without_accents(runs: list[Run]) -> list[Run]:
    """Return the runs without those that draw nothing but accents, which their letters have taken.

    A space that stands behind an accent stays where words are apart.
    """
    kept: list[Run] = []
    spaced = False
    for run in runs:
        if not run.text.strip(BLANK) and run.text.strip():
            spaced = spaced or run.text != run.text.rstrip(" ")
            continue
        if spaced and kept and run.left - kept[-1].right > APART * run.size > 0 and not kept[-1].text[-1:].isspace():
            kept[-1] = replace(kept[-1], text=kept[-1].text + " ")
        spaced = False
        kept.append(run)
    return kept
