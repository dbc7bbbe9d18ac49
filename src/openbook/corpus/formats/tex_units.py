"""Quantities as the package siunitx writes them: a number and its unit."""

from openbook.text.late import late

QUANTITY = late(
    r"\\(?:SI|qty)(?![A-Za-z])\s*(?:\[[^\]]*\])?\s*\{([^{}]*)\}\s*(?:\[[^\]]*\])?\s*\{([^{}]*)\}"
    r"|\\(?:si|unit)(?![A-Za-z])\s*(?:\[[^\]]*\])?\s*\{([^{}]*)\}|\\(?:num|ang)(?![A-Za-z])\s*(?:\[[^\]]*\])?\s*\{([^{}]*)\}"
)
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
    return QUANTITY.sub(lambda match: _shown(*match.groups()), text)


def _shown(number: str | None, unit: str | None, alone: str | None, bare: str | None) -> str:
    if bare is not None:
        return bare
    sign = _sign(unit or alone or "")
    return sign if number is None else f"{number}{'' if sign[:1] in '°%' and sign != '°C' else ' '}{sign}"


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
