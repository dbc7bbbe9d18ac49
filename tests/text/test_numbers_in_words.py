"""Numbers in words have the spelling of those in figures, compounds with one and Korean ones too."""

import pytest

from openbook.text.amounts import figures_of
from openbook.text.content import Content, numbers
from openbook.text.units import names_of_units
from some import some


@pytest.mark.parametrize(
    ("words", "figures"),
    [
        ("forty-one metres", "41 metres"),
        ("twenty one days", "21 days"),
        ("vingt et un mètres", "21 mètres"),
        ("treinta y uno metros", "31 metros"),
        ("сорок один метр", "41 метр"),
        ("사십 분", "40 분"),
        ("이천오백 원", "2500 원"),
        ("삼십일 명", "31 명"),
        ("마흔여덟 개", "48 개"),
        ("스물한 살", "21 살"),
        ("dix-neuf heures", "19 heures"),
        ("soixante-douze ans", "72 ans"),
        ("quatre-vingts ans", "80 ans"),
        ("quatre-vingt-dix-sept ans", "97 ans"),
        ("mille neuf cent quatre-vingt-quatre", "1984"),
        ("mil novecientos tres", "1903"),
        ("veintiséis días", "26 días"),
        ("setecientas páginas", "700 páginas"),
        ("duzentos e quarenta", "240"),
        ("quarantadue giorni", "42 giorni"),
        ("trecento metri", "300 metri"),
        ("tweeënzestig dagen", "62 dagen"),
        ("vierhonderd gulden", "400 gulden"),
        ("тысяча девятьсот третьего года", "1903 года"),
        ("двадцать второго марта", "22 марта"),
        ("сороковой день", "40 день"),
        ("около двухсот пудов", "около 200 пудов"),
        ("بعد يومين", "بعد 2 يوم"),
        ("ودرجتان عن كل تأخير", "و 2 درجة"),
        ("لساعتين كل أسبوع", "2 ساعة"),
    ],
)
def test_a_number_in_words_is_the_one_in_figures(words: str, figures: str) -> None:
    number = next(token for token in Content.of(figures).tokens if token.isdigit())
    assert number in Content.of(words).tokens
    assert not {"one", "un", "uno", "один"} & set(Content.of(words).tokens)


@pytest.mark.parametrize(
    "text",
    [
        "it costs 50 cents",
        "das Pfand kostet fünfzig Cent",
        "1,20 Euro und 50 Cent",
        "cinquante cents",
        "een statiegeld van 50 cent",
        "залог 50 cent",
    ],
)
def test_a_coin_behind_an_amount_is_no_hundred(text: str) -> None:
    assert {"50", "cent"} <= set(Content.of(text).tokens)


@pytest.mark.parametrize("share", ["per cent", "pour cent", "por ciento", "por cento", "per cento"])
def test_a_share_has_no_hundred_in_it(share: str) -> None:
    for figure in some(("30", "thirty", "trente", "treinta", "trinta", "trenta")):
        text = f"{figure} {share}"
        assert {str(one) for one in figures_of(text).amounts} == {"30 %"}
        assert numbers(Content.of(text).tokens) == ["30"]
    assert numbers(Content.of(f"{share}").tokens) == []


@pytest.mark.parametrize(
    ("text", "number"), [("deux cents pages", "200"), ("cent vingt pages", "120"), ("mille cent pages", "1100")]
)
def test_a_hundred_in_french_is_no_coin(text: str, number: str) -> None:
    assert number in Content.of(text).tokens


@pytest.mark.parametrize("text", ["one of the twenty boats", "twenty years and one day", "일이 많은 사람"])
def test_a_word_that_means_one_elsewhere_is_left_alone(text: str) -> None:
    assert "21" not in Content.of(text).tokens
    assert "1" not in Content.of(text).tokens


def test_a_word_that_only_looks_like_two_units_is_none() -> None:
    assert not any(token.isdigit() for text in ("القوانين", "طفلين", "إنسان") for token in Content.of(text).tokens)


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Жителей в посёлке 24 300.", "24300"),
        ("un presupuesto de 2.500.000 euros", "2500000"),
        ("2,50,00,000 रुपये", "25000000"),
        ("24,3 тыс. человек", "24300"),
        ("2,5 Mio. Euro", "2500000"),
        ("2万8千円", "28000"),
        ("人口2万4300人の町", "24300"),
        ("人口 2만 4,300명", "24300"),
        ("2억 5천만 원", "250000000"),
        ("2.5億円", "250000000"),
        ("二億五千万円", "250000000"),
        ("一万亿元", "1000000000000"),
        ("이만 사천삼백 명의 인구", "24300"),
        ("二・五トン", "2.5"),
        ("三点五公里", "3.5"),
    ],
)
def test_a_number_of_several_parts_is_one(text: str, figure: str) -> None:
    assert figure in Content.of(text).tokens


@pytest.mark.parametrize("text", ["二・三日のうちに", "三点五十分に着く"])
def test_two_numbers_beside_each_other_are_no_decimal(text: str) -> None:
    assert not {"2.3", "3.5"} & set(Content.of(text).tokens)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("깊이 42m에", ("깊이", "42", "m")),
        ("IT업계", ("it", "업계")),
        ("2.5톤의", ("2.5", "톤")),
        ("1500メートル", ("1500", "m")),
        ("千五百メートル", ("1500", "m")),
    ],
)
def test_units_stand_alone_in_scripts_that_tie_other_words_to_them(text: str, words: tuple[str, ...]) -> None:
    assert Content.of(text).tokens == words


def test_a_unit_in_katakana_is_one_word_whatever_else_a_text_says() -> None:
    units = {name: unit for name, unit in names_of_units().items() if "\u30a1" <= name[0] <= "\u30fc"}
    for name, unit in some(units.items()):
        assert {"500", "の", "塩"} <= Content.of(f"五百{name}の塩").vocabulary <= {"500", unit, "の", "塩"}


@pytest.mark.parametrize(
    "unit", ["小时", "小時", "钟头", "鐘頭", "星期", "公里", "公斤", "毫米", "厘米", "平方", "立方"]
)
def test_a_chinese_numeral_before_a_unit_of_two_characters_counts(unit: str) -> None:
    assert Content.of(f"雨后三{unit}内").tokens[:3] == ("雨后", "3", unit)
    assert "3" not in Content.of("雨后三小碗").tokens


@pytest.mark.parametrize(
    "forms", ["보관하는가 보관한다 보관합니다 보관해야 보관했습니다", "떠난다 떠납니다 떠났다 떠나는가", "हफ़्ते हफ्ते"]
)
def test_forms_of_one_word_are_alike(forms: str) -> None:
    assert len(Content.of(forms).vocabulary) == 1


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("dreihunderttausend Ziegel", "300000"),
        ("zweihundertfünfzigtausend", "250000"),
        ("zwei Millionen dreihunderttausend", "2300000"),
        ("hunderttausendeins", "100001"),
        ("zwölfhundertfünfzig", "1250"),
        ("tausendundeins", "1001"),
        ("neunzehnhundertvierundachtzig", "1984"),
        ("vingt-quatrième", "24"),
        ("vingt et unième", "21"),
        ("soixante et onzième", "71"),
        ("quatre-vingt-douzième", "92"),
        ("тридцатью семью", "37"),
        ("сорока двумя", "42"),
        ("двадцати одной", "21"),
        ("двадцать одно", "21"),
        ("шестьюдесятью тремя", "63"),
        ("двум тысячам пятистам", "2500"),
        ("четырьмястами восемью", "408"),
        ("тысячу шестьсот", "1600"),
        ("с миллионом", "1000000"),
        ("3조 원", "3000000000000"),
        ("2조 5천억 원", "2500000000000"),
        ("4兆円", "4000000000000"),
    ],
)
def test_a_compound_leaves_no_part_behind(text: str, figure: str) -> None:
    assert [token for token in Content.of(text).tokens if token.isdigit()] == [figure]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("deuxième étage", []),
        ("vingt ans, deuxième fils", ["20"]),
        ("видел семью", []),
        ("이 법 3조에", ["3"]),
        ("tausendfach", []),
        ("hundertprozentig", []),
        ("twenty zero", ["20", "0"]),
    ],
)
def test_what_counts_beside_others_only_is_no_number_elsewhere(text: str, told: list[str]) -> None:
    assert [token for token in Content.of(text).tokens if token.isdigit()] == told


RUSSIAN = {
    2: "двум двумя",
    3: "трём тремя",
    4: "четырём четырьмя",
    5: "пятью",
    6: "шестью",
    8: "восемью",
    9: "девятью",
    10: "десятью",
    11: "одиннадцатью",
    12: "двенадцатью",
    13: "тринадцатью",
    14: "четырнадцатью",
    15: "пятнадцатью",
    16: "шестнадцатью",
    17: "семнадцатью",
    18: "восемнадцатью",
    19: "девятнадцатью",
    20: "двадцатью",
    30: "тридцатью",
    50: "пятьюдесятью",
    60: "шестьюдесятью",
    70: "семьюдесятью",
    80: "восемьюдесятью",
    100: "ста",
    200: "двумстам двумястами двухстах",
    300: "трёмстам тремстам тремястами трёхстах",
    400: "четырёхсот четырёмстам четырьмястами четырёхстах",
    500: "пятисот пятистам пятьюстами пятистах полтысячи",
    600: "шестисот шестистам шестьюстами шестистах",
    700: "семисот семистам семьюстами семистах",
    800: "восьмисот восьмистам восемьюстами восьмистах",
    900: "девятисот девятистам девятьюстами девятистах",
    1000: "тысячу тысяче тысячей тысячам",
    10**6: "миллиону миллионом миллионе миллионам",
    10**9: "миллиарду миллиардом миллиарде миллиардам",
    500_000: "полмиллиона",
    500_000_000: "полмиллиарда",
    0: "нуля",
}


def test_a_russian_number_is_known_in_its_cases() -> None:
    for value, forms in some(RUSSIAN.items()):
        for form in some(forms.split()):
            assert numbers(Content.of(f"спорили о {form} лодках").tokens) == [str(value)]


def test_a_word_counts_behind_tens_alone() -> None:
    ones = "одной одну одним одними одного одному одном"
    for form in some(ones.split()):
        assert numbers(Content.of(f"тридцати {form}").tokens) == ["31"]
        assert numbers(Content.of(f"лодка {form}").tokens) == []
    ordinals = "unième deuxième troisième quatrième cinquième sixième septième huitième neuvième"
    for value, form in some(enumerate(ordinals.split(), start=1)):
        assert numbers(Content.of(f"trente-{form} barque").tokens) == [str(30 + value)]
        assert numbers(Content.of(f"la {form} barque").tokens) == []
    teens = "dixième onzième douzième treizième quatorzième quinzième seizième"
    for value, form in some(enumerate(teens.split(), start=70)):
        assert numbers(Content.of(f"la soixante-{form} barque").tokens) == [str(value)]
