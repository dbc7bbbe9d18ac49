"""Questions and answers are read from whatever form a model gave them (SPEC.md, section 7)."""

import re

import pytest
from usual_replies import TWO, USUAL, plain, turns

from openbook.dialogue.reply import answer_text
from openbook.errors import UnusableReply
from openbook.records import Turn
from some import some

TWO_WITHOUT_THOUGHTS = [("What is it?", "", "It is this."), ("And why?", "", "Because.")]

WITH_THOUGHTS = {
    "as asked for": USUAL,
    "labels in italics": USUAL.replace("**", "*"),
    "labels in bold italics": USUAL.replace("**", "***"),
    "pictures before labels": USUAL.replace("**QUESTION", "❓ **QUESTION").replace("**Answer", "✅ **Answer"),
    "pictures in labels": USUAL.replace("**QUESTION", "**❓ QUESTION").replace("**Thought", "**🤔 Thought"),
    "labels in brackets": re.sub(r"\*\*([\w ]+):\*\*", r"[\1]", USUAL.replace("**ANSWER:**\n", "")),
    "labels in other brackets": re.sub(r"\*\*([\w ]+):\*\*", r"【\1】", USUAL.replace("**ANSWER:**\n", "")),
    "labels in round brackets": re.sub(r"\*\*([\w ]+):\*\*", r"(\1 1)", USUAL.replace("**ANSWER:**\n", "")),
    "labels between lines": re.sub(r"\*\*([\w ]+):\*\* ?", r"=== \1 ===\n", USUAL.replace("**ANSWER:**\n", "")),
    "labels above lines": re.sub(r"\*\*([\w ]+):\*\* ?", r"\1\n--------\n", USUAL.replace("**ANSWER:**\n", "")),
    "labels in code": re.sub(r"\*\*([\w ]+:)\*\*", r"`\1`", USUAL.replace("**ANSWER:**\n", "")),
    "labels in HTML": re.sub(r"\*\*([\w ]+:)\*\*", r"<strong>\1</strong>", USUAL.replace("**ANSWER:**\n", "")),
    "labels as steps": USUAL.replace("**Thought", "**Step 1: Thought").replace("**Answer:", "**Step 2: Answer:"),
    "blanks within the marks": re.sub(r"\*\*([\w ]+:)\*\*", r"** \1 **", USUAL),
    "stars that are escaped": USUAL.replace("**", r"\*\*"),
    "a number behind a sign": USUAL.replace("QUESTION:", "QUESTION #1:"),
    "turns that are counted": re.sub(r"\*\*([\w ]+):", r"**Turn 1 \1:", USUAL.replace("**ANSWER:**\n", "")),
    "labels behind arrows": re.sub(r"\*\*([\w ]+):\*\*\s", r"-> \1: ", USUAL.replace("**ANSWER:**\n", "")),
    "labels behind Roman numbers": USUAL.replace("**QUESTION", "II. **QUESTION"),
    "what the assistant thinks": USUAL.replace("**Thought Process", "**Assistant's Thought Process"),
    "HTML's breaks": USUAL.replace("\n", "<br>\n"),
    "elements with numbers": "".join(
        f"<question_{n}>{q}</question_{n}>\n<thoughts_{n}>{t}</thoughts_{n}>\n<answer_{n}>{a}</answer_{n}>\n"
        for n, (q, t, a) in enumerate(TWO, 1)
    )
    .replace("<question_1>", "<question>")
    .replace("</question_1>", "</question>"),
    "a fence around each answer": re.sub(
        r"(\*\*Thought Process.*?\n\n\*\*Answer:\*\*\n[^\n]+)", r"```\n\1\n```", USUAL, flags=re.DOTALL
    ),
    "a sign of the end": f"{USUAL}\n\n— End of output —",
    "a look over it": f"{USUAL}\n\n**Self-check:** Both answers rest on Chunk 1. ✔",
    "a list that looks it over": f"{USUAL}\n\n---\n**Checklist**\n- [x] Two turns\n- [x] Quotes given",
    "what nobody sees before it": f"\u200b\ufeff{USUAL}",
    "quoted as in a mail": "> " + USUAL.replace("\n", "\n> "),
    "a remark in brackets behind a rule": f"{USUAL}\n\n***\n\n(Word count: 12)",
    **{
        f"behind it {line!r}": f"{USUAL}\n\n{line}"
        for line in (
            "The end.",
            "// END",
            "[EOS]",
            "EOF",
            "=== End output ===",
            "```",
            "<!-- two turns -->",
            "🎉",
            "3.",
            "assistant",
            "**Note:** These two turns ask for different things.",
            "Both questions rest on Chunk 1.",
            "That's the full conversation. Does it fit?",
            "Please confirm.",
            "Feel free to change the wording.",
        )
    },
    "a wish in Spanish": f"{USUAL}\n\n¡Espero que te sirva!",
    "on few lines": (
        "**QUESTION:** What is it? **ANSWER:** **Thought Process:** Chunk 1 says so. **Answer:** It is this.\n"
        "**QUESTION:** And why? **ANSWER:** **Thought Process:** Chunk 1 again. **Answer:** Because."
    ),
    "on one line": (
        "**QUESTION:** What is it? **ANSWER:** **Thought Process:** Chunk 1 says so. **Answer:** It is this. "
        "**QUESTION:** And why? **ANSWER:** **Thought Process:** Chunk 1 again. **Answer:** Because."
    ),
    "headings": (
        "### Question 1\nWhat is it?\n\n### Answer 1\n#### Thought Process\nChunk 1 says so.\n#### Answer\nIt is "
        "this.\n\n"
        "### Question 2\nAnd why?\n\n### Answer 2\n#### Thought Process\nChunk 1 again.\n#### Answer\nBecause."
    ),
    "plain labels": (
        "QUESTION: What is it?\nANSWER:\nThought Process: Chunk 1 says so.\nAnswer: It is this.\n\n"
        "QUESTION: And why?\nANSWER:\nThought Process: Chunk 1 again.\nAnswer: Because."
    ),
    "no outer answer": (
        "**Question:** What is it?\n**Thought Process:** Chunk 1 says so.\n**Answer:** It is this.\n\n"
        "**Question:** And why?\n**Thought Process:** Chunk 1 again.\n**Answer:** Because."
    ),
    "colon after the bold": (
        "**Question**: What is it?\n**Thoughts**: Chunk 1 says so.\n**Answer**: It is this.\n\n"
        "**Question**: And why?\n**Thoughts**: Chunk 1 again.\n**Answer**: Because."
    ),
    "no colon": (
        "**Question 1**\nWhat is it?\n\n**Reasoning**\nChunk 1 says so.\n\n**Final Answer**\nIt is this.\n\n---\n\n"
        "**Question 2**\nAnd why?\n\n**Reasoning**\nChunk 1 again.\n\n**Final Answer**\nBecause."
    ),
    "turn headings": (
        "## Turn 1\n\n**Question:** What is it?\n\n**Thought Process:** Chunk 1 says so.\n\n**Answer:** It is "
        "this.\n\n---\n\n"
        "## Turn 2\n\n**Question:** And why?\n\n**Thought Process:** Chunk 1 again.\n\n**Answer:** Because."
    ),
    "a heading over each label": (
        "### Question 1\n**Question:** What is it?\n**Thought Process:** Chunk 1 says so.\n**Answer:** It is this.\n\n"
        "### Question 2\n**Question:** And why?\n**Thought Process:** Chunk 1 again.\n**Answer:** Because."
    ),
    "labels side by side": (
        "**QUESTION:** What is it?\n\n**ANSWER:** Thought Process:\nChunk 1 says so.\n\nAnswer:\nIt is this.\n\n"
        "**QUESTION:** And why?\n\n**ANSWER:** Thought Process:\nChunk 1 again.\n\nAnswer:\nBecause."
    ),
    "elements": (
        "<turns><turn><question>What is it?</question>\n<thoughts>Chunk 1 says so.</thoughts>"
        "<answer>It is this.</answer></turn>\n"
        "<turn><question>And why?</question>\n<thoughts>Chunk 1 again.</thoughts>\n<answer>Because.</answer>"
        "</turn></turns>"
    ),
    "bullets": (
        "- **Question:** What is it?\n- **Thought Process:** Chunk 1 says so.\n- **Answer:** It is this.\n\n"
        "- **Question:** And why?\n- **Thought Process:** Chunk 1 again.\n- **Answer:** Because."
    ),
    "numbered": (
        "1. **Question:** What is it?\n   **Thought Process:** Chunk 1 says so.\n   **Answer:** It is this.\n\n"
        "2. **Question:** And why?\n   **Thought Process:** Chunk 1 again.\n   **Answer:** Because."
    ),
    "all bold": (
        "**Question: What is it?**\n\n**Thought Process:** Chunk 1 says so.\n\n**Answer:** It is this.\n\n"
        "**Question: And why?**\n\n**Thought Process:** Chunk 1 again.\n\n**Answer:** Because."
    ),
    "a follow-up": USUAL.replace("**QUESTION:** And", "**FOLLOW-UP QUESTION:** And"),
    "numbers in the labels": USUAL.replace("QUESTION:** What", "QUESTION 1:** What").replace(
        "QUESTION:** And", "QUESTION 2:** And"
    ),
    "talk around it": f"Sure! Here is the conversation:\n\n{USUAL}\n\nLet me know if you would like more turns.",
    "talk after a rule": f"{USUAL}\n\n---\n\nI hope these questions help! Feel free to ask for changes.",
    "an end mark": f"{USUAL}\n**END**",
    **{
        f"the last line {line}": f"{USUAL}\n\n{line}"
        for line in ("[END OF CONVERSATION]", "--- End of the dialogue ---", "*** End ***", "(end of turn 2)", "[Ende]")
    },
    "a remark behind a rule": f"{USUAL}\n\n---\n\n**Note:** Both rest on Chunk 1 alone, as you asked.",
    "a German remark behind a rule": f"{USUAL}\n\n***\n\n*Hinweis:* Alles steht in Chunk 1.",
    "an end mark and more": f"{USUAL}\n\n**END**\n\n### MATERIAL\nChunk 1\n**QUESTION:** another?\n**ANSWER:** yes",
    "the reference's end mark": f"{USUAL} **Finished.**",
    "a control token": f"{USUAL}<|im_end|>",
    "a fence around all": f"```\n{USUAL}\n```",
    "a fence after talk": f"Here you go:\n\n```markdown\n{USUAL}\n```\nLet me know if this works.",
    "a fence that never closes": f"```text\n{USUAL}",
    "thinking first": f"<think>\n**QUESTION:** draft?\n**ANSWER:** no\n</think>\n\n{USUAL}",
    "thinking without its opening": f"Let me plan.\n**QUESTION:** draft?\n</think>\n\n{USUAL}",
    "thinking in other brackets": f"[THINK]plan[/THINK]{USUAL}",
    "thinking at each answer": USUAL.replace("**ANSWER:**\n", "**ANSWER:**\n<think>hm</think>\n"),
    "thinking that starts again at the end": f"{USUAL}\n<think>Did I follow the rules? **QUESTION:** x **ANSWER:** y",
    "windows line ends": USUAL.replace("\n", "\r\n"),
    "a list of questions first": f"Questions to ask:\n\n**Question 1:** What?\n\n**Question 2:** Why?\n\n{USUAL}",
    "a byte order mark": f"\ufeff{USUAL}",
}


@pytest.mark.parametrize("form", WITH_THOUGHTS)
def test_questions_thoughts_and_answers_are_told_apart(form: str) -> None:
    assert plain(WITH_THOUGHTS[form]) == TWO


WITHOUT_THOUGHTS = {
    "short labels": "Q: What is it?\nA: It is this.\n\nQ: And why?\nA: Because.",
    "numbered short labels": "Q1: What is it?\nA1: It is this.\nQ2: And why?\nA2: Because.",
    "bold short labels": "**Q:** What is it?\n**A:** It is this.\n\n**Q:** And why?\n**A:** Because.",
    "a chat": "User: What is it?\nAssistant: It is this.\nUser: And why?\nAssistant: Because.",
    "bold chat": "**User:** What is it?\n\n**Assistant:** It is this.\n\n**User:** And why?\n\n**Assistant:** Because.",
    "one line": "**QUESTION:** What is it? **ANSWER:** It is this. **QUESTION:** And why? **ANSWER:** Because.",
    "quoted questions": (
        '**QUESTION:** "What is it?"\n**ANSWER:** It is this.\n**QUESTION:** “And why?”\n**ANSWER:** Because.'
    ),
}


@pytest.mark.parametrize("form", WITHOUT_THOUGHTS)
def test_answers_without_a_thought_process_are_read_as_they_are(form: str) -> None:
    assert plain(WITHOUT_THOUGHTS[form]) == TWO_WITHOUT_THOUGHTS


def test_thoughts_between_an_outer_and_an_inner_label_need_no_label_of_their_own() -> None:
    text = USUAL.replace("**Thought Process:**\n", "")
    assert plain(text) == TWO


LANGUAGES = {
    "de": ("Frage", "Antwort", "Gedankengang", "Antwort"),
    "fr": ("Question", "Réponse", "Processus de réflexion", "Réponse"),
    "es": ("Pregunta", "Respuesta", "Proceso de pensamiento", "Respuesta"),
    "it": ("Domanda", "Risposta", "Processo di pensiero", "Risposta"),
    "pt": ("Pergunta", "Resposta", "Processo de pensamento", "Resposta"),
    "nl": ("Vraag", "Antwoord", "Denkproces", "Antwoord"),
    "pl": ("Pytanie", "Odpowiedź", "Proces myślowy", "Odpowiedź"),
    "ru": ("Вопрос", "Ответ", "Ход мысли", "Ответ"),
    "zh": ("问题", "回答", "思考过程", "答案"),
    "ja": ("質問", "回答", "思考プロセス", "回答"),
    "ko": ("질문", "답변", "사고 과정", "답변"),
    "ar": ("السؤال", "الإجابة", "عملية التفكير", "الإجابة"),
    "sv": ("Fråga", "Svar", "Tankegång", "Svar"),
    "tr": ("Soru", "Cevap", "Düşünce süreci", "Cevap"),
}


LATIN_LETTERS = LANGUAGES.keys() - {"ru", "zh", "ja", "ko", "ar"}
"""A heading in another script than the thoughts below it is not what they are written in."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("outer", ["own", "english"])
@pytest.mark.parametrize("colon", [":", "："])
def test_labels_are_known_in_many_languages(language: str, outer: str, colon: str) -> None:
    question, answer, thinking, inner = LANGUAGES[language]
    if outer == "english":
        question, answer = "QUESTION", "ANSWER"
    own = [(asked, f"{thoughts} ({thinking})", said) for asked, thoughts, said in TWO]
    one, other = (
        "\n".join(
            f"**{question}{colon}** {asked}\n\n**{answer}{colon}**\n**{thinking}{colon}** "
            f"{thoughts}\n\n**{inner}{colon}** {said}\n"
            for asked, thoughts, said in some(written)
        )
        for written in (own, TWO)
    )
    assert plain(one) == own
    assert [turn.labels for turn in turns(one)] == [(thinking, inner)] * 2
    assert plain(other) == TWO
    kept = (thinking, inner) if language in LATIN_LETTERS else ("Thought Process", "Answer")
    assert [turn.labels for turn in turns(other)] == [kept] * 2


def test_the_visible_answer_keeps_the_headings_that_the_model_wrote() -> None:
    text = USUAL.replace("Thought Process", "Gedankengang").replace("**Answer:**", "**Antwort:**")
    first = turns(text)[0]
    assert answer_text(first) == "**Gedankengang:**\nChunk 1 says so.\n\n**Antwort:**\nIt is this."
    assert answer_text(Turn("q", "", "just this")) == "just this"


QUOTED_LABELS = {
    "in a sentence": 'The form has a field "Question: your name" and a field "Answer: yes or no".',
    "bold, in quotes": 'The page says "First comes **QUESTION:** your name **ANSWER:** yes or no" and no more.',
    "on lines of their own, in a fence": "The file looks so:\n\n```\n**QUESTION:** name?\n**ANSWER:** "
    "yes\n```\n\nThat is all.",
    "on lines of their own, in another style": "It reads:\n\nQuestion: name?\nAnswer: yes\n\nThat is all.",
    "in a block quotation": "It reads:\n\n> **QUESTION:** name?\n> **ANSWER:** yes\n\nThat is all.",
    "in curly quotes over lines": "It says “first\n**QUESTION:** name?\n**ANSWER:** yes” there.",
    "in title case": "The page has these parts.\n\n**Question:** the name\n**Answer:** yes or no\n\nThat is all.",
}


@pytest.mark.parametrize("form", QUOTED_LABELS)
def test_labels_inside_of_an_answer_divide_nothing(form: str) -> None:
    answer = QUOTED_LABELS[form]
    text = USUAL.replace("It is this.", answer)
    assert plain(text) == [(TWO[0][0], TWO[0][1], answer), TWO[1]]


def test_a_tag_that_an_answer_speaks_of_is_no_reasoning() -> None:
    answer = "Models write `<think>` before and `</think>` after their reasoning."
    assert turns(USUAL.replace("It is this.", answer))[0].answer == answer


def test_code_and_lists_in_an_answer_stay_as_they_are() -> None:
    answer = "Do this:\n\n```sh\nopenbook run config.yaml\n```\n\n1. Wait.\n2. Look.\n\nEND"
    assert turns(USUAL.replace("It is this.", answer))[0].answer == answer


def test_a_last_paragraph_that_belongs_to_the_answer_stays() -> None:
    answer = "Because.\n\nNote: the fee is capped. If you would like to renew, call."
    assert turns(USUAL.replace("Because.", answer))[1].answer == answer


@pytest.mark.parametrize(
    "last",
    [
        "**Note:** On holidays it is closed.",
        "---\n\nOn holidays it is closed.",
        "The last word is [the end of the line]",
        "END of the line is where you change.",
        "```sh\nls\n\n}\n```",
        "The questions were sent in May.",
    ],
)
def test_a_last_paragraph_without_such_marks_stays(last: str) -> None:
    assert turns(f"{USUAL}\n\n{last}")[-1].answer.endswith(last)


def test_a_cut_reply_keeps_its_complete_turns_if_there_are_two() -> None:
    third = "\n\n**QUESTION:** More?\n\n**ANSWER:**\n**Thought Process:**\nChunk 1.\n\n**Answer:**\nIt goes on and"
    assert plain(USUAL + third, "length") == TWO


def test_a_cut_reply_with_one_complete_turn_is_unusable() -> None:
    with pytest.raises(UnusableReply, match=r"cut off at its length limit .*has 1 complete turn"):
        turns(USUAL, "length")
    assert len(turns(USUAL, "length", fewest=1)) == 1, "one is enough where one is wanted"
    with pytest.raises(UnusableReply, match="cut off"):
        turns(USUAL[: USUAL.index("**QUESTION:** And")], "length", fewest=1)


def test_a_single_turn_is_too_few_unless_one_is_enough() -> None:
    single = USUAL[: USUAL.index("**QUESTION:** And")]
    with pytest.raises(UnusableReply, match="1 complete turn"):
        turns(single)
    assert len(turns(single, fewest=1)) == 1


def test_longer_conversations_are_kept_whole() -> None:
    more = [USUAL.replace("it", f"item {n}").replace("why", f"why item {n}") for n in range(3)]
    assert len(turns("\n\n".join(more))) == 6


def test_a_turn_that_is_written_twice_is_one_turn() -> None:
    assert plain(f"{USUAL}\n\n{USUAL}") == TWO


def test_a_conversation_that_begins_a_second_time_is_refused() -> None:
    second = USUAL.replace("It is this.", "It is that.")
    with pytest.raises(UnusableReply, match="begins a second time"):
        turns(f"{USUAL}\n\nWait, that is wrong. Let me mend it.\n\n{second}")


def test_what_an_answer_shows_in_a_fence_or_calls_a_check_stays() -> None:
    for answer in ("It prints:\n\n```\nAnswer: 4\n```", "So:\n\n**Checks:** every second Monday.\n\nThen the rest."):
        assert turns(USUAL.replace("It is this.", answer))[0].answer == answer
        assert turns(USUAL.replace("Because.", answer))[1].answer == answer


@pytest.mark.parametrize("marks", ['""', "“”", "«»", "„“", "「」"])
def test_a_question_in_quotation_marks_is_the_question(marks: str) -> None:
    asked = f"{marks[0]}What is it?{marks[1]}"
    assert turns(USUAL.replace("What is it?", asked))[0].question == "What is it?"
