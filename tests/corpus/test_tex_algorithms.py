"""LaTeX: algorithms, whose commands show words."""

from pathlib import Path

import pytest
from corpus_makers import read_one

CAMEL = r"""\begin{algorithm}[htb]
\caption{Ebb}
\begin{algorithmic}[1]
\Require a list \Ensure its sum
\Input{a tide} \Output{a time}
\Function{Ebb}{$a; b$}
\ForAll{boats \And tides}
\State call \Call{Low}{$b$, \True} \Comment{at night}
\EndFor
\While{\Not dry \Or \False}
\If{$x$ \Xor $y$} \State go \ElsIf{late} \State wait \Else \State \Return $x$
\EndIf
\EndWhile
\EndFunction
\Procedure{Tide}{} \Loop \Repeat \State row \Until{noon \To one} \EndLoop
\EndProcedure
\Statex \Print end
\end{algorithmic}
\end{algorithm}"""
SHOWN = """Algorithm. Ebb

Require: a list
Ensure: its sum
Input: a tide
Output: a time
function Ebb($a; b$)
  for all boats and tides do
    call Low($b$, true) ▷ at night
  end for
  while not dry or false do
    if $x$ xor $y$ then
      go
    else if late then
      wait
    else
      return $x$
    end if
  end while
end function
procedure Tide()
  loop
    repeat
      row
    until noon to one
  end loop
end procedure
print end"""


def text(folder: Path, given: str) -> str:
    (folder / "a.tex").write_text(given)
    return read_one(folder / "a.tex").text


def test_steps_of_algorithmicx_stand_with_the_words_that_are_shown(tmp_path: Path) -> None:
    assert text(tmp_path, CAMEL) == SHOWN


def test_steps_of_algorithmic_are_told_by_their_names_in_capitals(tmp_path: Path) -> None:
    given = r"""\begin{algorithmic}
\REQUIRE $n$
\WHILE{$n > 0$ \AND \NOT done}
\STATE $n$ falls \COMMENT{by one}
\ENDWHILE
\RETURN $n$
\end{algorithmic}"""
    wanted = "Require: $n$\nwhile $n > 0$ and not done do\n  $n$ falls ▷ by one\nend while\nreturn $n$"
    assert text(tmp_path, given) == wanted


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (r"\KwIn{a}\KwOut{b}\KwData{c}\KwResult{d}", "Input: a\nOutput: b\nData: c\nResult: d"),
        (r"\For{$i$ \KwTo 9}{row\; \tcp{slow}}\KwRet{$i$}", "for $i$ to 9 do\n  row\n  ▷ slow\nreturn $i$"),
        (r"\eIf{dry}{walk\;}{row\tcc*[r]{far}\;}", "if dry then\n  walk\nelse\n  row ▷ far"),
        (r"\uIf{a}{b\;}\uElseIf{c}{d\;}\uElse{e}", "if a then\n  b\nelse if c then\n  d\nelse\n  e"),
        (r"\lIf{a}{b}\lElseIf{c}{d}\lElse{e}", "if a then\n  b\nelse if c then\n  d\nelse\n  e"),
        (r"\If{a}{b}\ElseIf{c}{d}\Else{e}", "if a then\n  b\nelse if c then\n  d\nelse\n  e"),
        (r"\lFor{a}{b}\lForEach{c}{d}\lWhile{e}{f}", "for a do\n  b\nfor each c do\n  d\nwhile e do\n  f"),
        (r"\ForEach{a}{\While{b}{c \; d}}", "for each a do\n  while b do\n    c\n    d"),
        (r"\Repeat{noon}{row\;}", "repeat\n  row\nuntil noon"),
    ],
)
def test_steps_of_algorithm2e_are_told_by_their_braces(tmp_path: Path, given: str, wanted: str) -> None:
    assert text(tmp_path, f"\\begin{{algorithm2e}}{given}\\end{{algorithm2e}}") == wanted
    assert text(tmp_path, f"\\begin{{algorithm}}[H]{given}\\end{{algorithm}}") == f"Algorithm. {wanted}"
