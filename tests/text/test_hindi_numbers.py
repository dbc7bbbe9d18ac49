"""Hindi numbers in words: a part of one before them is a part of the number, before hundreds and thousands too."""

import pytest

from openbook.text.content import Content, numbers


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("साढ़े बाईस किलो", "22.5"),
        ("सवा दो किलो", "2.25"),
        ("पौने तीन किलो", "2.75"),
        ("साढ़े 7 किमी", "7.5"),
        ("साढ़े नौ बजे", "9"),
        ("साढ़े बारह हज़ार", "12500"),
        ("साढ़े बारह हजार, फिर", "12500"),
        ("साढे चार लाख रुपये", "450000"),
        ("साढ़े 6 लाख", "650000"),
        ("साढ़े पाँच सौ", "550"),
        ("सवा दो लाख", "225000"),
        ("सवा सौ", "125"),
        ("सवा लाख।", "125000"),
        ("पौने चार करोड़", "37500000"),
        ("पौने लाख", "75000"),
        ("डेढ़ लाख", "150000"),
        ("डेढ सौ", "150"),
        ("ढाई हजार", "2500"),
        ("तीन करोड बीस लाख", "32000000"),
        ("सत्तर हज़ार", "70000"),
        ("एक सौ छब्बीस", "126"),
        ("दो अरब डॉलर", "2000000000"),
        ("साढ़े तीन अरब रुपये", "3500000000"),
        ("4 खरब रुपए", "400000000000"),
    ],
)
def test_a_number_of_several_words_is_one(text: str, figure: str) -> None:
    assert numbers(Content.of(text).tokens) == [figure]


@pytest.mark.parametrize("text", ["दो अरब देश", "सवा करना", "पौने सिरे पर", "साढ़े सौ बजे तक नहीं"])
def test_what_is_not_surely_a_number_of_several_words_is_none(text: str) -> None:
    assert numbers(Content.of(text).tokens) in ([], ["100"])


@pytest.mark.parametrize(
    ("word", "value"),
    [
        *(("पन्द्रह", 15), ("सत्तरह", 17), ("अट्ठारह", 18), ("चौवालीस", 44), ("सतत्तर", 77), ("अठत्तर", 78)),
        *(("उन्यासी", 79), ("उन्नासी", 79), ("इक्यानबे", 91), ("बानबे", 92), ("तिरानबे", 93), ("चौरानबे", 94)),
        *(("पचानवे", 95), ("पचानबे", 95), ("पंचानबे", 95), ("छियानबे", 96), ("सत्तानबे", 97), ("अट्ठानबे", 98)),
        ("निन्यानबे", 99),
    ],
)
def test_a_number_is_known_in_its_spellings(word: str, value: int) -> None:
    assert numbers(Content.of(f"आँगन में {word} दीये").tokens) == [str(value)]
