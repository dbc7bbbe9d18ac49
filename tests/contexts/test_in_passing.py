"""A page on something else contradicts in passing: one sentence more, which can be told without what stood before."""

import pytest
from simulated import chunk

from openbook.contexts.in_passing import names_its_subject, set_into, shortened, stands_alone
from openbook.contexts.tellable import tellable
from openbook.contexts.text_versions import prose
from some import some

LIGHT = (
    "The light stands on a cliff above the bay of the town. The tower is 42 metres high and built of granite. "
    "It was lit in 1893 before a crowd of people."
)
GERMAN = "Die Anlage steht nicht weit von der Bucht und ist von dem Hafen gut zu sehen."
ARABIC = "تقع المنارة على جرف فوق خليج المدينة، وهي قريبة من الميناء ويراها كل من يصل إلى الرصيف."
CHINESE = "海港位于城市的东边，有许多渔船在附近停泊，每天早上都很热闹。"


@pytest.mark.parametrize(
    ("sentence", "text", "alone"),
    [
        ("The tower is 42 metres high and built of granite.", LIGHT, True),
        ("It was lit in 1893 before a crowd of people.", LIGHT, False),
        ("and the tower is 42 metres high.", "The tower is white,\nand the tower is 42 metres high.", False),
        ("Ada built the tower of granite.", "In the year of the storm\nAda built the tower of granite.", False),
        ("42 metres high, the tower is white.", "The tower is\n42 metres high, the tower is white.", False),
        ("The tower stands on the hill above St.", "The tower stands on the hill above St. Johns Bay.", False),
        ("Johns Bay has a tower of granite.", "The ferry goes to St. Johns Bay has a tower of granite.", False),
        ('The keeper wrote: "The tower will fall.', 'The keeper wrote: "The tower will fall. Save us!" he did.', False),
        ("The tower (of granite is white.", "The tower (of granite is white. Or grey).", False),
        ("灯塔的塔身（高约42米，用花岗岩建成。", f"{CHINESE}灯塔的塔身（高约42米，用花岗岩建成。）", False),
        ("But the tower is 42 metres high.", "The bay is deep. But the tower is 42 metres high.", False),
        ("Both towers are 42 metres high.", "Two towers stand there. Both towers are 42 metres high.", False),
        ("Augustine failed to build a tower.", "The ferry goes to St. Augustine failed to build a tower.", False),
        ("Moreau, Diaz et al.", "Found by others. Moreau, Diaz et al. built the tower of granite.", False),
        ("Außerdem ist der Turm 42 Meter hoch.", f"{GERMAN} Außerdem ist der Turm 42 Meter hoch.", False),
        ("此外灯塔的塔身高约42米，用花岗岩建成。", f"{CHINESE}此外灯塔的塔身高约42米，用花岗岩建成。", False),
        ("Der Turm ist seit dem Umbau 42 Meter hoch.", f"{GERMAN} Der Turm ist seit dem Umbau 42 Meter hoch.", True),
        ("Danach war der Turm noch 42 Meter hoch.", f"{GERMAN} Danach war der Turm noch 42 Meter hoch.", False),
        ("灯塔的塔身高约42米，用花岗岩建成。", f"{CHINESE}灯塔的塔身高约42米，用花岗岩建成。", True),
        ("它的塔身高约42米，用花岗岩建成。", f"{CHINESE}它的塔身高约42米，用花岗岩建成。", False),
        ("يبلغ ارتفاع البرج 42 مترا من الحجر.", f"{ARABIC} يبلغ ارتفاع البرج 42 مترا من الحجر.", True),
        ("يبلغ البرج 42 مترا، وهو من الحجر.", f"{ARABIC} يبلغ البرج 42 مترا، وهو من الحجر.", True),
        ("وهو برج من الحجر ارتفاعه 42 مترا.", f"{ARABIC} وهو برج من الحجر ارتفاعه 42 مترا.", False),
        ("يبلغ ارتفاع البرج لهذه المنارة 42 مترا.", f"{ARABIC} يبلغ ارتفاع البرج لهذه المنارة 42 مترا.", False),
        ("بني البرج ولذلك المبنى درج من الحجر.", f"{ARABIC} بني البرج ولذلك المبنى درج من الحجر.", False),
        ("وعلى سبيل المثال بني البرج من الحجر.", f"{ARABIC} وعلى سبيل المثال بني البرج من الحجر.", False),
        ("يبلغ ارتفاع البرج الموصوف سابقًا 42 مترا.", f"{ARABIC} يبلغ ارتفاع البرج الموصوف سابقًا 42 مترا.", False),
    ],
)  # fmt: skip
def test_a_sentence_stands_alone_where_it_is_whole_and_points_to_nothing(sentence: str, text: str, alone: bool) -> None:
    assert sentence in text
    assert stands_alone(sentence, text) == alone


TABLE = "| Field | What it sets |\n|---|---|\n"


def test_a_row_of_a_table_is_no_prose_and_no_sentence_takes_its_place() -> None:
    row = "| `size` | The size of a body in bytes. If it is larger, the answer is an error of the server. |\n"
    page = f"The light answers whoever asks for its hours.\n\n{TABLE}{row}\nThe keeper sets the table by hand at night."
    assert prose(page) == (
        "The light answers whoever asks for its hours.",
        "The keeper sets the table by hand at night.",
    )


@pytest.mark.parametrize(
    ("page", "gone"),
    [
        (f"Settings:\n{TABLE}| `size` | How large |\n| `time` | How long |\n", "| `size` | How large |\n"),
        (f"Settings:\n{TABLE}| `size` | How large |\n\nThe end", ""),
        ("Kinds:\n- a lamp\n- a bell\n  which rings\n- a horn\n\nThe end", "- a lamp\n"),
    ],
)
def test_a_copy_loses_no_head_of_a_table_no_only_row_and_no_beginning_of_an_item(page: str, gone: str) -> None:
    found = {shortened(page, seed, "id") for seed in range(12)}
    assert page.replace(gone, "") in found if gone else found == {None}
    assert all(one is None or (TABLE in one) == (TABLE in page) for one in found)
    assert not any("  which rings" in (one or "") and "- a bell" not in (one or "") for one in found)


def test_a_copy_keeps_the_sentence_to_which_the_next_one_points() -> None:
    page = (
        "The light is old. A winch lifts the boats from the bay. This takes an hour of the day. The keeper is old now."
    )
    page += " The road to the light goes along the mole of stone. The boats are painted in the spring of the year."
    found = {shortened(page, seed, "id") for seed in range(12)}
    assert all("A winch lifts the boats" in (one or "") for one in found)
    assert len(found) > 1


IN_TURN = (
    "The light of the town is old. There are two lamps in the tower. First, a lamp of brass hangs from the roof. "
    "Second, a lamp of tin stands on the floor. The keeper cleans the glass of the tower. The boats pass it at night."
)
IN_TURN_GERMAN = (
    "Das Licht der Stadt ist alt und steht am Hafen. Im Turm der Stadt gibt es zwei alte Lampen. Erstens hängt eine "
    "Lampe aus Messing am Dach. Zweitens steht eine Lampe aus Blech auf dem Boden. Der Wärter putzt das Glas des Turms "
    "mit einem Tuch. Die Boote fahren bei Nacht an dem Licht vorbei."
)
IN_TURN_CHINESE = (
    "灯塔建成已经有一百多年了。塔里一共有两盏很旧很大的灯。首先，一盏黄铜的灯挂在屋顶下面。第二，一盏铁皮的灯放在地板上。"
    "守塔人每天擦洗塔上的玻璃。渔船在夜里从灯塔旁边驶过。"
)


@pytest.mark.parametrize("page", [IN_TURN, IN_TURN_GERMAN, IN_TURN_CHINESE])
def test_a_copy_keeps_the_sentence_from_which_the_next_one_goes_on(page: str) -> None:
    found = {shortened(page, seed, "id") for seed in range(12)}
    assert all((prose(page)[1] in (one or "")) and (prose(page)[2] in (one or "")) for one in found)
    assert len(found) > 1


SAID = "The boat left the pier at nine.", "The keeper waved it off with a lamp.", "Rain came up behind the cape."


@pytest.mark.parametrize(
    ("page", "kept"),
    [
        (f'{SAID[0]}\n\n"{SAID[1]}"\n\n{SAID[2]}', SAID[1]),
        (f'{SAID[0]} "{SAID[1]} {SAID[2]} I go to bed now and sleep." he said. The lamp went out at ten.', SAID[1]),
        (f"{SAID[0]} **{SAID[1]}** {SAID[2]}", SAID[1]),
        (f"{SAID[0]} «{SAID[1]}» {SAID[2]}", SAID[1]),
    ],
)
def test_no_sentence_is_left_out_or_replaced_that_would_take_a_mark_with_it(page: str, kept: str) -> None:
    assert page.count(kept) == 1
    for id_ in some(f"id{n}" for n in range(8)):
        for made in (shortened(page, 0, id_), set_into(page, "The tower is red and white.", 0, id_)):
            assert made is None or kept in made


def test_in_a_language_without_a_list_of_pointers_none_stands_alone() -> None:
    text = "A torony 42 méter magas, és a városban már sok éve áll a kikötő felett, a sziklák között."
    assert not stands_alone(text, text)


def test_a_sentence_names_its_subject_by_title_or_file() -> None:
    light = chunk("harbour-light.md", 0, LIGHT)
    assert names_its_subject("The harbour light is 42 metres high.", light)
    assert not names_its_subject("The tower is 42 metres high.", light)


def test_no_sentence_is_replaced_that_closes_a_quotation() -> None:
    page = 'The keeper of the light said: "The boats leave from the pier at nine." The fare is paid on board of it.'
    assert prose(page)[-1].startswith('"')
    page += "\n\nThe mole is of stone and forty metres long."
    made = set_into(page, "The tower is 57 metres high.", 0, "id")
    assert made is not None
    assert made.count('"') == 2


TOLD, TOLD_CHINESE = "The tower is 57 metres high.", "灯塔的塔身高约57米，用花岗岩建成。"


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ('"The boats leave from the pier at nine. The fare is paid on board." This is a rule.', TOLD),
        ("The keeper said: “The boats leave from the pier. They pass the light at ten of the clock.”", TOLD),
        ("Der Wärter sagte: „Die Boote fahren um neun Uhr. Sie fahren an dem alten Turm vorbei.“", TOLD),
        ("老人说：“渔船每天早上九点钟出海。海港里的人都会来送行。”这就是规矩。", TOLD_CHINESE),
        ("The boats leave from the pier at nine. For example, the mail boat is gone by ten", TOLD),
        ("渔船每天早上九点钟从海港的码头出海。例如，邮船在十点钟以前就已经走了", TOLD_CHINESE),
    ],
)
def test_no_sentence_is_told_within_a_quotation_nor_before_what_hangs_on_another(page: str, told: str) -> None:
    assert len(prose(page)) > 0
    for id_ in some(f"id{n}" for n in range(8)):
        assert set_into(page, told, 0, id_) is None


def test_within_a_quotation_no_sentence_is_replaced() -> None:
    page = "The light is old and white. “I go to sea at nine. The fare is paid on board of it. Rain comes up,” he said."
    assert set_into(page, TOLD, 0, "id") is None


def test_a_sentence_is_told_behind_the_only_one_of_a_paragraph() -> None:
    page = "The boats leave from the pier at nine.\n\n- a list\n- of things"
    assert set_into(page, TOLD, 0, "id") == page.replace("nine.", f"nine. {TOLD}")


def test_the_sentence_takes_the_place_of_one_that_nothing_hangs_on() -> None:
    page = "The boats leave from the pier at nine in the morning. The fare is paid on board.\n\n- a list\n- of things"
    made = set_into(page, "The tower is 57 metres high.", 0, "id")
    assert made == page.replace("The fare is paid on board.", "The tower is 57 metres high.")
    assert set_into("- a list\n- of things", "The tower is 57 metres high.", 0, "id") is None


def test_a_sentence_takes_the_place_of_one_with_as_many_figures() -> None:
    page = "It stands on piles of oak.\n\nThe boats leave at 9 and 16.\n\nThe fare is paid on board."
    figures, words = "The tower is 57 metres high.", "The tower is red and white."
    assert set_into(page, figures, 0, "id") == page.replace("The boats leave at 9 and 16.", figures)
    assert set_into(page, words, 0, "id") == page.replace("The fare is paid on board.", words)


def test_what_has_several_lines_becomes_a_paragraph_of_its_own() -> None:
    page = "The boats leave from the pier at nine.\n\nThe fare is paid on board. A dog\ngoes free.\n\n- a list"
    block = "**Light**\n\n| a | b |\n|---|---|\n| c | d |"
    made = set_into(page, block, 0, "id")
    assert made is not None
    assert f"\n\n{block}\n\n" in made
    assert set_into("The boats leave at nine from the pier. A dog\ngoes free", block, 0, "id") is None


def test_of_a_page_that_is_alone_in_its_document_only_what_names_its_subject_can_be_told() -> None:
    light = chunk("harbour-light.md", 0, f"The harbour light is 42 metres high. {LIGHT}")
    own = [one.text for one in tellable(light, is_alone=False)]
    assert own == ["The harbour light is 42 metres high.", *prose(LIGHT)[:2]]
    (named,) = tellable(light, is_alone=True)
    assert (named.text, named.is_named) == (own[0], True)


def test_rows_come_before_sentences_with_a_figure_and_these_before_others() -> None:
    table = "| option | meaning | default |\n|---|---|---|\n| `oil` | How much there is. | none |"
    light = chunk("harbour-light.md", 0, f"{LIGHT} The tower of the town is white and red.\n\n{table}")
    ranked = [one.text for one in sorted(tellable(light, is_alone=False), key=lambda one: one.rank)]
    assert ranked[0].endswith(table)
    assert "42" in ranked[1]
    assert not any(map(str.isdigit, ranked[-1]))


def test_half_a_sentence_of_a_page_whose_lines_are_broken_is_not_replaced() -> None:
    page = (
        "The boats leave from the pier at nine.\n\nOn Sundays and in winter,\nthe fare is paid on the boat to the mate."
    )
    made = set_into(page, "The tower is 57 metres high.", 0, "id")
    assert made is not None
    assert "On Sundays and in winter,\nthe fare is paid on the boat to the mate." in made


CODE = "```\nlamp: on\n\nbell: off\n```"


def test_a_row_stands_between_two_paragraphs_of_a_page_that_has_no_sentence() -> None:
    row = f"**Light**\n\n{TABLE}| `size` | How large |"
    page = f"## Settings\n\n| a | b |\n|---|---|\n| c | d |\n\n{CODE}\n\nLike this:\n\n- one\n- two"
    found = {set_into(page, row, seed, "id") for seed in range(12)}
    before, after = page.split(f"\n\n{CODE}\n\n")
    assert found == {
        f"{before}\n\n{row}\n\n{CODE}\n\n{after}",
        f"{before}\n\n{CODE}\n\n{row}\n\n{after}",
    }
    assert set_into("| c | d |", row, 0, "id") is None


QUOTED_GERMAN = (
    "Das Haus steht am Rand des Hafens der Stadt. Der Wärter schrieb an die Stadt: »Das Dach der Halle ist alt und "
    "undicht. Die Brücke bei dem Hafen wurde nie gestrichen. Die Treppe hinter dem Haus braucht neue Bretter.«"
)
QUOTED_IN_LINES = (
    'The keeper of the pier wrote to the town: "The roof is old.\nThe bridge near the harbour was never painted. '
    'The stairs behind the house need new boards. The garden has many weeds."'
)


@pytest.mark.parametrize(("page", "told", "mark"), [
    (QUOTED_GERMAN, "Die Mühle im Tal hat 40 Räder und einen Teich.", "»"),
    (QUOTED_IN_LINES, "The mill of the valley has 40 wheels and a pond.", '"'),
])  # fmt: skip
def test_nothing_is_told_within_a_quotation_whatever_its_marks_and_lines(page: str, told: str, mark: str) -> None:
    for seed in some(range(6)):
        made = set_into(page, told, seed, "id")
        assert made is None or page[page.index(mark) :] in made
