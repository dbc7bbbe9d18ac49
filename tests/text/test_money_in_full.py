"""Letters for thousands and millions beside money are words; those of metres are left alone."""

import pytest

from openbook.text.amounts import figures_of
from openbook.text.content import Content, numbers
from openbook.text.told_amounts import measures


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("The pier cost £30.2m.", "30200000"),
        ("The pier cost £30.2 million.", "30200000"),
        ("a $7bn canal", "7000000000"),
        ("US$ 3 bn", "3000000000"),
        ("a fund of $2B", "2000000000"),
        ("wages of €4k", "4000"),
        ("$1.5M", "1500000"),
        ("$6mn", "6000000"),
        ("$2tn", "2000000000000"),
        ("EUR 4.5m", "4500000"),
        ("30 Mio. €", "30000000"),
        ("€ 2 Mrd.", "2000000000"),
        ("12 Mill. €", "12000000"),
        ("12 M€", "12000000"),
        ("12 M €", "12000000"),
        ("3,5 Md€", "3500000000"),
        ("2 Mds €", "2000000000"),
        ("5 k€", "5000"),
        ("8 m€", "8000000"),
        ("USD 20k", "20000"),
        ("7 M EUR", "7000000"),
        ("₹6 Cr.", "60000000"),
        ("4.2 crore rupees", "42000000"),
        ("3 lakh rupees", "300000"),
        ("3 lakhs", "300000"),
        ("2 crores", "20000000"),
        ("un miliardo", "1000000000"),
        ("due miliardi", "2000000000"),
        ("9bn bricks", "9000000000"),
        ("dos mil millones de ladrillos", "2000000000"),
        ("4 mil millones", "4000000000"),
        ("dos mil quinientos millones", "2500000000"),
        ("5 тыс. руб.", "5000"),
        ("3万元", "30000"),
        ("5억 원", "500000000"),
        ("£3 m² of felt", "3"),
    ],
)
def test_an_amount_of_money_is_one_figure(text: str, figure: str) -> None:
    assert numbers(Content.of(text).tokens) == [figure]


@pytest.mark.parametrize("sign", list("$€£¥₹₽₩₺₪"))
@pytest.mark.parametrize(
    ("many", "figure"),
    [
        *(("k", "3000"), ("K", "3000"), ("m", "3000000"), ("M", "3000000"), ("MM", "3000000"), ("mm", "3000000")),
        *(("mn", "3000000"), ("Mn", "3000000"), ("bn", "3000000000"), ("Bn", "3000000000"), ("b", "3000000000")),
        *(
            ("Md", "3000000000"),
            ("Mds", "3000000000"),
            ("Mrd.", "3000000000"),
            ("Mio.", "3000000"),
            ("tn", f"3{12 * '0'}"),
        ),
        *(("tn", "3000000000000"), ("cr", "30000000"), ("Cr.", "30000000")),
    ],
)
def test_every_sign_of_money_has_its_millions(sign: str, many: str, figure: str) -> None:
    assert numbers(Content.of(f"{sign}3{many}, ½").tokens) == [figure, "0.5"]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("a rope of 30 m", {"30 m"}),
        ("30 m, €5", {"30 m"}),
        ("a 12 km road, $5", {"12 km"}),
        ("100 m de euros", {"100 m"}),
    ],
)
def test_metres_beside_money_are_metres(text: str, amounts: set[str]) -> None:
    assert {str(one) for one in figures_of(text).amounts} == amounts


def test_money_is_measured_in_full() -> None:
    assert {str(one) for one in measures("Der Kai kostete 12 M€.")} == {"12000000 euro"}
    assert {str(one) for one in measures("The quay cost $3k.")} == {"3000 dollar"}
