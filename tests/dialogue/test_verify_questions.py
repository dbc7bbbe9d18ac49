"""Questions can be understood by themselves, no turn repeats another, and everything is in the chunk's language."""

from dataclasses import replace

import pytest
from written import FOUND, LOANS_CHUNK, MISSED, chunk, item, turn

from openbook.codes import Code
from openbook.config import Config
from openbook.dialogue.checks.asked_again import duplicate_turns
from openbook.dialogue.checks.grounded import ungrounded
from openbook.dialogue.checks.prompt_leak import copied_example, prompt_leak
from openbook.dialogue.checks.question_form import blank_turns, deixis, no_question
from openbook.dialogue.checks.wrong_language import wrong_language
from openbook.dialogue.prompts import load_prompts
from openbook.records import Chunk, Turn

POINTING = [
    "What does the author say about loans?",
    "According to the text, how long may a tool be kept?",
    "How long may a tool be kept according to this passage?",
    "What is the main idea of this section?",
    "What is the passage's rule about late tools?",
    "What reasons does the passage give for the fee?",
    "In the passage, who pays?",
    "What is described above?",
    "What are the steps mentioned in the text?",
    "Why is this important?",
    "How does it work?",
    "What did he discover in 1907?",
    "What does the given document recommend?",
    "Which tools does this chapter list?",
    "What does Chunk 2 say about loans?",
    "What is the author's view of the fee?",
    "What is the text mainly about?",
    "Based on the provided context, how long is a loan?",
    "And what happens if I am late?",
    "Wie lange darf man laut dem Text ein Werkzeug behalten?",
    "Was steht in diesem Abschnitt über Gebühren?",
    "Selon le texte, combien de jours peut-on garder un outil ?",
    "¿Cuántos días se puede guardar según el texto?",
    "Secondo il testo, quanto dura il prestito?",
    "Segundo o texto, quanto tempo dura o empréstimo?",
    "Hoe lang mag dat volgens de tekst?",
    "Ile dni można trzymać narzędzie według tekstu?",
    "Согласно тексту, сколько дней можно держать инструмент?",
    "根据本文，工具可以借多久？",
    "この文章によると、貸出期間は何日ですか。",
    "이 글에 따르면 대여 기간은 며칠입니까?",
]

CLEAR = [
    "How long may I keep a drill from the Brenfield tool library?",
    "How do I set the text of a button in Qt?",
    "Who is the author of Hamlet?",
    "What is the article about pumps worth?",
    "Which file holds the document root of Apache?",
    "How do I keep a greenhouse above 5 °C at night?",
    "Why is it important to bleed a cold pump?",
    "How long does it take to renew a loan at Brenfield?",
    "My sourdough smells of acetone. Can it be saved?",
    "I have two cats. Why do they chatter at birds?",
    "My grandfather kept bees; what did he need the smoker for?",
    "How do I add a section to a Word document?",
    "How long does an author's copyright last?",
    "Why is a warning shown above the editor in VS Code?",
    "Which comments that document a function does Doxygen read?",
    "What is the context parameter of useContext in React for?",
    "In this day and age, who still repairs pumps at Brenfield?",
    "What does the source field of an Elasticsearch document hold?",
    "is there a way to extract text from a scanned PDF with pypdfium2?",
    "What is the difference between a text node and an element node in the DOM?",
    "Wie lange darf ich eine Bohrmaschine aus der Bibliothek behalten?",
    "Quel est l'auteur des Misérables ?",
    "本地文件存在哪里？",
]


@pytest.mark.parametrize("question", POINTING)
def test_a_first_question_that_points_to_an_unseen_text_is_refused(question: str) -> None:
    found = deixis(FOUND, [turn(question=question)])
    assert found is not None
    assert found.code == Code.DEIXIS


@pytest.mark.parametrize("question", CLEAR)
def test_a_question_that_stands_by_itself_passes(question: str) -> None:
    assert deixis(FOUND, [turn(question=question)]) is None


def test_later_questions_may_point_back() -> None:
    assert deixis(FOUND, [turn(), turn(question="And why is this important?")]) is None


def test_a_question_that_is_asked_twice_is_refused() -> None:
    again = turn(answer="Something else.", question="how long may I keep a drill from the Brenfield Tool Library")
    found = duplicate_turns(FOUND, [turn(), again])
    assert found is not None
    assert found.code == Code.DUPLICATE_QUESTION


def test_a_long_answer_that_is_given_twice_is_refused_and_a_short_one_is_not() -> None:
    long = "It may be kept for two weeks and renewed once by telephone."
    two = [turn(answer=long), turn(answer=long, question="And a saw?")]
    assert duplicate_turns(FOUND, two) is not None
    assert duplicate_turns(FOUND, [turn(answer="Yes."), turn(answer="Yes.", question="And a saw?")]) is None


def test_a_turn_without_a_word_is_refused() -> None:
    assert blank_turns(FOUND, [turn(), turn(question="???")]) is not None
    assert blank_turns(FOUND, [turn(answer="**…**")]) is not None
    assert blank_turns(FOUND, [turn()]) is None


GERMAN = (
    "Ein Werkzeug darf vierzehn Tage behalten werden. Die Ausleihe kann einmal verlängert werden, wenn es nicht "
    "von jemand "
    "anderem bestellt ist. Wer es länger behält, zahlt für jeden Tag einen Euro, und das auch bei einem kleinen "
    "Werkzeug."
)
LANGUAGES = {
    "german": GERMAN,
    "french": "Un outil peut être gardé pendant deux semaines. Le prêt est renouvelé une fois par téléphone, si "
    "les autres "
    "membres ne l'ont pas réservé, et une amende est due pour les jours qui suivent cette date.",
    "russian": "Инструмент можно держать две недели. Срок продлевают один раз по телефону, если его никто не заказал.",
    "chinese": "工具最多可以借用十四天。如果没有其他人预订，可以通过电话续借一次。"
    "超过期限的人每天需要支付一欧元的费用，但不超过价格的一半。",
    "japanese": "工具は十四日間借りることができます。他の人が予約していなければ、電話で一度だけ延長できます。"
    "遅れた場合は一日につき料金がかかります。",
    "arabic": "يمكن الاحتفاظ بالأداة لمدة أربعة عشر يوما. يمكن تمديد الإعارة مرة واحدة عبر الهاتف ما لم يحجزها "
    "شخص آخر.",
}
ENGLISH = Turn(
    "How long may a tool be kept in the library, and can the loan be renewed by those who need it?",
    "",
    "It can be kept for two weeks, and the loan can be renewed once by telephone if nobody has booked it in the "
    "meantime.",
)


def written_in(text: str) -> Turn:
    half = len(text) // 2
    return Turn(text[:half], "", text[half:])


def about(text: str) -> Chunk:
    return chunk(text, "rules.md")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_conversation_in_another_language_than_its_chunk_is_refused(language: str) -> None:
    source = about(LANGUAGES[language])
    found = wrong_language(item(source, [source]), [ENGLISH])
    assert found is not None
    assert found.code == Code.WRONG_LANGUAGE
    back = wrong_language(FOUND, [written_in(LANGUAGES[language])])
    assert back is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_conversation_in_the_language_of_its_chunk_passes(language: str) -> None:
    source = about(LANGUAGES[language])
    assert wrong_language(item(source, [source]), [written_in(LANGUAGES[language])]) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chunk_whose_second_part_is_in_another_language_may_be_asked_in_either(language: str) -> None:
    both = about(f"{f'{ENGLISH.question} {ENGLISH.answer} ' * 6}\n{LANGUAGES[language] * 9}")
    source = item(both, [both])
    assert wrong_language(source, [ENGLISH]) is None
    assert wrong_language(source, [written_in(LANGUAGES[language])]) is None


@pytest.mark.parametrize(
    "text", ["x = 1\ny = 2\nprint(x)\n" * 5, "1 2 3 4", "kubectl get pods -n kube-system", "Æ Ø Å"]
)
def test_where_the_language_is_unsure_everything_passes(text: str) -> None:
    assert wrong_language(item(about(text), [about(text)]), [ENGLISH]) is None
    assert wrong_language(FOUND, [written_in(text * 2)]) is None


BEHIND = [
    "The subject chunk says so.",
    "Since the hidden text has it, the answer is yes.",
    "The ground truth is two weeks.",
    "My instructions say that I must not quote.",
    "This is a training conversation.",
    "The reference answer says so.",
    "RETRIEVED CHUNKS\n==== has nothing.",
    "Fill in {text} here.",
]


@pytest.mark.parametrize("thoughts", BEHIND)
def test_a_draft_that_speaks_of_its_making_is_refused(thoughts: str) -> None:
    found = prompt_leak(MISSED, [turn(thoughts)])
    assert found is not None
    assert found.code == Code.PROMPT_LEAK


def test_what_the_documents_speak_of_is_no_leak_of_the_prompt() -> None:
    learning = chunk("Labels that were checked by hand are called ground truth.", "learning.md")
    assert prompt_leak(item(learning, [learning]), [turn("Chunk 1 defines ground truth.")]) is None
    assert prompt_leak(FOUND, [turn("The subject of the question is the drill.")]) is None
    assert prompt_leak(FOUND, [turn("Chunk 1 is about loans; these instructions name two weeks.")]) is None
    assert prompt_leak(FOUND, [turn("Abschnitt 1 nennt zwei Wochen; diese Anweisungen gelten für alle.")]) is None


def test_words_of_two_sentences_are_no_phrase_of_the_making() -> None:
    for thoughts in (
        'Chunk 1 says: "The seal names the subject." Chunk 2 is on saws.',
        "It was in the list: gold.\nChunk 2 is on saws.",
    ):
        assert prompt_leak(FOUND, [turn(thoughts)]) is None
    assert prompt_leak(FOUND, [turn("Chunk 1 is on saws. It is the gold chunk, so I quote it.")]) is not None


EXAMPLE = (
    "**QUESTION:** My starter smells like nail polish remover. Did I kill it?\n\n"
    "It can almost certainly be saved by food."
)


def test_a_copy_of_the_prompts_example_is_refused() -> None:
    copied = [turn(question="my starter smells like nail polish remover - did I kill it")]
    assert copied_example(MISSED, copied, EXAMPLE) is not None
    assert (
        copied_example(MISSED, [turn(answer="It can almost certainly be saved by food. Try it.")], EXAMPLE) is not None
    )
    assert copied_example(MISSED, [turn()], EXAMPLE) is None


def test_what_the_documents_share_with_the_example_is_no_copy() -> None:
    starter = chunk("Q: My starter smells like nail polish remover. Did I kill it? A: No.", "starter.md")
    copied = [turn(question="My starter smells like nail polish remover. Did I kill it?")]
    assert copied_example(item(starter, [starter]), copied, EXAMPLE) is None


def test_evidence_that_is_shown_is_not_turned_down() -> None:
    down = turn(
        "None of the chunks is relevant.", "None of the retrieved documents covers this, so from memory: two weeks."
    )
    found = ungrounded(FOUND, [down])
    assert found is not None
    assert found.code == Code.UNGROUNDED
    assert ungrounded(MISSED, [down]) is None
    assert (
        ungrounded(item(LOANS_CHUNK, [LOANS_CHUNK]), [turn("None of the other chunks helps, but chunk 1 does.")])
        is None
    )


def test_the_examples_of_a_chat_prompt_are_compared_with_although_a_schema_keeps_them_unsent() -> None:
    prompts = load_prompts(Config.model_validate({"api": {"large_model": "m", "large_base_url": "http://127.0.0.1:1"}}))
    for name in ("rag_success_conversation", "rag_gold"):
        shown = prompts.own_words(name)
        assert all(message.content in shown for message in prompts.texts[name].examples)
        assert len(prompts.texts[name].examples) == 2


def test_a_short_answer_may_not_be_a_line_of_the_prompt() -> None:
    line = "short_answer: the answer in as few words as will tell it"
    echo = replace(turn("Two weeks, by the rules."), short_answer="The answer in as few words as will tell it.")
    assert copied_example(FOUND, [echo], line) is not None
    assert copied_example(FOUND, [turn("Two weeks, by the rules.")], line) is None


@pytest.mark.parametrize(
    ("first", "then", "answers", "is_one"),
    [
        ("How long is the Selm ham cured before it's eaten?", "How long is the Selm ham cured before eating it?",
         ("Nine weeks.", "It is cured for nine weeks."), True),
        ("What does `RequireAnyCert` of the Selm relay do?", "What does `RequireAllCerts` of the Selm relay do?",
         ("It asks for a certificate.", "It asks for every certificate of the chain."), False),
        ("Which bus goes from Selm to Arle?", "Which bus goes from Arle to Selm?", ("The 12.", "The 14."), False),
    ],
)  # fmt: skip
def test_forms_of_a_word_make_no_new_question_and_other_names_do(
    first: str, then: str, answers: tuple[str, str], is_one: bool
) -> None:
    found = duplicate_turns(FOUND, [turn("", answers[0], first), turn("", answers[1], then)])
    assert bool(found) is is_one


REQUESTED = {
    "ru": "Расположите печь, глазурь и обжиг мастерской по порядку.",
    "zh": "请排列作坊的窑炉、釉料和烧制的顺序。",
    "hi": "शाला की भट्ठी, लेप और आँच का क्रम लगाइए।",
    "ko": "공방의 가마, 유약, 소성의 순서를 나열하세요.",
    "ja": "工房の窯と釉薬と焼成の順序を並べなさい。",
}


@pytest.mark.parametrize("language", REQUESTED)
def test_a_request_is_told_by_the_form_of_its_verb(language: str) -> None:
    asked = REQUESTED[language]
    gold = chunk(f"{asked} {asked}", "workshop.md")
    assert no_question(item(gold, [gold]), [turn("", "-", asked)]) is None


def test_what_should_be_is_no_request() -> None:
    gold = chunk("शाला की भट्ठी और लेप सूखा होना चाहिए।", "workshop.md")
    assert no_question(item(gold, [gold]), [turn("", "-", gold.text)]) is not None


NUMBERED = (
    "Where the search failed, question 2: how long may a drill be kept?",
    "Suche ohne Treffer, Frage 1: Wie lange darf man den Bohrer behalten?",
    "Búsqueda sin resultado, pregunta 1: ¿cuánto tiempo se puede quedar el taladro?",
    "Поиск ничего не дал, вопрос 1: сколько можно держать дрель?",
    "검색에 없는 경우의 질문 1: 드릴은 얼마 동안 빌릴 수 있나요?",
    "检索失败的问题1：电钻可以借多久？",
)


@pytest.mark.parametrize("question", NUMBERED)
def test_a_number_that_a_question_was_ordered_under_is_none_of_its_words(question: str) -> None:
    assert no_question(FOUND, [turn("", "-", question)]) is not None


def test_a_numbered_question_of_the_documents_may_be_asked_about() -> None:
    gold = chunk("On the form of Orley, question 2: the name of the miller. It may be left blank.", "form.md")
    asked = "On the form of Orley, question 2: may it be left blank?"
    assert no_question(item(gold, [gold]), [turn("", "-", asked)]) is None
