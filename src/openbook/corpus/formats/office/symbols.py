"""Signs of the fonts that have no letters (Symbol, Wingdings, …) → the Unicode characters that look like them."""

from collections.abc import Mapping
from types import MappingProxyType

PRIVATE = range(0xF000, 0xF100)
"""Where the characters of such fonts stand in a text."""
BULLET = "•"
BOXES = frozenset("☐☑☒□▢◻✓✔✗✘🗹🗷✅❌❏❐❑❒")
"""Bullets that say more than that an item begins: what is ticked, and what is not."""


def _run(first: int, signs: str) -> dict[int, str]:
    """Return signs in a row by their codes; a space stands for a code without any."""
    return {first + place: sign for place, sign in enumerate(signs) if sign != " "}


SYMBOL = _run(0x21, "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_")
SYMBOL |= _run(0x61, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼")
SYMBOL |= _run(0xA0, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪")
SYMBOL |= _run(0xF1, "⟩∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭")

WINGDINGS = _run(
    0x21, "🖉✂✁👓🕭🕮🕯🕿✆🖂🖃📪📫📬📭📁📂📄🗏🗐🗄⌛🖮🖰🖲🖳🖴🖫🖬✇✍🖎✌👌👍👎☜☞☝☟🖐☺😐☹💣☠🏳🏱✈☼💧❄🕆✞🕈✠✡☪☯ॐ☸♈♉♊♋♌♍♎♏♐♑♒♓"
)
WINGDINGS |= _run(0x6A, "🙰🙵●🔾■□🞐❑❒⬧⧫◆❖⬥⌧⮹⌘🏵🏶🙶🙷")
WINGDINGS |= _run(0x80, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿")
WINGDINGS |= _run(0x9E, "·•▪⚪🞆🞈◉◎🔿▪◻🟂✦★✶✴✹✵⯐⌖⟡⌑⯑✪✰🕐🕑🕒🕓🕔🕕🕖🕗🕘🕙🕚🕛")
WINGDINGS |= _run(0xD5, "⌫⌦⮘➢⮙⮛⮊⮈⮉⮋🡨🡪🡩🡫🡬🡭🡯🡮🡸🡺🡹🡻🡼🡽🡿🡾⇦⇨⇧⇩⬄⇳⬀⬁⬃⬂🢬🢭✗✓☒☑⊞")
WINGDINGS |= {0xA8: "◻", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xFB: "✗", 0xFC: "✓"}
WINGDINGS |= {0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖", 0xA7: "▪"}
WINGDINGS |= {0xFD: "☒", 0xFE: "☑", 0x78: "☒", 0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩", 0x4A: "☺", 0x4C: "☹"}

WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x55: "⊗", 0x56: "⊗", 0x97: "●"}
WINGDINGS_2 |= {0xA2: "■", 0xA3: "□", 0xA4: "▣", 0x96: "•", 0x98: "●", 0x99: "◯", 0x30: "✍", 0x58: "🛇"}
WINGDINGS_3 = _run(0x21, "⭠⭢⭡⭣⭦⭧⭩⭨⭰⭲⭱⭳⭶⭸⭻⭽⭤⭥⭪⭬⭫⭭⭍⮠⮡⮢⮣⮤⮥⮦⮧⮐⮑⮒⮓⮀⮃ ⭅⭄⭇⭆⭉⭈⭋⭊")
WINGDINGS_3 |= {0x70: "▲", 0x71: "▼", 0x72: "△", 0x73: "▽", 0x74: "◀", 0x75: "▶", 0x76: "◁", 0x77: "▷", 0x7D: "▶"}
WEBDINGS = {0x61: "✓", 0x72: "☒", 0x63: "□", 0x67: "■", 0x6E: "●", 0x34: "▶", 0x33: "◀", 0x35: "▲", 0x36: "▼"}
WEBDINGS |= {0x69: "ℹ", 0x59: "♥", 0x78: "✗"}
ZAPF = {code: chr(0x2700 + code - 0x20) for code in range(0x21, 0x7F)}
"""ZapfDingbats: Unicode took over its order."""
ZAPF |= {code: chr(0x2700 + code - 0x40) for code in range(0xA1, 0xFF) if code != 0xF0}
ZAPF |= _run(0xA8, "♣♦♥♠①②③④⑤⑥⑦⑧⑨⑩") | _run(0xD5, "→↔↕")
ZAPF |= {0x25: "☎", 0x2A: "☛", 0x2B: "☞", 0x48: "★", 0x6C: "●", 0x6E: "■", 0x73: "▲", 0x74: "▼", 0x75: "◆", 0x77: "◗"}

FONTS: Mapping[str, dict[int, str]] = MappingProxyType(
    {
        "symbol": SYMBOL,
        "standardsymbolsl": SYMBOL,
        "wingdings": WINGDINGS,
        "wingdings2": WINGDINGS_2,
        "wingdings3": WINGDINGS_3,
        "webdings": WEBDINGS,
        "zapfdingbats": ZAPF,
        "itczapfdingbats": ZAPF,
        "dingbats": ZAPF,
    }
)


def is_symbolic(font: str) -> bool:
    """Whether a font has signs in the places of letters."""
    return _key(font) in FONTS


def sign(code: int, font: str) -> str:
    """Return what a character of a font looks like; empty where that is not known.

    A code of the private area in a font that has letters is taken for Symbol's: that is what programs leave there.
    """
    private = code in PRIVATE
    table = FONTS.get(_key(font))
    if table is None and not private:
        return chr(code) if 0x20 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
    low = code - 0xF000 if private else code
    if low in (0x20, 0xA0) and table is not SYMBOL:
        return " "
    return " " if low == 0x20 else (SYMBOL if table is None else table).get(low, "")


def translated(text: str, font: str) -> tuple[str, int]:
    """Return a run's text as it looks in its font, and how many of its characters are not known."""
    if is_symbolic(font):
        text = "".join([(sign(ord(char), font) or char) if _in_letters_place(char) else char for char in text])
    return signs(text, font)


def signs(text: str, font: str) -> tuple[str, int]:
    """Return a text with the signs of the private area as they look in a font, and how many are not known."""
    if not any("\uf000" <= char <= "\uf0ff" for char in text):
        return text, 0
    shown = [sign(ord(char), font) if ord(char) in PRIVATE else char for char in text]
    return "".join(shown), shown.count("")


def _in_letters_place(char: str) -> bool:
    return "\x20" < char < "\x7f" or "\xa0" < char < "\u0100"


def _key(font: str) -> str:
    return font.lower().replace(" ", "").replace("-", "")
