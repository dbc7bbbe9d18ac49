"""Signs that LaTeX has commands for: letters with accents, letters and signs of text, those of the font of dingbats."""

import re
import unicodedata

from openbook.corpus.formats.office.symbols import ZAPF
from openbook.text.late import late

ACCENTS = {"`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304", ".": "\u0307"}
ACCENTS |= {"u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "r": "\u030a", "d": "\u0323"}
BASES = {"i": "i", "j": "j", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø"}
"""Letters that an accent may stand on and that have a command; an accent takes the dot's place."""
BASE = rf"(?:\\({'|'.join(sorted(BASES, key=len, reverse=True))})(?![A-Za-z])(?:\{{\}}|[ \t]*)|([^\W\d_]))"
ACCENT = late(rf"\\(?:([`'^~\"=.])\s*|([uvHckrd])(?:\s+|(?=[\\{{])))(?:\{{\s*{BASE}\s*\}}|{BASE})")
ALONE = late(r"\\([`'^~\"=.])\{\s*\}")
"""An accent over nothing: the sign itself."""
NAMES = {name: name for name in ("LaTeX", "TeX", "BibTeX", "XeTeX", "LuaTeX", "pdfTeX", "XeLaTeX", "LuaLaTeX")}
NAMES |= {name: name for name in ("pdfLaTeX", "ConTeXt", "AmSTeX", "MiKTeX")} | {"LaTeXe": "LaTeX2e", "eTeX": "e-TeX"}
"""Names of programs, which a document may define by how they are drawn."""
LETTERS = {"ss": "ß", "SS": "SS", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "aa": "å", "AA": "Å"}
LETTERS |= {"l": "ł", "L": "Ł", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "dj": "đ", "DJ": "Đ", "th": "þ", "TH": "Þ"}
LETTERS |= {"ng": "ŋ", "NG": "Ŋ", "ij": "ij", "IJ": "IJ"}
SIGNS = {"S": "§", "P": "¶", "dag": "†", "ddag": "‡", "copyright": "©", "pounds": "£", "euro": "€", "texteuro": "€"}
SIGNS |= {"textsection": "§", "textparagraph": "¶", "textdagger": "†", "textdaggerdbl": "‡", "textcopyright": "©"}
SIGNS |= {"textregistered": "®", "texttrademark": "™", "textservicemark": "℠", "textsterling": "£", "textyen": "¥"}
SIGNS |= {"textcent": "¢", "textcurrency": "¤", "textdollar": "$", "textbaht": "฿", "textwon": "₩", "textpeso": "₱"}
SIGNS |= {"textdegree": "°", "degree": "°", "textcelsius": "°C", "celsius": "°C", "textohm": "Ω", "textmu": "µ"}
SIGNS |= {"textmicro": "µ", "textperthousand": "‰", "perthousand": "‰", "textpertenthousand": "‱"}
SIGNS |= {"textonehalf": "½", "textonequarter": "¼", "textthreequarters": "¾", "textonesuperior": "¹"}
SIGNS |= {"texttwosuperior": "²", "textthreesuperior": "³", "textordfeminine": "ª", "textordmasculine": "º"}
SIGNS |= {"texttimes": "×", "textdiv": "÷", "textpm": "±", "textminus": "−", "textsurd": "√", "textlnot": "¬"}
SIGNS |= {"textleftarrow": "←", "textrightarrow": "→", "textuparrow": "↑", "textdownarrow": "↓"}
SIGNS |= {"ldots": "…", "dots": "…", "textellipsis": "…", "textendash": "–", "textemdash": "—", "textbullet": "•"}
SIGNS |= {"textperiodcentered": "·", "textasteriskcentered": "*", "textnumero": "№", "textestimated": "℮"}
SIGNS |= {"textexclamdown": "¡", "textquestiondown": "¿", "textquotesingle": "'", "textasciigrave": "\x0260\x02"}
SIGNS |= {"textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”"}
SIGNS |= {"textquotedbl": '"', "quotesinglbase": "‚", "quotedblbase": "„", "guilsinglleft": "‹", "guilsinglright": "›"}
SIGNS |= {"guillemotleft": "«", "guillemotright": "»", "guillemetleft": "«", "guillemetright": "»"}
SIGNS |= {"glq": "‚", "grq": "‘", "glqq": "„", "grqq": "“", "flq": "‹", "frq": "›", "flqq": "«", "frqq": "»"}
SIGNS |= {"og": "« ", "fg": " »", "checkmark": "✓", "textvisiblespace": "␣"}
SIGNS |= {"textgreater": ">", "textless": "<", "textbar": "|", "textasciicircum": "^", "textbackslash": "\x025c\x02"}
SIGNS |= {"textasciitilde": "\x027e\x02", "textunderscore": "\x025f\x02"}
SIGNS |= {"textbraceleft": "\x027b\x02", "textbraceright": "\x027d\x02", "lbrack": "[", "rbrack": "]", "slash": "/"}
SIGNS |= {"quad": " ", "qquad": " ", "newline": "\n", "par": "\n\n"}
WRITTEN = NAMES | LETTERS | SIGNS
COMMAND = late(r"\\(" + "|".join(sorted(WRITTEN, key=len, reverse=True)) + r")(?![A-Za-z])(?:\{\}|[ \t]*)")
DINGBAT = late(r"\\ding\s*\{\s*(\d{2,3})\s*\}")


def as_it_is(text: str) -> str:
    """Return a text whose signs are not taken for marks of LaTeX any more."""
    return "".join(f"\x02{ord(char):x}\x02" for char in text)


def with_accents(text: str) -> str:
    """Return the text with accents on their letters."""
    return ALONE.sub(lambda match: as_it_is(match[1]), ACCENT.sub(_accented, text))


def _accented(match: re.Match[str]) -> str:
    named, letter = match[3] or match[5], match[4] or match[6]
    return unicodedata.normalize("NFC", (BASES[named] if named else letter) + ACCENTS[match[1] or match[2]])


def with_signs(text: str) -> str:
    """Return the text with the letters and signs that commands without arguments stand for."""
    text = COMMAND.sub(lambda match: WRITTEN[match[1]], text)
    return DINGBAT.sub(lambda match: ZAPF.get(int(match[1]), match[0]), text) if "\\ding" in text else text
