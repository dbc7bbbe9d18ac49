"""A number → how Word writes it: in letters, Roman, in words, in the digits of other scripts."""

from collections.abc import Callable, Sequence

ROMAN: tuple[tuple[int, str], ...]
ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
)
ROMAN += ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
SMALL = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen""".split()  # noqa: SIM905 - reads better than a column of names
TENS = "ten twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905 - as above
ODD_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth"}
ODD_ORDINALS |= {"nine": "ninth", "twelve": "twelfth"}
HEBREW: tuple[tuple[int, str], ...]
HEBREW = (
    (400, "ת"),
    (300, "ש"),
    (200, "ר"),
    (100, "ק"),
    (90, "צ"),
    (80, "פ"),
    (70, "ע"),
    (60, "ס"),
    (50, "נ"),
)
HEBREW += ((40, "מ"), (30, "ל"), (20, "כ"), (10, "י"), (9, "ט"), (8, "ח"), (7, "ז"), (6, "ו"), (5, "ה"), (4, "ד"))
HEBREW += ((3, "ג"), (2, "ב"), (1, "א"))
ORDINAL_ENDS = {"de": ".", "da": ".", "nb": ".", "nn": ".", "fi": ".", "cs": ".", "pl": ".", "hu": ".", "tr": "."}
ORDINAL_ENDS |= {"es": "º", "pt": "º", "it": "º", "nl": "e", "sv": ":a", "el": "ο", "ru": "-й"}
LARGEST = 100_000
"""Numbers above are written in digits, whatever the format."""


def numeral(count: int, form: str, language: str = "en") -> str:
    """Return a number in one of Word's formats (`w:numFmt`); in digits where the format is unknown."""
    if form in ("none", "bullet"):
        return ""
    write = FORMS.get(form)
    if form == "ordinal":
        return _ordinal(count, language)
    return str(count) if write is None or not 0 <= count < LARGEST else write(count)


def pattern(count: int, example: str) -> str:
    """Return a number as a custom format shows it: `001, 002, 003, ...` has three digits."""
    first = example.split(",")[0].strip()
    return str(count).zfill(len(first)) if first.isdigit() else str(count)


def _roman(count: int) -> str:
    text = ""
    for worth, sign in ROMAN:
        text += sign * (count // worth)
        count %= worth
    return text


def _repeated(signs: Sequence[str]) -> Callable[[int], str]:
    """Letters as Word counts on: after Z come AA, BB, …"""

    def write(count: int) -> str:
        return signs[(count - 1) % len(signs)] * ((count - 1) // len(signs) + 1) if count else ""

    return write


def _letters(first: str, last: str, without: str = "") -> list[str]:
    return [chr(code) for code in range(ord(first), ord(last) + 1) if chr(code) not in without]


def _digits(zero: str) -> Callable[[int], str]:
    return lambda count: "".join(chr(ord(zero) + int(digit)) for digit in str(count))


def _named_digits(names: str) -> Callable[[int], str]:
    return lambda count: "".join(names[int(digit)] for digit in str(count))


def _limited(first: str, most: int) -> Callable[[int], str]:
    """Signs that exist for the first few numbers only."""
    return lambda count: chr(ord(first) + count - 1) if 1 <= count <= most else str(count)


def _counted(digits: str, units: Sequence[str], *, whole: bool = False) -> Callable[[int], str]:
    """Chinese and Japanese counting up to 9999: digits with ten, hundred, thousand between them."""

    def write(count: int) -> str:
        if not count:
            return digits[0]
        if count > 9999:
            return "".join(digits[int(digit)] for digit in str(count))
        text, gap = "", False
        for place, digit in zip(range(len(str(count)) - 1, -1, -1), str(count), strict=True):
            if digit == "0":
                gap = bool(text)
                continue
            text += digits[0] if gap and whole else ""
            gap = False
            alone = digit == "1" and place and (not whole or (place == 1 and not text))
            text += ("" if alone else digits[int(digit)]) + units[place]
        return text

    return write


def _ordinal(count: int, language: str) -> str:
    if language == "fr":
        return f"{count}er" if count == 1 else f"{count}e"
    if language in ORDINAL_ENDS:
        return f"{count}{ORDINAL_ENDS[language]}"
    if language != "en":
        return str(count)
    end = "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{end}"


def _words(count: int) -> str:
    if count < 20:
        return SMALL[count]
    if count < 100:
        rest = f"-{SMALL[count % 10]}" if count % 10 else ""
        return TENS[count // 10 - 1] + rest
    for worth, name in ((1000, "thousand"), (100, "hundred")):
        if count >= worth:
            rest = f" {_words(count % worth)}" if count % worth else ""
            return f"{_words(count // worth)} {name}{rest}"
    return ""


def _ordinal_words(count: int) -> str:
    text = _words(count)
    start, mark, last = (*text.rpartition("-"),) if "-" in text.rpartition(" ")[2] else (*text.rpartition(" "),)
    if last in ODD_ORDINALS:
        last = ODD_ORDINALS[last]
    else:
        last = f"{last.removesuffix('y')}ieth" if last.endswith("y") else f"{last}th"
    return start + mark + last


def _capital(write: Callable[[int], str]) -> Callable[[int], str]:
    return lambda count: write(count)[:1].upper() + write(count)[1:]


def _hebrew(count: int) -> str:
    text = ""
    for worth, sign in HEBREW:
        if count in (15, 16):
            return text + ("טו" if count == 15 else "טז")
        text += sign * (count // worth)
        count %= worth
    return text


LATIN = _letters("a", "z")
HAN = "〇一二三四五六七八九"
SIMPLE_UNITS, LEGAL_UNITS = ("", "十", "百", "千"), ("", "拾", "佰", "仟")
STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
ABJAD, ALIFBA = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ", "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
RUSSIAN = _letters("а", "я", "ёйъыь")
KANA, IROHA = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン",
    "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン",
)
GANADA, CHOSUNG = "가나다라마바사아자차카타파하", "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"
SYMBOLS = "*†‡§"

FORMS: dict[str, Callable[[int], str]] = {
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
    "lowerLetter": _repeated(LATIN),
    "upperLetter": _repeated([letter.upper() for letter in LATIN]),
    "decimalZero": lambda count: f"{count:02}",
    "hex": lambda count: f"{count:X}",
    "cardinalText": _capital(_words),
    "ordinalText": _capital(_ordinal_words),
    "chicago": _repeated(SYMBOLS),
    "numberInDash": lambda count: f"- {count} -",
    "decimalEnclosedCircle": _limited("①", 20),
    "decimalEnclosedCircleChinese": _limited("①", 20),
    "decimalEnclosedParen": _limited("⑴", 20),
    "decimalEnclosedFullstop": _limited("⒈", 20),
    "decimalFullWidth": _digits("０"),
    "decimalFullWidth2": _digits("０"),
    "thaiNumbers": _digits("๐"),
    "hindiNumbers": _digits("०"),
    "hindiLetters": _repeated(_letters("क", "ह", "ऩऱऴ")),
    "thaiLetters": _repeated(_letters("ก", "ฮ", "ฃฅฤฦ")),
    "ideographDigital": _named_digits(HAN),
    "japaneseDigitalTenThousand": _named_digits(HAN),
    "taiwaneseDigital": _named_digits("○一二三四五六七八九"),
    "koreanDigital": _named_digits("영일이삼사오육칠팔구"),
    "koreanDigital2": _named_digits("零一二三四五六七八九"),
    "chineseCounting": _counted(HAN, SIMPLE_UNITS),
    "chineseCountingThousand": _counted("零一二三四五六七八九", SIMPLE_UNITS, whole=True),
    "taiwaneseCounting": _counted(HAN, SIMPLE_UNITS),
    "taiwaneseCountingThousand": _counted("零一二三四五六七八九", SIMPLE_UNITS, whole=True),
    "japaneseCounting": _counted(HAN, SIMPLE_UNITS),
    "koreanCounting": _counted("영일이삼사오육칠팔구", ("", "십", "백", "천")),
    "chineseLegalSimplified": _counted("零壹贰叁肆伍陆柒捌玖", LEGAL_UNITS, whole=True),
    "ideographLegalTraditional": _counted("零壹貳參肆伍陸柒捌玖", LEGAL_UNITS, whole=True),
    "japaneseLegal": _counted("零壱弐参四伍六七八九", ("", "拾", "百", "阡"), whole=True),
    "ideographTraditional": _repeated(STEMS),
    "ideographZodiac": _repeated(BRANCHES),
    "ideographZodiacTraditional": _repeated(
        [STEMS[place % 10] + BRANCHES[place % 12] for place in range(60)],
    ),
    "aiueo": _repeated(KANA),
    "aiueoFullWidth": _repeated(KANA),
    "iroha": _repeated(IROHA),
    "irohaFullWidth": _repeated(IROHA),
    "ganada": _repeated(GANADA),
    "chosung": _repeated(CHOSUNG),
    "arabicAbjad": _repeated(ABJAD),
    "arabicAlpha": _repeated(ALIFBA),
    "hebrew1": _hebrew,
    "hebrew2": _repeated(_letters("א", "ת", "ךםןףץ")),
    "russianLower": _repeated(RUSSIAN),
    "russianUpper": _repeated([letter.upper() for letter in RUSSIAN]),
}
"""What Word calls a format → how a number is written in it; all others are plain digits."""
