"""Names that a LaTeX document gives: what its numbered blocks are called, and what references lead to."""

from openbook.corpus.clean import one_line
from openbook.corpus.formats.tex_macros import closing
from openbook.text.late import late

HEADED = late(
    r"\\(part|chapter|section|subsection|subsubsection|paragraph|subparagraph)\*?\s*(?:\[[^\]]{0,1000}\])?\s*(?=\{)"
)
THEOREM = late(r"\\newtheorem\*?\s*\{([A-Za-z]+)\*?\}\s*(?:\[[^\]]{0,1000}\])?\s*\{([^{}]*)\}")
THEOREMS = {
    name: name.capitalize()
    for name in """theorem lemma proof definition corollary proposition remark example exercise problem solution claim
    conjecture axiom note assumption case question answer observation fact notation hypothesis keywords warning tip
    algorithm property principle""".split()  # noqa: SIM905
}
"""By the names of their environments: how they begin where a document says nothing else."""
LABEL = late(r"\s*\\label\s*\{([^{}]*)\}")
REFERENCE = late(r"\\(?:ref|autoref|cref|Cref|nameref|vref)\*?\s*\{([^{}]*)\}")


def theorems_of(text: str) -> dict[str, str]:
    """Return what blocks are called that a document numbers, by the names of their environments."""
    if "\\newtheorem" not in text:
        return THEOREMS
    return THEOREMS | {name: title for name, title in THEOREM.findall(text) if title}


def referred(text: str) -> str:
    """Return the text with references to sections as their titles."""
    if "ref" not in text or "\\label" not in text:
        return text
    titles: dict[str, str] = {}
    for match in HEADED.finditer(text):
        end = closing(text, match.end())
        label = LABEL.match(text, end + 1)
        if label is not None:
            titles[label[1]] = one_line(text[match.end() + 1 : end])
    if not titles:
        return text
    return REFERENCE.sub(lambda match: f"“{titles[match[1]]}”" if match[1] in titles else match[0], text)
