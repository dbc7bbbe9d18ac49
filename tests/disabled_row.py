"""Takes the force out of one row of one table before any test is read, so that `.ci/rows` sees whether one fails.

A plugin of pytest: `OPENBOOK_ROW=checks:deixis pytest -p disabled_row …`. By itself, `python tests/disabled_row.py`
prints every row there is.
"""

import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, replace
from typing import Any, cast, get_args

Rows = Mapping[str, Any]


@dataclass(frozen=True)
class Table:
    """One table of rows."""

    rows: Callable[[], Rows]
    disable: Callable[[str], None]
    tests: tuple[str, ...]
    """Where the rows' own tests are."""


def rebind(old: object, new: object) -> None:
    """Have every module that names an object name another one."""
    for module in [module for name, module in sys.modules.items() if name.split(".")[0] == "openbook"]:
        for name in [name for name, value in vars(module).items() if value is old]:
            setattr(module, name, new)


def other(rows: Rows, name: str) -> Any:
    """Return a row that is not the one of this name."""
    return next(row for key, row in rows.items() if key != name)


def checks() -> Rows:
    from openbook.dialogue.checks.table import CHECKS

    return {check.name: check for check in CHECKS}


def disable_check(name: str) -> None:
    """A check that finds nothing."""
    from openbook.dialogue.checks import table

    blind = tuple(replace(row, find=lambda *_: None) if row.name == name else row for row in table.CHECKS)
    rebind(table.CHECKS, blind)


def judges() -> Rows:
    from openbook.dialogue.judging.looks import LOOKS

    return LOOKS


def disable_judge(name: str) -> None:
    """A judge that has nothing to say of any draft."""
    rows = cast(MutableMapping[str, Any], judges())
    rows[name] = replace(rows[name], weigh=lambda *_: ())


def readers() -> Rows:
    from openbook.corpus.suffixes import FORMATS

    return FORMATS


def disable_reader(name: str) -> None:
    """A file that is read as plain text, and plain text that is not read."""
    rows = cast(MutableMapping[str, Any], readers())
    if rows[name].reader == "text":
        del rows[name]
    else:
        rows[name] = rows[".txt"]


def forms() -> Rows:
    from openbook.dataset.forms.table import FORMS

    return cast(Rows, FORMS)


def disable_form(name: str) -> None:
    """A form that writes the rows of another one."""
    rows = cast(MutableMapping[str, Any], forms())
    rows[name] = replace(rows[name], rows=other(rows, name).rows, of_records=None)


def templates() -> Rows:
    from openbook.templates import TEMPLATES

    return {name: name for name in TEMPLATES}


def disable_template(name: str) -> None:
    """A chat format that renders as another one."""
    from openbook.dataset.render import chat_template

    load = chat_template.load_chat_template

    def swapped(asked: str) -> Any:
        return replace(load(other(templates(), name)), name=name) if asked == name else load(asked)

    rebind(load, swapped)


def scenarios() -> Rows:
    from openbook.scenarios import SCENARIOS

    return SCENARIOS


def disable_scenario(name: str) -> None:
    """A kind of context that is built and written as plain gold, or plain gold as one without."""
    rows = cast(MutableMapping[str, Any], scenarios())
    plain = rows["missing_abstain" if rows[name].shows == "all" and not rows[name].is_scarce else "gold_only"]
    rows[name] = replace(plain, name=name)


def lint() -> Rows:
    from openbook.dataset.lint.rules import TEXT_RULES, tokens_fit

    return {rule.__name__: rule for rule in (*TEXT_RULES, tokens_fit)}


def disable_rule(name: str) -> None:
    """A rule that finds nothing."""
    from openbook.dataset.lint import check, rules

    def blind(*_: object) -> Iterator[Any]:
        return iter(())

    assert check  # it names the rules too
    rebind(rules.TEXT_RULES, tuple(blind if rule.__name__ == name else rule for rule in rules.TEXT_RULES))
    if name == rules.tokens_fit.__name__:
        rebind(rules.tokens_fit, blind)


def families() -> Rows:
    from openbook.dialogue.reply.wrapping import FAMILIES

    return {family.name: family for family in FAMILIES}


def disable_family(name: str) -> None:
    """A family of reasoning marks that is never met."""
    from openbook.dialogue.reply import wrapping

    never = [
        replace(row, opens="(?!)", closes="(?!)", torn="") if row.name == name else row for row in wrapping.FAMILIES
    ]
    marks = "|".join(wrapping._alternatives(*row) for row in enumerate(never))
    rebind(wrapping._MARKS, re.compile(marks, re.IGNORECASE | re.MULTILINE))


def builtin_rules() -> Rows:
    from openbook.builtin.prose import CLAUSE_RULES, SENTENCE_RULES

    return {**SENTENCE_RULES, **CLAUSE_RULES}


def disable_builtin_rule(name: str) -> None:
    """A rule that finds no fact."""
    from openbook.builtin import prose

    for table in (prose.SENTENCE_RULES, prose.CLAUSE_RULES):
        if name in table:
            cast(MutableMapping[str, Any], table)[name] = lambda *_: None


def builtin_judge() -> Rows:
    from openbook.builtin.judge import LINES, RULES

    return {**RULES, **LINES}


def disable_builtin_judge(name: str) -> None:
    """A rule by which every chunk is fit."""
    from openbook.builtin import judge

    if name in judge.RULES:
        cast(MutableMapping[str, Any], judge.RULES)[name] = lambda *_: ""
    else:
        del cast(MutableMapping[str, Any], judge.LINES)[name]


def citations() -> Rows:
    from openbook.config.sections import Citations

    return {form: form for form in get_args(Citations) if form != "quotes"}


def disable_citation(name: str) -> None:
    """A form of citations that leaves answers as they are stored."""
    from openbook.dataset.render import cite

    made = cite.cited

    def blind(conversation: Any, form: str, *rest: Any) -> Any:
        return made(conversation, cast(Any, "quotes" if form == name else form), *rest)

    rebind(made, blind)


def pair_sources() -> Rows:
    from openbook.dataset.forms.pairs import SOURCES

    return SOURCES


def disable_pair_source(name: str) -> None:
    """A source that no pair comes from."""
    cast(MutableMapping[str, Any], pair_sources())[name] = lambda *_: iter(())


def scores() -> Rows:
    from openbook.dialogue.checks.scores import SCORES

    return SCORES


def disable_score(name: str) -> None:
    """A measure that says the same of every draft."""
    cast(MutableMapping[str, Any], scores())[name] = lambda *_: 0.5


def sensitive() -> Rows:
    from openbook.corpus.sensitive import FORMS

    return FORMS


def disable_sensitive(name: str) -> None:
    """A form of sensitive text that is never met."""
    rows = cast(MutableMapping[str, Any], sensitive())
    rows[name] = replace(rows[name], pattern=re.compile("(?!)"))


def presets() -> Rows:
    from openbook.scenarios import PRESETS

    return PRESETS


def disable_preset(name: str) -> None:
    """A preset with the shares of another one."""
    rows = cast(MutableMapping[str, Any], presets())
    rows[name] = other(rows, name)


TABLES: dict[str, Table] = {
    "builtin": Table(builtin_rules, disable_builtin_rule, ("tests/builtin",)),
    "builtin_judge": Table(builtin_judge, disable_builtin_judge, ("tests/builtin",)),
    "checks": Table(checks, disable_check, ("tests/dialogue",)),
    "citations": Table(citations, disable_citation, ("tests/dataset",)),
    "families": Table(families, disable_family, ("tests/dialogue",)),
    "forms": Table(forms, disable_form, ("tests/dataset",)),
    "judges": Table(judges, disable_judge, ("tests/dialogue/judging",)),
    "lint": Table(lint, disable_rule, ("tests/dataset",)),
    "pair_sources": Table(pair_sources, disable_pair_source, ("tests/dataset",)),
    "presets": Table(presets, disable_preset, ("tests/config", "tests/contexts", "tests/pipeline")),
    "readers": Table(readers, disable_reader, ("tests/corpus",)),
    "scenarios": Table(scenarios, disable_scenario, ("tests/contexts", "tests/dialogue")),
    "scores": Table(scores, disable_score, ("tests/dialogue",)),
    "sensitive": Table(sensitive, disable_sensitive, ("tests/corpus",)),
    "templates": Table(templates, disable_template, ("tests/dataset",)),
}

if os.environ.get("OPENBOOK_ROW"):
    _table, _, _row = os.environ["OPENBOOK_ROW"].partition(":")
    assert _row in TABLES[_table].rows(), f"{_table} has no row {_row}"
    TABLES[_table].disable(_row)

if __name__ == "__main__":
    for _table, _kind in TABLES.items():
        for _row in _kind.rows():
            sys.stdout.write("\t".join((_table, _row, *_kind.tests)) + "\n")
