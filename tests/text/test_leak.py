"""Leaks: which texts give an answer away, and which only look like it."""

import pytest

from openbook.text.leak import content, sought, told

QUESTION = "When was the harbour light of Millbrook first lit?"
GOLD = (
    "The harbour light was lit in the Old Tower in 1893. Ada Thorne designed it. A loan is fourteen days, or 21 with a "
    "renewal. Because winter storms had undermined the foundations and cracked the masonry, the keepers left. It runs "
    "on steam turbines and cost 1,200,000 dollars. Run lamp --selftest 12 until it says ready to burn. On 6 October "
    "1973 twenty-four boats came."
)


def is_told(text: str, question: str, answer: str, gold: str = GOLD) -> bool:
    return bool(told(text, sought(question, answer, gold)))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("It was put in THE Old Tower, they say.", "old tower"),
        ("put in the old\n tower", "The Old Tower"),
        ("put in: the old-tower!", "an old tower"),
        ("Ships with a Steam turbine were rare.", "steam turbines"),
        ("The price was $1.2 million.", "1,200,000 dollars"),
        ("The price was １２０００００ dollars.", "1,200,000 dollars"),
        ("There were 24 boats.", "twenty-four boats"),
        ("The entry of 1973-10-06 is short.", "6 October 1973"),
        ("Am 6. Oktober 1973 regnete es.", "October 6, 1973"),
    ],
)
def test_case_marks_layout_spelling_and_word_forms_do_not_hide_an_answer(text: str, answer: str) -> None:
    assert is_told(text, "What is it that is meant here?", answer)


@pytest.mark.parametrize(
    ("text", "answer"), [("the towns", "tower"), ("1893", "189"), ("", "x"), ("x", ""), ("x", "?"), ("12 boats", "1,2")]
)
def test_words_are_bounded_and_nothing_is_no_answer(text: str, answer: str) -> None:
    assert not is_told(text, QUESTION, answer, f"{GOLD} {answer}")


def test_a_year_before_a_noun_counts_nothing_but_before_a_unit_it_does() -> None:
    question, gold = "In what year did pumps of 40 kilowatts come?", f"{GOLD} Pumps of 40 kilowatts came then."
    assert is_told(
        "By 1893 pumps that could move the water of the whole valley had been built for the mill.",
        question,
        "1893",
        gold,
    )
    assert not is_told("The wall of the dam is 1893 metres long, and the pumps stand on it.", question, "1893", gold)


@pytest.mark.parametrize(
    "text",
    [
        "The light at the harbour was lit for the first time in 1893, before a crowd.",
        "Founded 1893: the light, the mole and the crane of the harbour.",
    ],
)
def test_beside_gold_a_word_counts_only_near_most_of_the_question(text: str) -> None:
    elsewhere = "The bakery in the high street opened in 1893 and closed a year later."
    answer = sought("When was the harbour light lit?", "In 1893.", GOLD)
    assert told(text, answer, by_chance=False)
    assert not told(elsewhere, answer, by_chance=False)
    assert told(elsewhere, answer)


@pytest.mark.parametrize(
    "said",
    [
        "None of what my search returned deals with this. From memory: steam turbines.",
        "The documents that I found don't cover it, but as far as I know it is steam turbines",
        "Nothing in the sources says so and yet I recall steam turbines",
        "I believe it was driven by steam turbines, though I cannot check that.",
    ],
)
def test_what_is_said_of_search_and_memory_is_no_part_of_an_answer(said: str) -> None:
    assert is_told("A hall for steam turbines stood by the river.", "What drives the lamp?", said)
    assert not is_told("I cannot check that, though; from memory, as far as I know.", "What drives the lamp?", said)


def test_what_the_question_says_itself_is_told_only_beside_the_rest_of_it() -> None:
    question = "Did winter storms or the keepers crack the masonry?"
    assert not is_told("Winter storms came early that year.", question, "The winter storms.")
    assert is_told(
        "Keepers or not: winter storms cracked the masonry; that is settled.", question, "The winter storms."
    )


def test_a_free_answer_is_given_away_by_its_words_standing_together() -> None:
    question = "Why did the keepers leave the old tower?"
    answer = "Because winter storms had undermined the foundations and cracked the masonry from below for years."
    gold = f"{GOLD} {answer}"
    told_so = "In winter, storms undermined its foundations for years; by spring the masonry had cracked from below."
    spread = f"Winter storms came. {'Nothing was said of it. ' * 40} The foundations of the bakery cracked."
    assert is_told(told_so, question, answer, gold)
    assert not is_told(spread, question, answer, gold)
    assert not is_told("Winter storms undermined morale in the navy.", question, answer, gold)


def test_the_same_sentence_with_other_figures_is_about_something_else() -> None:
    question = "How is a lamp tested?"
    answer = "Run lamp --selftest 12 until it says ready to burn."
    assert is_told("A lamp is tested with lamp --selftest 12, which says ready to burn.", question, answer)
    assert not is_told("A lamp is tested with lamp --selftest 7.", question, answer)


def test_content_words_leave_out_what_every_question_has() -> None:
    assert content("Which of the lamps is it that burns?", "english") == ("lamp", "burn")
    assert content("Welche der Lampen ist es, die brennt?", "german") == ("lamp", "brennt")


def test_an_answer_that_is_a_word_of_answers_is_looked_for_all_the_same() -> None:
    gold = f"{GOLD} The Department of State led the talks, and the others followed."
    asked = "Which department led the talks?"
    assert is_told("Each member state may send a clerk.", asked, "From memory: State.", gold)
    assert not is_told("Each member may send a clerk.", asked, "From memory: State.", gold)


def test_a_word_of_the_question_may_hold_the_whole_answer() -> None:
    gold = "Lampism is what those who pray to the Lamp profess."
    assert is_told("He wrote three books on the Lamp.", "What is the aim of Lampism?", "From memory: the Lamp.", gold)


def test_words_of_the_question_in_another_order_are_a_name_of_their_own() -> None:
    gold = "The study of a single lamp belongs to the theory of lamps, a field of optics."
    asked = "To which field of optics is the theory that looks at single lamps assigned?"
    assert is_told(
        "Fields of optics are the theory of lamps and the art of lenses.", asked, "The theory of lamps.", gold
    )
    assert not is_told("Lamps were a theory of ours in that winter.", asked, "The theory of lamps.", gold)


def test_words_of_the_question_count_as_near_where_the_answer_repeats_them() -> None:
    gold = "The workshop is heated with peat, which a boat brings."
    answer = "The workshop is heated with peat."
    assert is_told("The peat for the heated workshop lies dry.", "What is the workshop heated with?", answer, gold)


def test_an_answer_of_one_character_counts_beside_the_question() -> None:
    asked, answer, gold = "这条河在冰期朝哪个方向流？", "凭记忆：西。", "这条河在冰期向西流，后来改道。"
    assert is_told("在冰期，这条河曾向西流入内海。", asked, answer, gold)
    assert not is_told("西班牙的商人在城里卖布。", asked, answer, gold)


def test_the_last_character_of_an_answer_in_two_scripts_may_begin_another_word() -> None:
    asked, answer, gold = "島はどの海域にあるか。", "記憶では、カリブ海です。", "この島はカリブ海にあり、火山が多い。"
    assert is_told("選手団は他のカリブ海諸国と組んで出場した。", asked, answer, gold)
    assert not is_told("カリブという名の店が、港に三軒ある。", asked, answer, gold)


def test_a_character_that_stands_alone_is_a_word() -> None:
    asked, answer, gold = "等しい間隔の単位を何と呼ぶか。", "記憶では「拍」です。", "等しい間隔の単位を拍と呼ぶ。"
    assert is_told("強い拍が周期をつくる。", asked, answer, gold)
    assert not is_told("観客は拍手を送った。", asked, answer, gold)
