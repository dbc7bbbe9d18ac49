"""States that a sentence dates, in many languages."""

import pytest

from openbook.contexts.contradict import contradicting, outdating
from openbook.contexts.dated import state_year
from openbook.text import framed
from openbook.text.normalise import bare
from openbook.text.word_lists import lines_of

DATED = {
    "german": "Stand 2011 liegen noch vier Kähne im Hafen.",
    "french": "Selon le recensement de 2011, le hameau compte huit fermes.",
    "spanish": "Según el censo de 2011, la aldea tiene ocho granjas.",
    "italian": "Secondo i dati del 2011 il borgo conta otto stalle.",
    "portuguese": "Segundo dados de 2011, a vila tem oito moinhos.",
    "dutch": "Volgens cijfers van 2011 heeft het dorp acht molens.",
    "polish": "Według spisu z 2011 roku wieś liczy osiem młynów.",
    "russian": "По состоянию на 2011 год в посёлке восемь мельниц.",
    "turkish": "2011 yılı itibarıyla köyde sekiz değirmen vardır.",
    "arabic": "حسب تعداد عام 2011 في القرية ثماني طواحين.",
    "hindi": "2011 की जनगणना के अनुसार गाँव में आठ चक्कियाँ हैं।",
    "chinese": "截至2011年，村里还有八座水磨。",
    "japanese": "2011年現在、村には水車が八つある。",
    "korean": "2011년 기준 마을에는 물레방아가 여덟 개 있다.",
}


@pytest.mark.parametrize("spoken", sorted(DATED))
def test_a_sentence_says_as_of_which_year_it_holds(spoken: str) -> None:
    assert state_year(DATED[spoken], spoken) == "2011"


@pytest.mark.parametrize(("spoken", "phrase"), [
    (spoken, phrase.strip()) for spoken, phrases in lines_of("dated_states") for phrase in phrases.split(",")
])  # fmt: skip
def test_every_phrase_dates_a_state(spoken: str, phrase: str) -> None:
    assert state_year(f"({phrase.replace('…', '2011')})", spoken) == "2011"
    assert state_year("(2011)", spoken) is None


@pytest.mark.parametrize(("said", "spoken"), [
    ("Im Jahr 2011 brannte die Mühle ab.", "german"),
    ("Der Bestand 2011 war klein.", "german"),
    ("En 2011, un incendie détruisit le moulin.", "french"),
    ("В 2011 году мельница сгорела.", "russian"),
    ("2011年に水車が焼けた。", "japanese"),
    ("2011年，水磨被烧毁了。", "chinese"),
    ("The mill burned down in 2011.", "english"),
])  # fmt: skip
def test_the_year_of_an_event_dates_no_state(said: str, spoken: str) -> None:
    assert state_year(said, spoken) is None


@pytest.mark.parametrize(("text", "old", "new"), [
    ("Le hameau est au bord du lac. Selon le recensement de 2011, la commune compte environ 4300 habitants.",
     "4300", "2011"),
    ("По состоянию на 2011 год в селе проживает около 4300 жителей, и все работают.", "4300", "2011"),
    ("オルビー村は湖のほとりにある。2011年現在、村には約4300人の住民が暮らしている。", "4300", "2011"),
    ("截至2011年，湖边的这个村庄共有约4300名居民居住在湖的两岸。", "4300", "2011"),
])  # fmt: skip
def test_an_older_state_has_an_earlier_year_and_a_smaller_figure(text: str, old: str, new: str) -> None:
    altered = outdating(text, 0, "id")
    assert altered is not None
    assert old not in altered.text
    assert new not in altered.text


def test_a_figure_right_behind_a_word_is_a_fact_where_words_have_no_spaces_between() -> None:
    altered = contradicting("湖边的这个小村庄如今共有约4300名居民居住在湖的两岸。", 0, "id")
    assert altered is not None
    assert altered.before == "4300"
    assert contradicting("这个程序用SHA512算法，每次处理约512个字节的数据，速度很快。", 0, "id") is None


def test_three_figures_before_the_sign_of_a_year_may_be_either_and_stay() -> None:
    assert contradicting("この王国は湖の南にあったが、約711年に北の軍に敗れて滅びたと伝えられる。", 0, "id") is None


AM_MEER = "Der Ort liegt am Meer und ist klein."


@pytest.mark.parametrize(("text", "figure"), [
    (f"{AM_MEER} Nach dem Stand von 2011 hatte er ungefähr 340 Einwohner und einen Hafen.", "340"),
    (f"{AM_MEER} Mit Stand 2011 lebten dort rund 340 Menschen, und es gab eine Schule.", "340"),
    ("Kasaba denize yakındır ve küçüktür. 2011 itibarıyla kasabada yaklaşık 340 kişi yaşamaktadır.", "340"),
    ("2011 nüfus sayımına göre kasabanın nüfusu 3400 kişidir ve çoğu balıkçıdır.", "3400"),
    ("Kasaba denize yakındır. 2011 verilerine göre limanda toplam 34 tekne vardır ve hepsi küçüktür.", "34"),
    ("यह नगर समुद्र के पास है। 2011 की जनगणना के अनुसार नगर में लगभग 3400 लोग थे और अधिकतर मछुआरे थे।", "3400"),
    ("यह नगर समुद्र के पास है। 2011 की जनगणना में नगर में करीब 340 घर थे और एक बंदरगाह था।", "340"),
])  # fmt: skip
def test_a_dated_state_moves_back_in_german_turkish_and_hindi(text: str, figure: str) -> None:
    older = outdating(text, 0, "id")
    assert older is not None
    assert older.before == f"{figure} (2011)"


def test_a_figure_before_a_noun_is_a_fact_where_every_noun_has_a_capital() -> None:
    german = "Auf dem Hügel über der Stadt liegt die Burg. Sie wurde von rund 40 Burschen aus dem Dorf gebaut."
    altered = contradicting(german, 0, "id")
    assert altered is not None
    assert altered.before == "40"
    assert contradicting("The castle was built on top of the hill by the 40 Thieves of the old song.", 0, "id") is None


@pytest.mark.parametrize("spoken", ["german", "chinese", "arabic"])
def test_of_a_long_sentence_only_what_is_beside_its_years_is_read(spoken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    monkeypatch.setattr(framed, "bare", lambda text: read.append(len(text)) or bare(text))
    said = f"{'(1893) ' * 400}{DATED[spoken]}"
    assert state_year(said, spoken) == "2011"
    assert sum(read) < 100 * len(said)
