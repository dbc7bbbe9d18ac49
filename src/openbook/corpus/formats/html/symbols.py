"""Symbol fonts: the signs that they draw for letters, and for the private characters that Word writes for them."""

SYMBOL = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
SYMBOL_HIGH = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪"
WINGDINGS = {0x4A: "☺", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x76: "❖", 0xA7: "▪", 0xA8: "◻", 0xD8: "➢"}
WINGDINGS |= {0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"}
PRIVATE = 0xF000
"""Where Word puts the characters of symbol fonts."""


def _table(signs: dict[int, str]) -> dict[int, str]:
    return signs | {PRIVATE + code: sign for code, sign in signs.items()}


FONTS = {
    "symbol": _table(
        {0x20 + place: sign for place, sign in enumerate(SYMBOL)}
        | {0xA0 + place: sign for place, sign in enumerate(SYMBOL_HIGH)}
        | {0xF1: "⟩", 0xF2: "∫", 0xF3: "⌠", 0xF4: "⎮", 0xF5: "⌡"}
    ),
    "wingdings": _table(WINGDINGS),
}
"""By the font's name in lower case: which sign stands for which character."""


def as_signs(text: str, font: str) -> str:
    """Return the signs that a font draws for a text; white space and what it has no sign for stay."""
    table = FONTS[font]
    return "".join(char if char.isspace() else table.get(ord(char), char) for char in text)
