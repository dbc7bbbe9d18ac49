"""Which figures of a text are facts: not those of a model case, a number of things that looks like a year, a grade, a
list, or of somebody with a title.
"""

import pytest

from listed import lacking_word
from openbook.contexts.contradict import contradicting
from openbook.text.word_lists import folded, listed

WALL = "The old wall at the pier is built of granite and stands there since the days of the town's founders."


def changed(text: str) -> str:
    """Return what is changed in a text; empty where nothing is."""
    found = {altered.before for seed in range(10) if (altered := contradicting(text, seed, "id")) is not None}
    return " ".join(sorted(found))


@pytest.mark.parametrize("text", [
    "A town with a light of about 42 metres can show the way to all the ships of the bay.",
    "An island with a light of about 42 metres can show the way to all the ships of the bay.",
    "Any harbour with a light of 42 metres could show the way to all the ships of the bay.",
    "Eine Stadt mit einem Turm von 42 Metern kann allen Schiffen in der Bucht den Weg weisen.",
    "Ein Hafen mit einem Turm von 42 Metern kann allen Schiffen in der Bucht den Weg weisen.",
    "Un port avec un phare de 42 mètres peut montrer le chemin à tous les bateaux de la baie.",
    "Une ville avec un phare de 42 mètres peut montrer le chemin à tous les bateaux de la baie.",
    "Un puerto con un faro de 42 metros puede mostrar el camino a todos los barcos de la bahía.",
    "Una ciudad con un faro de 42 metros puede mostrar el camino a todos los barcos de la bahía.",
    "एक नगर जिसमें लगभग 42 मीटर की मीनार हो सभी जहाज़ों को रास्ता दिखा सकता है।",
    "कोई नगर जिसमें लगभग 42 मीटर की मीनार हो सभी जहाज़ों को रास्ता दिखा सकता है।",
    "一个港口有约42米的灯塔，就可以为海湾里所有的船只指明方向。",
    "一個港口有約42米的燈塔，就可以為海灣裡所有的船隻指明方向。",
    "一座城市有约42米的灯塔，就可以为海湾里所有的船只指明方向。",
])  # fmt: skip
def test_a_model_case_is_no_fact(text: str) -> None:
    assert not changed(text)


@pytest.mark.parametrize("text", [
    "The town with the light of about 42 metres can show the way to all the ships of the bay.",
    "A town with a light of about 42 metres has shown the way to all the ships of the bay.",
])  # fmt: skip
def test_what_one_thing_can_do_and_what_anything_has_done_are(text: str) -> None:
    assert changed(text) == "42"


@pytest.mark.parametrize("text", [
    "The town met the pirates of the bay with an army of 1500 men and three ships.",
    "La ville rencontra les pirates de la baie avec une armée de 1500 hommes et trois navires.",
    "La ciudad esperó a los piratas de la bahía con un ejército de 1500 hombres y tres barcos.",
    "Город встретил пиратов в бухте с армией из 1500 человек и с тремя кораблями.",
    "واجهت المدينة القراصنة في الخليج بجيش من 1500 رجل وثلاث سفن كبيرة.",
    "灯塔的机器以1500转/分钟的速度旋转，整夜照亮着港口外的大海。",
    "El viejo salón del puerto recibe hasta 1500 personas durante las fiestas de la ciudad.",
    "O velho salão do porto recebe até 1500 pessoas durante as festas da cidade.",
    "De oude zaal aan de haven biedt plaats aan tot 1500 mensen bij het feest.",
    "Wielka sala starego portu mieści do 1500 osób w czasie święta miasta.",
    "Старый зал у порта вмещает до 1500 человек во время праздников города.",
    "La ville rencontra les pirates de la baie avec des 1500 hommes et trois navires.",
])  # fmt: skip
def test_what_may_be_a_number_of_things_or_a_year_is_neither(text: str) -> None:
    assert not changed(text)


@pytest.mark.parametrize("text", [
    "The town met the pirates of the bay with an army of about 1500 men and three ships.",
    "Die Stadt wartete auf die Piraten in der Bucht und hatte rund 1500 Männer auf der Mole.",
    "등대의 기계는 약 1500바퀴 회전하면서 밤새 바다를 밝혀 준다고 합니다.",
    "灯塔的机器大约1500转/分钟地旋转，整夜照亮着港口外的大海。",
    "灯台の機械は約1500回転で回り、一晩中港の外の海を照らしています。",
])  # fmt: skip
def test_a_number_of_things_behind_a_word_of_amounts_is_one(text: str) -> None:
    for seed in range(10):
        altered = contradicting(text, seed, "id")
        assert altered is not None
        assert altered.after in ("1000", "2000")


BEFORE_YEARS = {
    "english": "{} 1893 fishermen of the town have lit the light, and the old pier is beside it.",
    "german": "Die ganze Stadt war auf der Mole, und das Leuchtfeuer wurde {} 1893 angezündet, wie es heißt.",
    "french": "Le phare de la ville est {} 1893 allumé par les pêcheurs et par leurs familles.",
    "spanish": "El faro de la ciudad se encendió {} 1893 cerca de la torre del puerto y de la playa.",
    "italian": "Il faro della città fu acceso {} 1893 grazie ai pescatori e alle loro famiglie del porto.",
    "portuguese": "O farol da cidade foi aceso {} 1893 graças aos pescadores e às suas famílias do porto.",
    "dutch": "De vuurtoren van de stad werd {} 1893 aangestoken door de vissers en hun families.",
    "polish": "Latarnia morska w porcie paliła się {} 1893 dzięki rybakom i ich rodzinom z miasta.",
    "russian": "Маяк на берегу моря горит {} 1893 благодаря рыбакам и всем жителям города.",
    "arabic": "أضيئت المنارة في الميناء {} 1893 بحضور أهل المدينة كلهم من كبار وصغار.",
    "hindi": "मीनार की बत्ती नगर के मछुआरों ने {} 1893 जलाई थी और वह आज भी जलती है।",
    "korean": "등대는 {} 1893 봄날에 마을 사람들이 처음으로 불을 켰다고 합니다.",
}


@pytest.mark.parametrize(
    ("spoken", "word"), [(spoken, word) for spoken, words in listed("before_years").items() for word in words]
)
def test_a_word_that_stands_before_years_makes_it_one(spoken: str, word: str) -> None:
    assert changed(BEFORE_YEARS[spoken].format(word)) == "1893"
    with lacking_word("before_years", folded(word)):
        assert not changed(BEFORE_YEARS[spoken].format(word))


@pytest.mark.parametrize("text", [
    "The light was first lit in 1893 beside the old pier of the town, before a crowd of people.",
    "In 1893 fishermen of the town lit the light for the first time, beside the old pier.",
    "Das Leuchtfeuer wurde im Jahr 1893 angezündet, und die ganze Stadt war auf der Mole.",
    "Le phare fut allumé en 1893 grâce aux pêcheurs de la ville et à leurs familles.",
    "El faro se encendió en el año 1893 gracias a los pescadores de la ciudad y sus familias.",
    "Маяк на берегу моря был зажжён в 1893 году, и весь город пришёл посмотреть на него.",
    "Маяк на берегу моря горит с 1893 года, и весь город приходит посмотреть на него.",
    "Latarnia morska w porcie została zapalona w 1893 roku przez rybaków z miasta.",
    "أضيئت المنارة في الميناء لأول مرة في عام 1893 بحضور أهل المدينة كلهم.",
    "मीनार की बत्ती सन् 1893 में नगर के मछुआरों ने पहली बार जलाई थी।",
    "등대는 약 1893년에 마을 사람들이 처음으로 불을 켰다고 합니다.",
    "灯塔于1893年由镇上的居民第一次点亮，至今仍在使用。",
])  # fmt: skip
def test_a_year_is_one(text: str) -> None:
    for seed in range(10):
        altered = contradicting(text, seed, "id")
        assert altered is not None
        assert (altered.before, 1 < abs(int(altered.after) - 1893) < 10) == ("1893", True)


@pytest.mark.parametrize("text", [
    "灯塔在1991开放，由镇上的居民用花岗岩建成，至今仍在使用。",
    "风暴在海上达到约3级，镇上的居民都回到了港口里面，至今仍在谈论。",
    "その嵐は約3級の強さで、町の人々はみな港の中に戻ったそうです。",
    "그 폭풍은 약 3등급의 세기로 바다에 불어와 배들이 모두 돌아왔다고 합니다.",
    "在2011年和2012年，镇上的居民都用花岗岩修理过这座灯塔。",
    "灯塔的机器以约900转/分钟和750转/分钟的速度旋转，照亮大海。",
    "등대는 약 2011년과 2012년에 마을 사람들이 화강암으로 고쳤다고 합니다.",
])  # fmt: skip
def test_what_is_half_of_a_name_or_of_a_list_is_none(text: str) -> None:
    assert not changed(text)


@pytest.mark.parametrize(("text", "told"), [
    ("有 40 名居民在灯塔旁边的旧房子里生活了整整十年，另有大约 90 名住在码头的另一边。", "40 90"),
    ("灯塔于 1893 年 5 月 7 日由镇上的居民第一次点亮，至今仍在使用。", "1893"),
])  # fmt: skip
def test_figures_that_lie_far_apart_and_a_date_are_no_list(text: str, told: str) -> None:
    assert changed(text) == told


@pytest.mark.parametrize(("name", "is_changed"), [
    ("Ada Thorne", True), ("Ada Thorne, the first keeper of the light", False), ("Ada Thorne (a keeper)", False),
])  # fmt: skip
def test_somebody_with_a_title_keeps_the_name(name: str, is_changed: bool) -> None:
    text = f"{WALL} It was built by {name}."
    altered = contradicting(text, 0, "id", ["A mole was built by Carl Finch."])
    assert (altered is not None) == is_changed


@pytest.mark.parametrize(("text", "least"), [
    ("Three thousand francs will cover the repair of the light. The tower of it has cost about 4000 francs.", 3000),
    ("The men of the town are 5,105,768 by now, it is said. They eat about 6.0 million loaves of bread.", 5.2),
])  # fmt: skip
def test_an_amount_stays_above_what_is_less_beside_it(text: str, least: float) -> None:
    for seed in range(20):
        altered = contradicting(text, seed, "id")
        assert altered is None or float(altered.after) > least


def test_an_amount_apart_from_others_may_be_less() -> None:
    text = f"Three thousand francs will cover the repair of the light. {WALL} The tower has cost about 4000 francs."
    assert any(float(contradicting(text, seed, "id").after) < 3000 for seed in range(20))  # type: ignore[union-attr]


@pytest.mark.parametrize("text", [
    "بني الجسر القديم فوق النهر في ١٨٩٣ ميلادية على يد عمال من المدينة المجاورة.",
    "पुराना पुल नदी के ऊपर से १८९३ ईस्वी में बनाया गया और शहर के दो भाग जोड़ता है।",
])  # fmt: skip
def test_what_may_be_a_year_in_other_digits_is_no_amount(text: str) -> None:
    assert not changed(text)
