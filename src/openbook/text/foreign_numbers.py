"""Words that count in other languages than their text's, and mean something else in it: `once`, `due`, `cent`."""

from collections.abc import Mapping
from functools import lru_cache

from openbook.text.language import LATIN, latin_languages
from openbook.text.numerals import number_words
from openbook.text.said import spoken
from openbook.text.word_lists import listed


def numbers_elsewhere(text: str) -> frozenset[str]:
    """Return what words of a text count to only in languages that it is not in: 11 for an English `once`.

    A number that it has in digits as well is its own.
    """
    row = spoken(text)
    said = row.split()
    found = _counting_languages().keys() & said
    if not found:
        return frozenset()
    languages = latin_languages(row)
    foreign = (word for word in found if _counting_languages()[word].isdisjoint(languages))
    return frozenset(str(number_words()[word]) for word in foreign).difference(said)


@lru_cache(maxsize=1)
def _counting_languages() -> Mapping[str, frozenset[str]]:
    """Return the languages in which a word counts, of those that share their letters."""
    found: dict[str, frozenset[str]] = {}
    for name in LATIN:
        for entry in listed("numbers").get(name, ()):
            word = entry.partition("=")[0]
            found[word] = found.get(word, frozenset()) | {name}
    return found
