"""Small files of the formats that the corpora have none of, for the fuzzing of their readers."""

import gzip
import json

from fuzz_office import packed

MDX = """---
title: Install
---
import Tabs from '@theme/Tabs';
export const meta = { a: 1 };

# Install {/* hidden */}

<Tabs defaultValue={"x" > 1 ? 'a' : 'b'}>
  <TabItem value="linux" label="Linux">

    ```sh
    apt install {x}
    ```

  </TabItem>
</Tabs>

It's {props.version}. $\\frac{a}{b}$ [[Note|shown]] %%gone%% ==marked==

| a    | b  |
|------|----|
| c    | d  |
"""
RST = """=====
Title
=====

:Author: Moore

See :ref:`the part <x>`, |v| and `a link <http://x>`_. [1]_

.. |v| replace:: 3.4

.. note:: Mind
   the gap.

Example::

    code

+-------+-------+
| Berth | Depth |
+=======+=======+
| North | 3 m   |
+-------+-------+

=====  =====
A      B
=====  =====
1      2
=====  =====

.. list-table::

   * - Name
     - Price
   * - Cod
     - 3

.. [1] The note.
"""
ORG = """#+TITLE: Harbour
* TODO One :tag:
:PROPERTIES:
:ID: x
:END:
=code= and /it/ and [[https://x.y][a link]].
| Berth | Depth |
|-------+-------|
| North | 3     |
#+BEGIN_SRC python
x = 1
#+END_SRC
"""
ADOC = """= Guide
:version: 3.4

== Intro

Version {version}. <<b,the part>> https://x.y[site] kbd:[F1]

[cols="1,1"]
|===
|Berth |Depth

|North |3 m
|===

[source,python]
----
x = 1
----
. one
.. two

[NOTE]
====
Said.
====
"""
TEX = """\\documentclass{article}
\\title{Harbours}
\\begin{document}
\\section{One}\\label{s}
Caf\\'e $x^2$ \\textbf{b \\emph{c}}\\footnote{n} 5\\% % gone
\\begin{itemize}
\\item a \\begin{enumerate}\\item x\\end{enumerate}
\\end{itemize}
\\begin{equation}E = mc^2\\end{equation}
\\begin{tabular}{l|r}Berth & Depth \\\\ \\multicolumn{2}{c}{both} \\\\\\end{tabular}
\\begin{lstlisting}[language=C]
int x;
\\end{lstlisting}
\\end{document}
"""
MAIL = """From: Ann <ann@example.org>
Subject: =?utf-8?q?F=C3=A4hre?=
Date: Tue, 7 Mar 1995 10:00:00 +0100
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=xx

--xx
Content-Type: text/plain; charset=iso-8859-1; format=flowed
Content-Transfer-Encoding: quoted-printable

The f=E4hre runs =
four times a day.
--xx
Content-Type: text/html

<h1>Head</h1><p>Text</p>
--xx
Content-Type: application/pdf; name="a.pdf"

x
--xx--
"""
SUBTITLES = "WEBVTT\n\n1\n00:00:01.000 --> 00:00:03.000\n<v Ann>The ferry\nruns.</v>\n\n00:04.000 --> 00:05.000\nHi.\n"
CELLS = [
    {"cell_type": "markdown", "source": ["# T\n", "text <b>x</b>"]},
    {"cell_type": "code", "source": "x = 1", "outputs": [{"text": "1"}]},
]
CODE = "def step(boat):\n    if boat:\n        return boat\n\n\nclass Quay:\n    pass\n"

NOTES = """# Guide

!!! warning inline end "Hot"
    Never touch.

    === "Linux"

        ```sh
        apt install x
        ```

??? note
    Folded.

::::{grid} 2
:::{card} Title
:class: x
Body.
:::
::::

::: {.callout-tip title="Heed"}
Words.
:::

```{warning}
Mind it.
```
"""
MACROS = r"""\newcommand{\ie}{i.e.}\newcommand\boat[2][old]{the #1 #2\ie}\def\q#1{<#1>}
\begin{document}It, \ie{} \boat{ship} \boat[new]{\q{brig}}.
\begin{Highlighting}[]
\KeywordTok{def}\NormalTok{ f(\_x):}
\end{Highlighting}
\end{document}
"""
ARCHIVE = b"""MIME-Version: 1.0\r
Content-Type: multipart/related; boundary=B\r
\r
--B\r
Content-Type: text/html; charset=utf-8\r
Content-Transfer-Encoding: quoted-printable\r
\r
<h1>Saved</h1><p>In =C3=A9t=C3=A9.</p>\r
--B--\r
"""
PLACED = """<html xmlns="http://www.w3.org/1999/xhtml"><head>
<style>#a{position:absolute;top:20px;left:9px}</style></head>
<body><b id="a">The first</b>
<i style="position:absolute;top:2em;transform:translate(3px, 4px)">line</i></body></html>"""
BOOK = packed(
    {
        "META-INF/container.xml": '<c><rootfile full-path="b.opf"/></c>',
        "b.opf": '<package><metadata><meta property="rendition:layout">pre-paginated</meta></metadata><manifest>'
        '<item id="p" href="p.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="p"/></spine>'
        "</package>",
        "p.xhtml": PLACED,
    }
)
SEEDS: dict[str, bytes] = {
    "notes.md": NOTES.encode(),
    "macros.tex": MACROS.encode(),
    "seed.mbox": b"".join(b"From a@b.c Mon Jan  1 00:00:00 2020\n" + MAIL.encode() + b"\n\n" for _ in range(3)),
    "seed.mht": ARCHIVE,
    "placed.epub": BOOK,
    "seed.mdx": MDX.encode(),
    "seed.rst": RST.encode(),
    "seed.org": ORG.encode(),
    "seed.adoc": ADOC.encode(),
    "seed.tex": TEX.encode(),
    "seed.eml": MAIL.encode(),
    "seed.vtt": SUBTITLES.encode(),
    "seed.srt": SUBTITLES.replace(".000", ",000").encode(),
    "seed.csv": b'Name;Price\nCod;"3,5"\nHerring;"1|2\n"\n',
    "seed.tsv": b"Sales\n\nName\tPrice\nCod\t3\n",
    "seed.ipynb": json.dumps({"nbformat": 4, "metadata": {}, "cells": CELLS}).encode(),
    "seed.py": CODE.encode() * 9,
    "seed.md.gz": gzip.compress(MDX.encode()),
    "seed.jsonl": "\n".join(json.dumps({"text": f"<p>Text {n} &amp; more</p>"}, indent=1) for n in range(5)).encode(),
    "seed.txt": b"N\bNA\bAM\bME\bE\n\x1b[1mbold\x1b[0m <b>b</b> &amp; _\bx\n",
}
"""Name → content."""
