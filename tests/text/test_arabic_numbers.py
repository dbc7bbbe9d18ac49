"""Arabic numbers in words: each one figure, whatever is tied to it, and in whatever case it stands."""

import pytest

from openbook.text.content import Content, numbers
from some import some

ONES = {
    "واحد واحدة واحدا إحدى أحد": 1,
    "اثنان اثنين اثنتان اثنتين": 2,
    "ثلاثة ثلاث ثلاثا": 3,
    "أربعة أربع أربعا": 4,
    "خمسة خمس خمسا": 5,
    "ستة ست ستا": 6,
    "سبعة سبع سبعا": 7,
    "ثمانية ثماني ثمان ثمانيا": 8,
    "تسعة تسع تسعا": 9,
}
TENS = {
    "عشرون عشرين": 20,
    "ثلاثون ثلاثين": 30,
    "أربعون أربعين": 40,
    "خمسون خمسين": 50,
    "ستون ستين": 60,
    "سبعون سبعين": 70,
    "ثمانون ثمانين": 80,
    "تسعون تسعين": 90,
}
HUNDREDS = {"مئة": 100, "مائة": 100, "مئتان": 200, "مئتين": 200, "مائتان": 200, "مائتين": 200} | {
    f"{three}{hundred}": 100 * value
    for three, value in (
        *(("ثلاث", 3), ("أربع", 4), ("خمس", 5), ("ست", 6), ("سبع", 7), ("ثمان", 8), ("ثماني", 8), ("تسع", 9)),
    )
    for hundred in ("مئة", "مائة", " مئة", " مائة")
}
FORMS = [(form, value) for forms, value in ONES.items() for form in forms.split()]
ROUND = [(form, value) for forms, value in TENS.items() for form in forms.split()]


def figures(text: str) -> list[str]:
    """Return the numbers of a text as they stand in it."""
    return numbers(Content.of(text).tokens)


def test_ones_before_tens_are_one_number() -> None:
    for one, small in some(FORMS):
        for ten, value in some(ROUND):
            assert figures(f"في البستان {one} و{ten} نخلة") == [str(value + small)]


def test_hundreds_are_one_number_with_what_is_added_to_them() -> None:
    for hundred, value in some(HUNDREDS.items()):
        assert figures(f"عدد الألواح {hundred}.") == [str(value)]
        assert figures(f"عدد الألواح {hundred} و{ROUND[2][0]}.") == [str(value + ROUND[2][1])]
        for one, small in some(FORMS):
            assert figures(f"عدد الألواح {hundred} و{one} وثلاثون لوحا") == [str(value + small + 30)]


@pytest.mark.parametrize("tied", ["", "و", "ب", "ل", "ك", "ف", "وب", "ول"])
def test_what_is_tied_to_a_number_is_no_part_of_it(tied: str) -> None:
    for one, small in some(FORMS):
        assert figures(f"ثم بدأ {tied}{one} وأربعين عاملا") == [str(small + 40)]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("سبعًا وأربعين ليلة", "47"),
        ("ثمانيًا وعشرين نخلة", "28"),
        ("خَمسٍ وستّين", "65"),
        ("تسعةٌ وتسعون", "99"),
        ("أحد عشر مركبا", "11"),
        ("باثنتي عشرة غرفة", "12"),
        ("لاثني عشر بحارا", "12"),
        ("بخمسة عشر درجا", "15"),
        ("التسعة عشر قاربا", "19"),
        ("مئتا شجرة", "200"),
        ("مائتي لوح", "200"),
        ("مئتي لوح", "200"),
        ("مائتا لوح", "200"),
        ("مئه وستين", "160"),
        ("مئة وعشرة ألواح", "110"),
        ("مئة وأحد عشر لوحا", "111"),
        ("ألفان وأربعمئة", "2400"),
        ("ألفي حصاة", "2000"),
        ("بألفين وثلاثين", "2030"),
        ("سبعة آلاف ومئتين", "7200"),
        ("أحد عشر ألفًا", "11000"),
        ("مئتين وسبعين ألفًا", "270000"),
        ("ستمئة ألف", "600000"),
        ("مئتا ألف", "200000"),
        ("مليون وأربعمئة ألف وخمسة", "1400005"),
        ("مليونان ومئة ألف", "2100000"),
        ("مليوني طن", "2000000"),
        ("أربعة ملايين", "4000000"),
        ("خمسة عشر مليونًا", "15000000"),
        ("ملياري دينار", "2000000000"),
        ("ألف مليون", "1000000000"),
        ("ثلاثة مليارات", "3000000000"),
        ("7 مليارات", "7000000000"),
        ("٩ آلاف وثلاثمئة", "9300"),
        ("4.5 مليون", "4500000"),
        ("خمسة ملايين ونصف", "5500000"),
        ("مليون ونصف المليون", "1500000"),
        ("نصف مليون", "500000"),
        ("ربع مليار", "250000000"),
        ("ألف وثمانمئة واثنان وستون", "1862"),
        ("ألف ومئة", "1100"),
        ("الرابع والعشرون من الشهر", "24"),
        ("الحادية والثلاثين", "31"),
        ("القرن الثامن عشر", "18"),
        ("الدرجة الثانية عشرة", "12"),
    ],
)
def test_a_number_leaves_no_part_of_itself_behind(text: str, figure: str) -> None:
    assert figures(text) == [figure]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("عشرون وثلاثون", ["20", "30"]),
        ("خمسة وعشرة", ["5", "10"]),
        ("سبع وثلاثون وثلاث", ["37", "3"]),
        ("مئة ومئتان", ["100", "200"]),
        ("ألف وخمسة ملايين", ["1000", "5000000"]),
        ("ثلاث سنوات وعشرون يوما", ["3", "20"]),
        ("20 وثلاثين", ["20", "30"]),
    ],
)
def test_numbers_beside_each_other_are_several(text: str, told: list[str]) -> None:
    assert figures(text) == told


@pytest.mark.parametrize(
    "text", ["لست من هنا", "الخمسين والستين", "واحد من الناس", "الأحد والاثنين", "ألفا شخص", "نصف التفاحة", "الثالث"]
)
def test_what_is_not_surely_a_number_is_none(text: str) -> None:
    assert figures(text) == []


def test_orders_of_two_words_are_one_number() -> None:
    orders = "حادي ثاني ثالث رابع خامس سادس سابع ثامن تاسع"
    for value, order in some(enumerate(orders.split(), start=1)):
        assert figures(f"الفصل ال{order} عشر") == [str(10 + value)]
        assert figures(f"الليلة ال{order}ة والثلاثين") == [str(30 + value)]
        assert figures(f"الفصل ال{order}") == []


@pytest.mark.parametrize(
    ("scale", "value"),
    [
        *(("ألفا", 10**3), ("آلاف", 10**3), ("مليون", 10**6), ("مليونا", 10**6), ("ملايين", 10**6), ("مليار", 10**9)),
        *(("مليارا", 10**9), ("مليارات", 10**9), ("بليون", 10**9), ("بلايين", 10**9), ("تريليون", 10**12)),
        *(("تريليونا", 10**12), ("تريليونات", 10**12)),
    ],
)
def test_thousands_and_more_are_counted(scale: str, value: int) -> None:
    assert figures(f"في الخزانة ستة {scale} ومئة لوح") == [str(6 * value + 100)]


@pytest.mark.parametrize(
    ("two", "value"),
    [
        *(("ألفان", 2000), ("ألفين", 2000), ("ألفي", 2000), ("مليونان", 2 * 10**6), ("مليونين", 2 * 10**6)),
        *(("مليوني", 2 * 10**6), ("ملياران", 2 * 10**9), ("مليارين", 2 * 10**9), ("ملياري", 2 * 10**9)),
    ],
)
def test_two_thousands_are_one_word(two: str, value: int) -> None:
    assert figures(f"في الخزانة {two} لوح") == [str(value)]


def test_ten_is_told_in_three_forms() -> None:
    for ten in some(("عشر", "عشرة", "عشرا")):
        assert figures(f"في الدار {ten} نوافذ") == ["10"]
