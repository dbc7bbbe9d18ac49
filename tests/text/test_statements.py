"""What a statement compares, excepts and denies, in any script."""

import re

import pytest

from openbook.text.clauses import BUT, contrasted
from openbook.text.comparisons import comparison
from openbook.text.denial import compares_amount, denial, turning
from openbook.text.excepting import excepted
from openbook.text.yes_no import side
from some import some


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("oak is harder than ash", "ash is harder than oak"),
        ("Eiche ist härter als Esche", "Esche ist härter als Eiche"),
        ("le chêne est plus dur que le frêne", "le frêne est plus dur que le chêne"),
        ("el roble es más duro que el fresno", "el fresno es más duro que el roble"),
        ("дубовый стол тяжелее соснового", "сосновый стол тяжелее дубового"),
        ("البلوط أصلب من الدردار", "الدردار أصلب من البلوط"),
        ("शीशम सागौन से भारी है", "सागौन शीशम से भारी है"),
        ("참나무는 소나무보다 무겁다", "소나무는 참나무보다 무겁다"),
        ("橡木比松木重", "松木比橡木重"),
        ("樫は松より重い", "松は樫より重い"),
    ],
)
def test_the_sides_of_a_comparison_are_told_apart(one: str, other: str) -> None:
    there, turned = comparison(one), comparison(other)
    assert there is not None
    assert turned is not None
    assert there.degree == turned.degree
    assert there.subject & turned.standard
    assert turned.subject & there.standard
    assert not there.standard & turned.standard


@pytest.mark.parametrize("text", ["oak rather than ash", "more than ten", "es ist besser so", "比如松木"])
def test_what_compares_nothing_is_no_comparison(text: str) -> None:
    assert comparison(text) is None


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("open daily except Monday", "monday"),
        ("täglich außer montags", "montags"),
        ("sauf le lundi", "le lundi"),
        ("todos los días excepto el lunes", "el lunes"),
        ("ежедневно, кроме понедельника", "понедельника"),
        ("كل يوم ما عدا الاثنين", "الاثنين"),
        ("सोमवार को छोड़कर हर दिन", "सोमवार"),
        ("월요일을 제외하고 매일", "월요일"),
        ("除周一外每天", "周一"),
        ("月曜日を除いて毎日", "月曜日"),
        ("all but Monday", ""),
        ("open daily", ""),
    ],
)
def test_an_exception_is_read(text: str, left_out: str) -> None:
    assert excepted(text) == left_out


@pytest.mark.parametrize(
    ("text", "negation"),
    [
        ("dogs may not enter", "not"),
        ("es gibt keine Handtücher", "keine"),
        ("On ne répare pas les vélos", "ne"),
        ("회원은 가마를 열 수 없습니다", "없습니다"),
        ("Hunde dürfen nicht hinein", "nicht"),
        ("狗不得入内", "不得"),
        ("不可入水", "不可"),
        ("窯を開けられません。", "ません"),
        ("開けてはいけません。", "てはいけません"),
        ("切勿靠近窑炉", "切勿"),
    ],
)
def test_a_negation_is_read(text: str, negation: str) -> None:
    found = denial(text)
    assert found is not None
    assert found.words == negation


@pytest.mark.parametrize(
    "text",
    [
        "Leftovers must not be kept for longer than seven days.",
        "Man soll den Teig nie im Warmen länger als 30 Minuten stehen lassen.",
        "Le pain n'est pas gardé dans le four plus de trois heures.",
        "Il forno non resta acceso in estate più di due ore.",
        "Las llaves no se prestan en verano por más de 2 días.",
        "Нельзя хранить творог в погребе дольше семи дней.",
        "لم تمض على الشهادة الصحية أكثر من ستة أشهر",
        "لا تترك العجينة أقل من ثلاث ساعات",
        "لا تعار الكتب أطول من 14 يومًا",
        "Le pain n'est pas gardé dans le four moins de trois heures.",
        "Il forno non resta acceso in estate meno di due ore.",
        "Las llaves no se prestan en verano por menos de 2 días.",
        "Нельзя хранить творог в погребе дольше, чем семь дней.",
        "Не следует хранить творог в погребе более семи дней.",
        "Творог в погребе не хранят больше 7 дней.",
    ],
)
def test_what_bounds_an_amount_is_told_from_what_turns_something_around(text: str) -> None:
    found = denial(text)
    assert found is None or found.is_bound
    assert compares_amount(text)


@pytest.mark.parametrize("text", ["Take the dough out, but do not knead the letter n.", "T(n) is what each n gives"])
def test_a_letter_is_no_negation_of_french(text: str) -> None:
    found = denial(text)
    assert found is None or found.words == "not"


@pytest.mark.parametrize(
    "text", ["非常适合煮茶", "不仅适合煮茶", "不少于三天", "早く返さなければなりません。", "雨かもしれません。"]
)
def test_what_only_looks_like_a_negation_is_none(text: str) -> None:
    assert denial(text) is None


@pytest.mark.parametrize(
    "answer",
    [
        "Sure, you can.",
        "Of course you may.",
        "Natürlich darf man.",
        "Bien sûr, c'est permis.",
        "Claro que pueden.",
        "Можно, дети могут.",
        "بالطبع يمكنك.",
        "बिल्कुल, आ सकते हैं।",
        "물론입니다.",
        "可以打开窑门。",
        "もちろん開けられます。",
    ],
)
def test_an_answer_agrees_in_many_words(answer: str) -> None:
    assert side(answer) == "yes"


def test_an_answer_that_will_not_do_says_no() -> None:
    assert side("不行，要先装进笼子里。") == "no"
    assert side("不行走的船") == ""


def test_each_word_that_sets_against_what_was_said_parts_a_sentence() -> None:
    words = re.findall(r"[a-z]{3,}", BUT)
    sentences = [f"The lamp was lit, {word} nobody came." for word in words]
    assert [len(contrasted(one)) for one in some(sentences)] == [2] * len(words)
    assert contrasted("The lamp was lit, and nobody came.") == ["The lamp was lit, and nobody came."]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Without a ticket only the porter gets in.", "without"),
        ("Ohne Karte kommt nur der Pförtner hinein.", "ohne"),
        ("Tampoco lo dice; solo habla del puente.", "tampoco"),
        ("Sólo habla del puente y no del río.", "no"),
        ("Не сказано почему, лишь когда.", "не"),
        ("لا يذكر السبب، فقط الموعد", "لا"),
    ],
)
def test_a_negation_counts_before_or_behind_what_only_narrows(text: str, word: str) -> None:
    assert turning(text) == word


@pytest.mark.parametrize("text", ["It only tells of the bridge.", "Sólo habla del puente.", "只说了桥", "Nur nur nur."])
def test_what_only_narrows_turns_nothing(text: str) -> None:
    assert turning(text) == ""
