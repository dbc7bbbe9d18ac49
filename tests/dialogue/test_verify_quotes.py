"""What is said to stand in a passage stands there (RESEARCH.md, checks 3 to 5)."""

import pytest
from written import FOUND, LOANS, LOANS_CHUNK, MISSED, chunk, item, turn

from openbook.codes import Code
from openbook.dialogue.checks.citations import wrong_citation
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.phantom import phantom_quote
from openbook.dialogue.checks.question_form import deixis
from openbook.dialogue.checks.quotes import cited
from openbook.dialogue.checks.recall import recall_cites
from openbook.records import Citation, Turn


def read(thoughts: str = "", answer: str = "It can be renewed once.") -> Turn | Finding:
    found = cited(FOUND, [turn(thoughts, answer)])
    return found if isinstance(found, Finding) else found[0]


STANDING = {
    "word by word": 'Chunk 2 says "A tool may be kept for fourteen days."',
    "in lower case, other marks": "Chunk 2 (loans.md): “a loan can be renewed once, by telephone”.",
    "with another end": 'Chunk 2 states "by telephone, unless somebody else has booked the tool!"',
    "with an omission": 'Chunk 2 says "A loan can be renewed once … unless somebody else has booked the tool."',
    "with an insertion": 'Chunk 2 says "Whoever keeps [the tool] longer pays one euro for each day".',
    "with emphasis": 'Chunk 2 says "A tool may be kept for **fourteen days**".',
    "in German marks": "Chunk 2 sagt: „A tool may be kept for fourteen days“.",
    "in French marks": "Chunk 2 dit « A tool may be kept for fourteen days ».",
    "as a block": "Chunk 2 says:\n\n> A tool may be kept for fourteen days.\n> A loan can be renewed once, by "
    "telephone\n\nSo yes.",
    "over two lines": 'Chunk 2 says "A tool may be kept\nfor fourteen days."',
}


@pytest.mark.parametrize("form", STANDING)
def test_a_quotation_that_stands_in_a_passage_becomes_a_citation_and_stays_as_it_is(form: str) -> None:
    found = read(STANDING[form])
    assert isinstance(found, Turn), found
    assert [citation.rank for citation in found.citations] == [2]
    assert found.thoughts == STANDING[form]


def test_each_quotation_is_cited_once_with_the_rank_of_its_passage() -> None:
    found = read(
        'Chunk 1: "open on Tuesdays and Saturdays from ten to four". Chunk 2: "A tool may be kept for fourteen days".',
        'As the rules say, "A tool may be kept for fourteen days".',
    )
    assert isinstance(found, Turn)
    assert found.citations == (
        Citation(1, "open on Tuesdays and Saturdays from ten to four"),
        Citation(2, "A tool may be kept for fourteen days"),
    )


def test_a_slight_misquotation_is_put_right() -> None:
    said = "A loan can be renewed once, by telephones, unless somebody else has booked the tool."
    found = read(f'Chunk 2 says "{said}" So it can.')
    assert isinstance(found, Turn)
    assert (
        '"A loan can be renewed once, by telephone, unless somebody else has booked the tool." So it can.'
        in found.thoughts
    )
    assert found.citations[0].quote in LOANS
    assert found.citations[0].rank == 2


LAST_WORDS = {
    "en": ("Dry the glaze for two days in the drying room and then fire it {}.", "twice", "again"),
    "de": ("Die Glasur trocknet zwei Tage im Trockenraum und darf danach gebrannt {}.", "werden", "bleiben"),
    "ru": ("Глазурь сохнет два дня в сушильной комнате, и обжигать её {}.", "можно", "нельзя"),
    "ko": ("유약은 건조실에서 이틀 동안 말리며, 그 뒤에는 다시 {}.", "칠한다", "칠하지 않는다"),
    "ja": ("釉薬 は 乾燥室 で 二日間 乾かし、 その後 は すぐに {}。", "焼く", "焼かない"),
}


@pytest.mark.parametrize("language", LAST_WORDS)
def test_a_quotation_whose_last_word_was_changed_is_not_cut_short_before_it(language: str) -> None:
    form, said, own = LAST_WORDS[language]
    passages = [chunk(form.format(own), "glaze.md")]
    quoted = f"chunk 1: “{form.format(said)}”"
    found = cited(item(passages[0], passages), [turn(quoted, "So.")])
    wholly = isinstance(found, tuple) and form.format(own).rstrip(".。") in found[0].thoughts
    assert not isinstance(found, tuple) or wholly


def test_a_quotation_without_the_negation_that_ends_its_sentence_is_refused() -> None:
    for language in ("ru", "ko"):
        form, said, own = LAST_WORDS[language]
        passages = [chunk(form.format(own), "glaze.md")]
        found = cited(item(passages[0], passages), [turn(f"chunk 1: “{form.format(said)}”", "So.")])
        assert isinstance(found, Finding)


INVENTED = {
    "made up": 'Chunk 2 says "Tools can be kept as long as you like, free of charge."',
    "another number": 'Chunk 2 says "Whoever keeps a tool longer pays 3 euro for each day, but never more than half."',
    "a negation added": 'Chunk 2 says "A loan can not be renewed once, by telephone, unless somebody else has booked."',
    "parts in another order": 'Chunk 2 says "unless somebody else has booked … may be kept for fourteen days".',
    "in a block": "Chunk 2 says:\n\n> Tools can be kept as long as you like, free of charge.\n\nSo yes.",
    "ascribed afterwards": '"Tools can be kept as long as you like" is what chunk 2 has.',
}


@pytest.mark.parametrize("form", INVENTED)
def test_a_quotation_that_stands_in_no_passage_is_refused(form: str) -> None:
    found = read(INVENTED[form])
    assert isinstance(found, Finding)
    assert found.code == Code.QUOTE_NOT_FOUND
    assert "turn 1 quotes “" in found.detail


@pytest.mark.parametrize("form", INVENTED)
def test_an_answer_is_held_to_its_quotations_too(form: str) -> None:
    assert isinstance(read("", INVENTED[form]), Finding)


HARMLESS = {
    "the question": 'The user asks "How long may I keep a drill from the Brenfield tool library?" Chunk 2 tells.',
    "a title": 'Chunk 2 is from "Rules For Borrowing Tools At Brenfield".',
    "a term of three words": 'Chunk 2 calls this a "loan of tools".',
    "code": 'Chunk 2 has the command:\n\n```sh\necho "one two three four five"\n```\n',
    "ascribed to nobody": 'You could simply ask them: "May I keep it for another week, please?"',
    "inches": 'Chunk 2 is about tools: a 5" pipe, a 7" pipe, and so on.',
    "an earlier answer": 'It was said that "It can be renewed once" already; chunk 2 agrees.',
}


@pytest.mark.parametrize("form", HARMLESS)
def test_what_stands_in_quotes_for_other_reasons_is_left_alone(form: str) -> None:
    first = turn()
    found = cited(FOUND, [first, turn("", HARMLESS[form], "And then, what do I do?")])
    assert not isinstance(found, Finding), found


def test_an_item_without_gold_has_no_citations() -> None:
    found = cited(MISSED, [turn('Chunk 1 only says "open on Tuesdays and Saturdays from ten to four".')])
    assert not isinstance(found, Finding)
    assert found[0].citations == ()


CITATIONS = {
    "a chunk that was not shown": "Chunk 4 says that it can.",
    "chunk zero": "Chunk 0 says that it can.",
    "one of several": "Chunks 1, 2 and 5 say so.",
    "another source": "Chunk 1 (loans.md) has the rule.",
    "a statement in brackets": "A tool may be kept for fourteen days only [chunk 3].",
    "a statement with two chunks in brackets": "It can be renewed by telephone (chunks 1 and 3).",
    "a statement with a number in brackets": "A tool may be kept for fourteen days only [3].",
    "a quotation from another file": 'In damage.md one reads: "A tool may be kept for fourteen days."',
    "a quotation from another chunk": 'Chunk 3 (damage.md) says: "A tool may be kept for fourteen days."',
    "in another language": "Фрагмент 7 об этом говорит.",
}


@pytest.mark.parametrize("form", CITATIONS)
def test_a_wrong_citation_is_refused(form: str) -> None:
    found = wrong_citation(FOUND, [turn(CITATIONS[form])])
    assert found is not None
    assert found.code == Code.WRONG_CITATION


RIGHT = [
    "Chunk 1 (hours.md) is about hours, chunk 2 (loans.md) about loans, chunk 3 (damage.md) about damage.",
    "Chunks 1 and 3 don't help; chunk 2 does.",
    'Chunk 1 is about hours, while the loans page says "A tool may be kept for fourteen days".',
    "Chunk 2 (the second one) is it.",
    'Neither hours.md nor damage.md has it; loans.md says "A tool may be kept for fourteen days".',
    "A tool may be kept for fourteen days only [2].",
    "A tool may be kept for fourteen days (chunks 1 and 2).",
    "Prices for drills are not given there [3].",
]


@pytest.mark.parametrize("thoughts", RIGHT)
def test_right_citations_pass(thoughts: str) -> None:
    assert wrong_citation(FOUND, [turn(thoughts)]) is None


def test_chunks_that_the_documents_speak_of_are_none_of_ours() -> None:
    splitting = chunk("Chunk 7 of the file is read first, then chunk 8.", "splitting.md")
    assert (
        wrong_citation(item(splitting, [splitting]), [turn("Chunk 1 says that chunk 7 of the file is read first.")])
        is None
    )
    asked = turn(
        "The user's chunks 6 and 9 are parts of a file.", question="Chunk 6 and chunk 9 of it failed. What now?"
    )
    assert wrong_citation(item(splitting, [splitting]), [asked]) is None
    assert wrong_citation(item(splitting, [splitting]), [turn("Chunks 6 and 9 are parts of a file.")]) is not None


def test_a_question_on_chunks_that_gold_speaks_of_is_understood() -> None:
    splitting = chunk("Each chunk of the file is read twice.", "splitting.md")
    asked = turn("", "Twice.", "How often are chunk 6 and chunk 9 of my file read?")
    assert deixis(item(splitting, [splitting]), [asked]) is None
    assert deixis(FOUND, [turn("", "Twice.", "How often are chunk 6 and chunk 9 of my file read?")]) is not None


MEMORY = [
    "According to chunk 1, it can be renewed.",
    "Chunk 2 explains that it can be renewed.",
    "As stated in the passage, it can be renewed.",
    "According to the retrieved documents, it can be renewed.",
]


@pytest.mark.parametrize("answer", MEMORY)
def test_an_answer_from_memory_that_cites_is_refused(answer: str) -> None:
    found = recall_cites(MISSED, [turn("", answer)])
    assert found is not None
    assert found.code == Code.WRONG_CITATION
    assert recall_cites(FOUND, [turn("", answer)]) is None


def test_an_answer_from_memory_may_say_that_nothing_was_found() -> None:
    answer = "According to the documents that came up there is nothing on this. As far as I know, it can be renewed."
    assert recall_cites(MISSED, [turn("", answer)]) is None
    assert recall_cites(MISSED, [turn("", "Chunk 1 explains the hours only. I believe it can be renewed.")]) is None


PHANTOMS = {
    "a quotation in the answer": ("", 'It is known that "A loan can be renewed once, by telephone".'),
    "a quotation in the thoughts": ('I recall "A loan can be renewed once, by telephone".', "Yes."),
    "ascribed to a chunk": (
        "Chunk 1 says that a loan can be renewed once by telephone unless somebody else has booked.",
        "Yes.",
    ),
    "the hidden source": ("None helps, but loans.md would.", "Yes."),
}


@pytest.mark.parametrize("form", PHANTOMS)
def test_the_hidden_chunk_is_never_quoted(form: str) -> None:
    found = phantom_quote(MISSED, [turn(*PHANTOMS[form])])
    assert found is not None
    assert found.code == Code.PHANTOM_QUOTE
    assert phantom_quote(FOUND, [turn(*PHANTOMS[form])]) is None


def test_an_answer_from_memory_may_say_the_same_in_its_own_words() -> None:
    told = turn(
        "Chunk 1 is about hours.", "A loan can be renewed once by telephone unless somebody else has booked the tool."
    )
    assert phantom_quote(MISSED, [told]) is None


def test_an_answer_that_abstains_shares_no_eight_words_with_the_hidden_chunk() -> None:
    strict = item(LOANS_CHUNK, [], "missing_abstain", strict=True)
    assert (
        phantom_quote(strict, [turn("", "A loan can be renewed once by telephone unless somebody else asks.")])
        is not None
    )
    assert phantom_quote(strict, [turn("", "These sources don't tell how long a drill may be kept.")]) is None


def test_a_wrong_quotation_is_told_with_the_sentence_that_comes_nearest_to_it() -> None:
    wrong = read('Chunk 2 says "A loan can be renewed twice, by letter, unless somebody else has booked the tool."')
    assert isinstance(wrong, Finding)
    assert wrong.detail.endswith(
        "; chunk 2 says “A loan can be renewed once, by telephone, unless somebody else has booked the tool.”"
    )


def test_a_quotation_of_nothing_alike_is_told_without_any() -> None:
    wrong = read('Chunk 2 says "Every giraffe must be fed with acacia leaves at noon."')
    assert isinstance(wrong, Finding)
    assert wrong.detail.endswith("which stands in no passage that was shown")


def test_evidence_that_stands_nowhere_is_told_with_the_nearest_sentence_too() -> None:
    named = Turn("How long?", "", "Forty days.", evidence=(Citation(2, "A tool may be kept for up to forty days."),))
    wrong = cited(FOUND, [named])
    assert isinstance(wrong, Finding)
    assert "chunk 2 says “A tool may be kept for fourteen days.”" in wrong.detail


ONLY = {
    "en": ("The kiln is fired on Mondays.", "Only on Mondays, when the kiln is fired [chunk 2]."),
    "de": ("Der Ofen wird montags befeuert.", "Nur montags wird der Ofen befeuert (Abschnitt 2)."),
    "fr": ("On chauffe le four le lundi matin.", "Le four chauffe le lundi matin seulement (extrait 2)."),
    "es": ("El horno se enciende los lunes.", "El horno se enciende solo los lunes (fragmento 2)."),
    "ru": ("Печь топят по понедельникам.", "Печь топят только по понедельникам (фрагмент 2)."),
    "zh": ("窑炉每周一点火。", "窑炉只在周一点火（片段2）。"),
    "ja": ("窯は月曜日に火を入れる。", "窯に火を入れるのは月曜日のみです（チャンク2）。"),
    "ko": ("가마는 월요일에 불을 땐다.", "가마는 오직 월요일에 불을 땐다 (청크 2)."),
    "ar": ("يوقد الفرن صباح الاثنين.", "يوقد الفرن صباح الاثنين فقط (المقطع 2)."),
    "hi": ("भट्ठी सोमवार को जलती है।", "भट्ठी केवल सोमवार को जलती है (खंड 2)।"),
}


@pytest.mark.parametrize("language", ONLY)
def test_an_only_denies_nothing_of_what_is_cited_behind_it(language: str) -> None:
    gold, answer = ONLY[language]
    kiln, tram = chunk(gold, "kiln.md"), chunk("Tram 9: 14.50.", "tram.md")
    assert wrong_citation(item(kiln, [kiln, tram]), [turn("", answer)]) is not None
    assert wrong_citation(item(kiln, [tram, kiln]), [turn("", answer)]) is None


def test_an_answer_stands_on_no_article() -> None:
    quote = "A loan can be renewed once, by telephone, unless somebody else has booked {} tool."
    found = read(f'Chunk 2 says "{quote.format("that")}"', "Once, unless that tool is booked.")
    assert isinstance(found, Turn)
    assert quote.format("the") in found.thoughts


ANY_ARTICLE = (
    "the this that these those der die das den dem des ein eine einen einem einer eines les une cet cette ces "
    "los las una unos unas este esta estos estas gli uno uma uns umas het een этот эта это эти هذا هذه"
)


@pytest.mark.parametrize("article", ANY_ARTICLE.split())
def test_an_answer_stands_on_no_article_of_any_language(article: str) -> None:
    quote = f"{article} loan can be renewed once, by telephone, unless somebody else has booked the tool."
    found = read(f'Chunk 2 says "{quote}"', f"Once, and {article} loan by telephone.")
    assert isinstance(found, Turn)


ARTICLES = {
    "de": ("Gefundene Dinge bleiben drei Monate lang im Schuppen hinter {} Rampe.", "der", "einer"),
    "fr": ("Les objets trouvés restent pendant trois mois dans la remise derrière {} rampe.", "la", "une"),
    "es": ("Las cosas halladas quedan durante tres meses en el cobertizo junto a {} rampa.", "una", "esta"),
    "ru": ("Найденные вещи три месяца лежат в сарае за пристанью, и {} правило старое.", "этот", "эта"),
    "ar": ("تبقى الأشياء المفقودة ثلاثة أشهر كاملة في المستودع خلف {} الرصيف القديم.", "هذا", "هذه"),
}


@pytest.mark.parametrize("language", ARTICLES)
def test_in_no_language_does_an_answer_stand_on_an_article(language: str) -> None:
    text, right, wrong = ARTICLES[language]
    lost = chunk(text.format(right), "lost.md")
    found = cited(item(lost, [lost]), [turn(f"Chunk 1: “{text.format(wrong)}”", text.format(wrong))])
    assert not isinstance(found, Finding), found
    assert text.format(right).rstrip(".।") in found[0].thoughts
