"""The values that a figure may take instead keep its form, its roundness and its place among the others."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbook.contexts.contradict import contradicting
from openbook.contexts.values import another
from openbook.text.word_lists import lines_of
from some import some

DRAWS = [n / 20 for n in range(20)]


def values(amount: str, others: tuple[float, ...] = (), **how: bool) -> list[float]:
    found = [another(amount, draw, others, **how) for draw in DRAWS]
    return [float(one.replace(",", "")) for one in found if one is not None]


@pytest.mark.parametrize(("amount", "unit"), [
    ("40", 10), ("90", 10), ("15", 5), ("10", 5), ("100", 50), ("250", 50), ("700", 100), ("40,000", 10_000),
])  # fmt: skip
def test_a_round_amount_stays_as_round(amount: str, unit: int) -> None:
    assert all(value % unit == 0 for value in some(values(amount)))


def test_decimals_get_no_end_of_nought_that_they_have_not() -> None:
    assert [value for value in some(values("1.5")) if value.is_integer()] == []
    assert any(value.is_integer() for value in some(values("3.0")))


def test_an_amount_that_is_not_round_may_become_any() -> None:
    assert any(value % 10 for value in some(values("57")))


@given(
    st.integers(2, 10**8).map(str)
    | st.integers(10**4, 10**8).map("{:,}".format)
    | st.decimals("1.1", 99, places=2).map(str),
    st.floats(0, 0.999),
)
def test_another_amount_has_the_form_and_about_the_size_of_the_first(amount: str, draw: float) -> None:
    other = another(amount, draw)
    if other is None:
        return
    old, new = float(amount.replace(",", "")), float(other.replace(",", ""))
    assert 0.15 <= round(abs(new / old - 1), 9) <= 0.5 or (new in (old / 2, 2 * old) and math.log2(old).is_integer())
    assert len(other.partition(".")[2]) == len(amount.partition(".")[2])
    assert old > 100 or new <= 100
    assert ("," in other) == ("," in amount and new >= 1000)


@pytest.mark.parametrize(
    ("amount", "others"), [("1024", {512, 2048}), ("65,536", {32_768, 131_072}), ("128", {64, 256})]
)
def test_a_power_of_two_becomes_one_next_to_it(amount: str, others: set[float]) -> None:
    assert set(values(amount)) == others


def test_hardly_any_amount_has_no_other() -> None:
    assert [n for n in range(2, 2000) if another(str(n), 0.2) is None] == []


def test_an_amount_keeps_its_place_among_the_others() -> None:
    assert all(30 < value < 50 for value in some(values("41", (30, 50))))
    assert values("40", (38, 45)) == []


def test_where_it_may_not_grow_it_gets_smaller_or_stays() -> None:
    assert all(value < 41 for value in some(values("41", may_grow=False)))
    assert values("41", (40,), may_grow=False) == []


@pytest.mark.parametrize(("age", "near"), [("16", {14, 15, 17, 18}), ("40", {38, 39, 41, 42}), ("9", {7, 8, 10, 11})])
def test_an_age_changes_by_two_years_at_most(age: str, near: set[float]) -> None:
    assert set(values(age, is_age=True)) == near


def test_nobody_crosses_the_age_at_which_one_is_grown() -> None:
    assert min(some(values("15", is_age=True))) == 14


KEEPER = "The keeper of the light was at the tower of the harbour {}, and then his brother came too."
AGES = {
    "english": (KEEPER, "at the age of 16 years", "when he was 16 years old", "until he was 16 years of age"),
    "german": ("Der Wärter des Leuchtturms war in der Stadt am Hafen und er war {}, als die Mutter kam.",
               "im Alter von 16 Jahren", "16 Jahre alt", "mit 16 Jahren alt genug"),
    "french": ("Le gardien du phare est venu {} dans la tour du port avec sa mère et son frère.",
               "à l'âge de 16 ans", "âgé de 16 ans", "âgée de 16 ans"),
    "spanish": ("El guardián del faro vino {} con su madre a la torre del puerto de la ciudad.",
                "a la edad de 16 años", "con 16 años de edad", "a los 16 años"),
    "italian": ("Il guardiano del faro venne {} con la madre nella torre del porto della città.",
                "all'età di 16 anni", "con 16 anni di età"),
    "portuguese": ("O guardião do farol veio {} com a sua mãe para a torre do porto da cidade.",
                   "com a idade de 16 anos", "com 16 anos de idade", "aos 16 anos"),
    "dutch": ("De wachter van de vuurtoren was {} toen hij met zijn moeder naar de stad kwam.",
              "op de leeftijd van 16 jaar", "16 jaar oud"),
    "arabic": ("جاء حارس المنارة إلى برج الميناء مع أمه {} وبقي هناك طوال حياته.",
               "في 16 سنة من العمر"),
    "hindi": ("प्रकाशस्तंभ का रखवाला {} में अपनी माँ के साथ मीनार में आया था।",
              "लगभग 16 वर्ष की आयु", "लगभग 16 साल की उम्र"),
    "korean": ("등대지기는 {} 어머니와 함께 항구의 탑에 와서 그곳에서 살았다고 합니다.",
               "약 16 살에", "약 16 세에", "약 16 세의"),
    "chinese": ("灯塔的看守人来到港口的塔楼时大约{}，一生都住在那里。", "16岁", "16歲"),
    "japanese": ("灯台守が母と港の塔に来たのは約{}のときで、生涯そこに暮らしました。", "16歳"),
}  # fmt: skip


@pytest.mark.parametrize(("language", "said"), [(one, said) for one, (_, *ages) in AGES.items() for said in ages])
def test_the_age_of_somebody_is_known_in_many_languages(language: str, said: str) -> None:
    text = AGES[language][0].format(said)
    found = {altered.after for seed in range(20) if (altered := contradicting(text, seed, "id")) is not None}
    assert set(some(found)) <= {"14", "15", "17", "18"}


def test_each_phrase_around_an_age_has_a_sentence() -> None:
    listed = {language: len(rest.split(",")) for language, rest in lines_of("ages")}
    assert listed == {language: len(ages) for language, (_, *ages) in AGES.items()}


@pytest.mark.parametrize("amount", ["٣٤٠", "३४०", "３４０", "٣,٤٠٠", "३४.५"])
def test_another_amount_is_in_the_same_digits(amount: str) -> None:
    digits = {chr(ord(next(filter(str.isdecimal, amount))) - int(amount[0]) + n) for n in range(10)}
    found = [one for draw in DRAWS if (one := another(amount, draw)) is not None]
    assert all(set(one) <= digits | set(",.") for one in some(found))


@pytest.mark.parametrize("text", [
    "يبلغ طول الجسر القديم فوق النهر نحو ٣٤٠ مترا ويربط بين ضفتي المدينة.",
    "पुराना पुल नदी के ऊपर लगभग ३४० मीटर लंबा है और शहर के दो भाग जोड़ता है।",
    "يبلغ طول الطريق القديم فوق الجبل نحو ٣٤ كيلومتر (٢١ ميل) ويربط بين ضفتي المدينة.",
])  # fmt: skip
def test_a_changed_text_keeps_its_digits(text: str) -> None:
    altered = contradicting(text, 1, "id")
    assert altered is not None
    assert not any(one.isascii() and one.isdigit() for one in altered.text)
