"""Quantities as the package siunitx writes them: a number and its unit."""

from openbook.text.late import late

OPTIONS = r"(?![A-Za-z])\s*(?:\[[^\]]{0,500}\])?\s*"
GIVEN = r"\{([^{}]*)\}"
QUANTITY = late(
    rf"\\(?:SI|qty){OPTIONS}{GIVEN}\s*(?:\[[^\]]{{0,500}}\])?\s*{GIVEN}|\\(?:si|unit){OPTIONS}{GIVEN}"
    rf"|\\num{OPTIONS}{GIVEN}|\\ang{OPTIONS}{GIVEN}"
)
RANGE = late(rf"\\(?:(?:SI|qty)range{OPTIONS}{GIVEN}\s*{GIVEN}\s*{GIVEN}|numrange{OPTIONS}{GIVEN}\s*{GIVEN})")
LIST = late(rf"\\(?:(?:SI|qty)list{OPTIONS}{GIVEN}\s*{GIVEN}|numlist{OPTIONS}{GIVEN})")
BRACKETED = late(rf"\\unit\s*\[([^\[\]=]*\d[^\[\]=]*)\]\s*{GIVEN}")
"""As the package units writes a quantity."""
ANGLE = "°′″"
WORD = late(r"\\([A-Za-z]+)\s*|([^\\]+)")
PREFIXES = {"nano": "n", "micro": "µ", "milli": "m", "centi": "c", "deci": "d", "kilo": "k", "mega": "M", "giga": "G"}
PREFIXES |= {"pico": "p", "hecto": "h", "tera": "T", "femto": "f", "peta": "P"}
UNITS = {
    "metre": "m", "meter": "m", "gram": "g", "kilogram": "kg", "second": "s", "ampere": "A", "kelvin": "K",
    "mole": "mol", "candela": "cd", "hertz": "Hz", "newton": "N", "pascal": "Pa", "joule": "J", "watt": "W",
    "coulomb": "C", "volt": "V", "farad": "F", "ohm": "Ω", "siemens": "S", "weber": "Wb", "tesla": "T", "henry": "H",
    "lumen": "lm", "lux": "lx", "becquerel": "Bq", "gray": "Gy", "sievert": "Sv", "celsius": "°C",
    "degreeCelsius": "°C", "degree": "°", "percent": "%", "minute": "min", "hour": "h", "day": "d", "litre": "L",
    "liter": "L", "tonne": "t", "bar": "bar", "electronvolt": "eV", "byte": "B", "bit": "bit", "bel": "B",
    "radian": "rad", "steradian": "sr", "hectare": "ha", "astronomicalunit": "au", "dalton": "Da",
}  # fmt: skip
POWERS = {"squared": "^2", "cubed": "^3"}
BEFORE = {"square": "^2", "cubic": "^3"}


def with_units(text: str) -> str:
    """Return LaTeX with quantities as numbers with the signs of their units; a unit of one's own by its name."""
    if "range" in text or "list" in text:
        text = RANGE.sub(lambda match: _range(*match.groups("")), text)
        text = LIST.sub(lambda match: _list(*match.groups("")), text)
    if "\\unit" in text:
        text = BRACKETED.sub(lambda match: _quantity(match[1], match[2]), text)
    return QUANTITY.sub(lambda match: _shown(*match.groups()), text)


def _range(first: str, last: str, unit: str, from_: str, to: str) -> str:
    return _quantity(f"{first} – {last}", unit) if unit else f"{first or from_} – {last or to}"


def _list(numbers: str, unit: str, alone: str) -> str:
    parts = ", ".join(part.strip() for part in (numbers or alone).split(";"))
    return _quantity(parts, unit) if unit else parts


def _shown(number: str | None, unit: str | None, alone: str | None, bare: str | None, angle: str | None) -> str:
    if angle is not None:
        return "".join(part.strip() + sign for part, sign in zip(angle.split(";"), ANGLE, strict=False) if part.strip())
    if bare is not None:
        return bare
    return _sign(alone or "") if number is None else _quantity(number, unit or "")


def _quantity(number: str, unit: str) -> str:
    sign = _sign(unit)
    return f"{number}{'' if sign[:1] in '°%' and sign != '°C' else ' '}{sign}"


def _sign(unit: str) -> str:
    """Return the sign of a unit that is written in words."""
    parts: list[str] = []
    per = prefix = power = ""
    for name, plain in WORD.findall(unit):
        if plain:
            parts.append(plain.replace(".", " ").strip())
        elif name == "per":
            per = "/"
        elif name in PREFIXES:
            prefix = PREFIXES[name]
        elif name in BEFORE:
            power = BEFORE[name]
        elif name in POWERS and parts:
            parts[-1] += POWERS[name]
        else:
            between = per or (" " if parts else "")
            parts.append(f"{between}{prefix}{UNITS.get(name, name)}{power}")
            per = prefix = power = ""
    return "".join(parts)
