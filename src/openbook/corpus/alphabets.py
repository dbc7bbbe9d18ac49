"""Which letters beyond ASCII a language has: a right reading of some bytes holds those of one language, mostly."""

from collections import Counter

LATIN = (
    "äöüß",  # German
    "àâæçèéêëîïôœùûüÿ",  # French
    "áéíñóúü¿",  # Spanish
    "àáâãçéêíóôõúü",  # Portuguese
    "àèéìíîòóùú",  # Italian
    "àçèéíïòóúü·",  # Catalan
    "éëïóöüáèêôû",  # Dutch
    "åäöé",  # Swedish, Finnish
    "æøåéòô",  # Danish, Norwegian
    "áéíóúýðþæö",  # Icelandic
    "áčďéěíňóřšťúůýž",  # Czech
    "áäčďéíĺľňóôŕšťúýž",  # Slovak
    "ąćęłńóśźż",  # Polish
    "áéíóöőúüű",  # Hungarian
    "ăâîșțşţ",  # Romanian
    "čćđšž",  # Croatian, Bosnian, Serbian, Slovenian
    "çëâê",  # Albanian
    "çğıöşüâîû",  # Turkish
    "çəğıöşü",  # Azerbaijani
    "ąčęėįšųūž",  # Lithuanian
    "āčēģīķļņšūž",  # Latvian
    "äõöüšž",  # Estonian
    "ċġħżàèéìòù",  # Maltese
    "áéíóú",  # Irish
    "âêîôûŵŷáàäëïöü",  # Welsh
    "ĉĝĥĵŝŭ",  # Esperanto
    "àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",  # Vietnamese
)
CYRILLIC = (
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",  # Russian, Bulgarian
    "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",  # Ukrainian
    "абвгдеёжзійклмнопрстуўфхцчшыьэюя",  # Belarusian
    "абвгдђежзијклљмнњопрстћуфхцчџш",  # Serbian
    "абвгдѓежзѕијклљмнњопрстќуфхцчџш",  # Macedonian
    "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",  # Kazakh
)
SCRIPTS = (
    (0x370, 0x3FF), (0x590, 0x5FF), (0x600, 0x652), (0x900, 0xDFF), (0xE00, 0xEFF), (0x1F00, 0x1FFF),
    (0x3000, 0x9FFF), (0xAC00, 0xD7AF), (0xF900, 0xFFEF), (0x20000, 0x3FFFF),
)  # fmt: skip
"""Ranges whose letters count as those of one language; Chinese, Japanese and Korean share the last ones."""
ALPHABETS = tuple(frozenset(letters) for letters in LATIN + CYRILLIC)
EAST = 6
"""The first of the ranges that go together."""


def strangeness(text: str) -> float:
    """Return the share of the letters beyond ASCII that are not of the one language that has most of them, 0 to 1."""
    counts = Counter(char for char in text.lower() if char > "\x7f" and char.isalpha())
    total = counts.total()
    if not total:
        return 0.0
    most = max(sum(counts[letter] for letter in alphabet & counts.keys()) for alphabet in ALPHABETS)
    scripts: Counter[int] = Counter()
    for char, count in counts.items():
        for number, (first, last) in enumerate(SCRIPTS):
            if first <= ord(char) <= last:
                scripts[min(number, EAST)] += count
                break
    return 1.0 - max(most, *scripts.values(), 0) / total
