"""What a model may have done to a text, well and badly, in seven languages: exactly one fact changed is taken."""

import pytest

from openbook.contexts.contradict import Altered
from openbook.contexts.rewriting import Replacement, rewritten

Edits = tuple[tuple[str, str], ...]

ENGLISH = (
    "The harbour light of Wick was built in 1893 by Ada Thorne. Its tower is 42 metres (138 ft) high and stands on a "
    "mole of granite. About 1,250 ships pass it in a year. In 1921 the lamp was replaced. See `light.conf` for more."
)
GERMAN = (
    "Der Leuchtturm von Wick wurde 1893 von Ada Thorne gebaut. Der Turm ist 42 Meter hoch und steht auf einer Mole aus "
    "Granit. Rund 1.250 Schiffe fahren im Jahr vorbei. Im Jahr 1921 wurde die Lampe ersetzt."
)
FRENCH = (
    "Le phare de Wick fut construit en 1893 par Ada Thorne. La tour mesure 42 mètres et se dresse sur un môle de "
    "granit. Environ 1 250 navires passent chaque année. En 1921, la lampe fut remplacée."
)
CHINESE = "维克灯塔由艾达于1893年建造。塔身高约42米，建在花岗岩防波堤上。每年约有1250艘船经过。1921年更换了灯。"
RUSSIAN = (
    "Маяк в Вике построен в 1893 году Адой Торн. Башня высотой 42 метра стоит на гранитном молу. За год мимо проходит "
    "около 1250 судов. В 1921 году лампу заменили."
)
ARABIC = (
    "بنيت منارة ويك في عام 1893 على يد آدا ثورن. يبلغ ارتفاع البرج 42 مترا وهو مبني من الجرانيت. "
    "تمر بها نحو 1250 سفينة في السنة."
)
TABLE = (
    "| option | meaning | default |\n|---|---|---|\n| `wait` | How long it waits. | 30s |\n"
    "| `keep` | Whether the log is kept. | false |"
)

GOOD: tuple[tuple[str, Edits], ...] = (
    (ENGLISH, (("1893", "1891"),)),
    (ENGLISH, (("42 metres (138 ft)", "57 metres (187 ft)"),)),
    (ENGLISH, (("Ada Thorne", "Carl Finch"),)),
    (ENGLISH, (("granite", "limestone"),)),
    (ENGLISH, (("1,250", "1,900"),)),
    (GERMAN, (("1893", "1889"),)),
    (GERMAN, (("42 Meter", "57 Meter"),)),
    (GERMAN, (("1.250", "1.900"),)),
    (FRENCH, (("1893", "1887"),)),
    (FRENCH, (("granit", "brique"),)),
    (CHINESE, (("1893年", "1889年"),)),
    (CHINESE, (("42米", "57米"),)),
    (CHINESE, (("花岗岩", "石灰岩"),)),
    (RUSSIAN, (("1893", "1889"),)),
    (RUSSIAN, (("42 метра", "54 метра"),)),
    (ARABIC, (("1893", "1889"),)),
    (ARABIC, (("42 مترا", "57 مترا"),)),
    (TABLE, (("| 30s |", "| 45s |"),)),
    (TABLE, (("| false |", "| true |"),)),
)
BAD: tuple[tuple[str, Edits], ...] = (
    (ENGLISH, (("42 metres", "57 metres"),)),  # and the same in feet is left
    (ENGLISH, (("1893", "1891"), ("1,250", "900"))),
    (ENGLISH, (("light.conf", "lamp.conf"),)),
    (ENGLISH, (("1893", "1935"),)),  # behind the lamp's
    (ENGLISH, (("1893", "1893"),)),
    (ENGLISH, (("1894", "1899"),)),
    (ENGLISH, (("of granite", ""),)),
    (ENGLISH, (("was built", "was not built"),)),
    (ENGLISH, (("Its tower is 42 metres (138 ft) high and stands on a mole of granite.",
                "It is a rather small white tower made out of brick that nobody has visited for years."),)),
    (ENGLISH, (("1893", "the spring"),)),
    (ENGLISH, (("granite", "花岗岩"),)),
    (ENGLISH, (("1893", "1921"),)),
    (GERMAN, (("42", "57"), ("Granit", "Ziegeln"))),
    (FRENCH, (("1893", "1887"), ("Ada Thorne", "Jean Lenoir"))),
    (CHINESE, (("42米", "57米"), ("1250", "900"))),
    (CHINESE, (("1893年", "1930年"),)),
    (RUSSIAN, (("1893", "1889"), ("42", "54"))),
    (ARABIC, (("1893", "1889"), ("1250", "900"))),
    (TABLE, (("| 30s |", "| 45s |"), ("| false |", "| true |"))),
    (TABLE, (("default", "value"),)),
)  # fmt: skip


@pytest.mark.parametrize(("text", "edits"), GOOD)
def test_one_fact_changed_is_taken(text: str, edits: Edits) -> None:
    altered = rewritten(text, [Replacement(*edit) for edit in edits])
    assert isinstance(altered, Altered), altered
    assert altered.text == text.replace(*edits[0])


@pytest.mark.parametrize(("text", "edits"), BAD)
def test_more_or_less_than_one_fact_changed_is_refused(text: str, edits: Edits) -> None:
    assert isinstance(rewritten(text, [Replacement(*edit) for edit in edits]), str)
