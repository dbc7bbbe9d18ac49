"""What complex sentences tell: causes, conditions, occasions, and how to do something."""

import re

from openbook.builtin import lexicon
from openbook.builtin.facts import Found, Sentence, Tools, askable
from openbook.builtin.grammar import upper_first

_CONDITION = re.compile(
    r"(If|When|Whenever|Once|As soon as|Unless|As long as|Before|After) ([^,]+(?:, (?:and|or) [^,]+)?),"
    r" (?:then )?(.+?)\.?$"
)
_ELLIPTIC = re.compile(
    r"(?:not|set|specified|empty|true|false|needed|necessary|possible|enabled|you are|so"
    r"|(?:all|any|both|either) (?:are|is|of|were))\b"
)
"""A condition that leaves out what it is about."""


def cause(sentence: Sentence, tools: Tools) -> Found:
    """`The lamp is covered by day because the sun …`: why is the lamp covered by day?"""
    first = re.match(r"(?:Because|Since) ([^,]+), (.+?)\.?$", sentence.text)
    if first:
        main = tools.clause(upper_first(first[2]))
        if not main or main.lead or "," in main.rest or not askable(main.plain(), 20):
            return None
        reason = tools.recall(first[1], 4)
        return (
            "cause",
            f"why {main.inverted()}",
            f"why {main.plain()}",
            "",
            f"that is because {reason}" if reason else "",
        )
    clause = sentence.clause
    if not clause or clause.lead:
        return None
    match = re.search(r",? (because(?: of)?|so that|in order to) (.+)", clause.rest)
    if not match:
        match = re.search(r", (since) (?!\d|then|[A-Z])(.+)", clause.rest)
    if not match:
        purpose = r", (to (?:prevent|avoid|ensure|protect|guarantee|reduce|preserve|keep)) (.+)"
        match = re.search(purpose, clause.rest)
    if not match:
        return None
    rest = clause.rest[: match.start()]
    if (
        "," in rest
        or not askable(f"{clause.subject} {rest}", 18)
        or re.search(r"\b(?:only|not|simply|partly|just)$", rest)
        or (clause.verb in ("is", "are") and re.match(r"used to\b", rest))
    ):
        return None
    link = "to" if match[1] == "in order to" else match[1]
    reason = tools.recall(match[2], 3)
    said = (
        f"that is {link} {reason}" if link.startswith(("because", "so", "since")) else f"that is done {link} {reason}"
    )
    return "cause", f"why {clause.inverted(rest)}", f"why {clause.plain(rest)}", "", said if reason else ""


def condition(sentence: Sentence, tools: Tools) -> Found:
    """`If the wind exceeds force 9, the boat stays in port`: what happens if …?"""
    match = _CONDITION.match(sentence.text)
    if not match:
        return None
    word, when, main = match[1].lower(), match[2], match[3]
    if _ELLIPTIC.match(when) or not askable(when, 20) or len(when.split()) < 3:
        return None
    if (
        (tools.grammar.form(when.split()[0].lower()) and word != "before")
        or main.split(" ")[0].endswith(",")
        or "please" in main
        or (re.match(r"\w+ing\b", when) and re.match(r"(?:it|they)\b", main))
    ):
        return None
    you = re.match(r"(?:you|one) (can|should|must|need to|have to|may|will have to|could)\b (.+)", main)
    if you:
        ask = f"do you {you[1]} do" if you[1] in ("need to", "have to") else f"{you[1].split()[0]} you do"
        memory = tools.recall(main, 4)
        return "condition", f"what {ask} {word} {when}", f"what you {you[1]} do {word} {when}", "", memory
    first, *others = main.split()
    if tools.grammar.form(first.lower()) == "base" and others and others[0] not in ("is", "are", "can", "must"):
        memory = tools.recall(main, 3)
        said = f"you should {memory}" if memory else ""
        return "condition", f"what should you do {word} {when}", f"what to do {word} {when}", "", said
    clause = tools.clause(upper_first(main))
    if not clause and not re.match(r"(?:it|they|there|no|only|all|both|an?|the|each|every) ", main):
        return None
    asked = f"what happens {word} {when}"
    if not clause or clause.lead:
        return "condition", asked, asked, "", tools.recall(main, 40)
    return "condition", asked, asked, clause.subject, tools.recall(f"{clause.verb} {clause.rest}".replace(" ,", ","), 3)


def occasion(sentence: Sentence, tools: Tools) -> Found:
    """`Traefik returns a 502 when an error happens`: when does Traefik return a 502?"""
    clause = sentence.clause
    if not clause or clause.lead:
        return None
    link = r" (only when|only if|when|whenever|if|as soon as|once) "
    match = re.search(link + r"((?:the|an?|no|all|there|you|its|their|one|each|every|two|`)[^,;]+)", clause.rest)
    if not match:
        return None
    rest = clause.rest[: match.start()]
    if not rest or "," in rest or not askable(f"{clause.subject} {rest}", 16):
        return None
    if re.search(r"\b(?:even|especially|or|and|what|that|whether|which|be|to|see|check|know|is|not|used|as)$", rest):
        return None
    if re.search(r"\b(?:what|whether|how)\b", rest):
        return None
    reason = tools.recall(match[2], 4)
    said = f"that is the case {match[1]} {reason}" if reason else ""
    return "occasion", f"when {clause.inverted(rest)}", f"when {clause.plain(rest)}", "", said


def howto(sentence: Sentence, tools: Tools) -> Found:
    """`To stop the pump, close the valve`: how do you stop the pump?"""
    form = tools.grammar.form
    match = re.match(r"(?:In order to|To) ([a-z]+ [^,]+), (.+?)\.?$", sentence.text)
    if match and form(match[1].split()[0]) == "base" and askable(match[1], 14):
        main = match[2]
        you = re.match(r"(?:you|one) (?:can|should|must|need to|have to|may|could|will need to|first need to)\b", main)
        if you or form(main.split()[0]) == "base":
            memory = tools.recall(main, 4)
            said = memory if you or not memory else f"you {memory}"
            return "howto", f"how do you {match[1]}", f"how to {match[1]}", "", said
        clause = tools.clause(upper_first(main))
        if clause and (clause.verb in ("must", "should") or "required" in clause.rest):
            need = f"what is needed to {match[1]}"
            return "howto", need, need, "", tools.recall(main, len(main.split()) - len(clause.rest.split()) + 2)
        return None
    match = re.match(r"Use (?!the following)(.+?) to ([a-z]+ [^,]+)\.$", sentence.text)
    if match and form(match[2].split()[0]) == "base" and askable(match[2], 12) and askable(match[1], 12):
        asked = f"to {match[2]}"
        memory = tools.recall(f"you can use {match[1]}", 20)
        return "howto", f"what can you use {asked}", f"what you can use {asked}", "", memory
    link = r"by \w+ing|using|with|via|through|from|in|on|under"
    match = re.match(
        rf"(?:Define|Declare|Put|Place|Store|Keep|Attach|Configure) (.+?) ({link}) (.+?)\.?$", sentence.text
    )
    if match and askable(match[1], 8) and "," not in match[1]:
        verb, obj = sentence.text.split(" ")[0].lower(), match[1]
        how = "where" if match[2] in ("from", "in", "on", "under") else "how"
        memory = tools.recall(f"you {verb} {obj} {match[2]} {match[3]}", 20)
        return "howto", f"{how} do you {verb} {obj}", f"{how} to {verb} {obj}", "", memory
    match = re.match(rf"You (can|must|should|may|need to|have to) ([a-z]+ .+?) ({link}) (.+?)\.?$", sentence.text)
    if not match or form(match[2].split()[0]) != "base" or not askable(match[2], 12):
        return None
    if re.search(r",|\b(?:both|either|between)\b", match[2]):
        return None
    how = "where" if match[3] in ("in", "on", "from", "under") else "how"
    if how == "where" and match[2].split()[0] not in lexicon.DECLARES:
        return None
    ask = f"do you {match[1]}" if " " in match[1] else f"{match[1]} you"
    memory = tools.recall(f"you {match[1]} do so {match[3]} {match[4]}", 6)
    return "howto", f"{how} {ask} {match[2]}", f"{how} you {match[1]} {match[2]}", "", memory
