"""The text layer of a page → its lines: the plain ones at once, the others put together from all that draws them."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Any

from openbook.corpus.formats.pdf.accents import GONE, composed, cut_words, without_accents
from openbook.corpus.formats.pdf.bitmap_fonts import BitmapFonts
from openbook.corpus.formats.pdf.corridors import cut_at_corridors
from openbook.corpus.formats.pdf.covered import CoveredWords
from openbook.corpus.formats.pdf.fractions import with_fractions
from openbook.corpus.formats.pdf.glyphs import (
    COMPOSED,
    CUT_LINE,
    HYPHENED,
    LOST,
    ODD,
    RTL,
    SPECIAL,
    UNMAPPED,
    figures_in,
    mended,
    pieces_of,
    plain,
    rare_of_page,
)
from openbook.corpus.formats.pdf.leftward import reordered, walled, with_stops_behind
from openbook.corpus.formats.pdf.lines import Box, Line, around
from openbook.corpus.formats.pdf.math_signs import LONGEST
from openbook.corpus.formats.pdf.measures import check_sizes, middle_letter
from openbook.corpus.formats.pdf.object_changes import object_changes
from openbook.corpus.formats.pdf.plain_lines import WIDE, DrawnPiece, simple_lines
from openbook.corpus.formats.pdf.positions import Positions
from openbook.corpus.formats.pdf.runs import (
    Run,
    asides,
    by_lines,
    cells,
    goes_on,
    in_place,
    is_even,
    joined,
    lead,
    main_run,
    written,
)
from openbook.corpus.formats.pdf.spaced_letters import without_gaps
from openbook.corpus.formats.pdf.strays import StrayLine, cut_at_rules, with_strays, without_giants
from openbook.corpus.formats.pdf.struck import StruckWords
from openbook.corpus.formats.pdf.superiors import apart, with_superiors
from openbook.corpus.formats.pdf.told_glyphs import ToldGlyphs
from openbook.corpus.formats.pdf.untold import as_sign, struck_through, untold_in, without_untold
from openbook.text.late import late

LARGE = 1.7
"""Size of an initial against that of the text, at least."""
SPACE = 0.85
"""Heights of a font between two words, above which it is no space that is between them."""
FIGURES = late(r"[0-9][0-9.,%]* [-−+±$€£(]?[0-9]")
"""Numbers side by side: they may be those of a table."""
NOWHERE: Box = (0, 0, 0, 0)
Rules = Callable[[], Sequence[Box]]


class LineReader:
    """Reads the lines of one page after the other as they are drawn; one a document."""

    def __init__(self, fonts: BitmapFonts) -> None:
        self.places = Positions()
        self._fonts = fonts
        self.struck = StruckWords()
        self.told = ToldGlyphs()
        self.covered = CoveredWords()
        self._text = ""
        self._width = 0.0

    def pieces(self, textpage: Any, width: float, height: float) -> list[DrawnPiece]:
        """Turn to a page, and return where its lines are in its text."""
        self._width = width
        self.places.open(textpage)
        text = self.places.text(self._fonts.respell)
        unknown = untold_in(self.places, text)
        named = self._fonts.named(self.places, text, {*unknown, *self.places.unmapped})
        text = without_untold(self.places, text, unknown) if unknown else text
        told = with_superiors(self.places, self.told.mark(self.places, text, named))
        text = without_gaps(self.places, cut_words(composed(self.places, told.replace(HYPHENED, CUT_LINE))))
        self._text = self.covered.blanked(self.places, text, width * height)
        return [] if self._text.isspace() else pieces_of(self._text)

    def strike(self, lines: list[Box]) -> None:
        """Mark the words that one of some thin lines is drawn through; before the lines of text are read."""
        self._text = self.struck.mark(self.places, self._text, lines)

    def lines(self, pieces: list[DrawnPiece], rules: Rules, *, mixed: bool = False) -> tuple[list[Line], bool]:
        """Return the lines, and whether each is drawn in one go; `mixed`: pdfium may have joined what is turned.

        `rules` gives the straight lines on the page.
        """
        text, places = self._text, self.places
        special = SPECIAL.search(rare_of_page(text)) is not None
        simple = not mixed and not special and GONE not in text and not (places.boxes or self.covered.any)
        if mixed:
            pieces = [part for piece in pieces for part in self._of_one_direction(piece)]
        elif simple and places.count_rects(0, -1) == len(pieces) and not self._has_figures_apart(pieces):
            lines = simple_lines(places, text, pieces)
            if lines is not None:
                if self.told.any or self.struck.any:
                    for line in lines:
                        line.text = self.told.written(self.struck.written(line.text))
                return lines, True
        return self._detailed_lines(pieces, rules, special, mixed), False

    def _detailed_lines(self, pieces: list[DrawnPiece], rules: Rules, special: bool, mixed: bool) -> list[Line]:
        """Return the lines, put together from all that is drawn for them."""
        text = self._text
        odd = special and ODD.search(text.replace("\r\n", "")) is not None
        composed = special and COMPOSED.search(text) is not None
        rows: list[StrayLine] = []
        for start, end, hyphen in pieces:
            boxes = self.places.rects(self.places.count_rects(start, end - start))
            if not boxes:
                continue
            rtl = odd and RTL.search(text, start, end) is not None
            runs = without_accents(self._runs(start, end, boxes))
            if self.places.objects.may_be_marked:
                runs = [run for run in runs if not self.places.is_silent_at(run.first)]
            if not runs:
                continue
            if max(boxes[-1][2], boxes[0][2]) > self._width or min(boxes[0][0], boxes[-1][0]) < 0:
                runs = [run for run in runs if 0 <= run.left + run.right <= 2 * self._width]
                boxes = [(run.left, run.low, run.right, run.high) for run in runs]
                if not runs:
                    continue
            angle = self.places.angle(start) if mixed else 0.0
            gaps = len(runs) > len(boxes)
            for group in [runs] if rtl or angle else by_lines(runs):
                if len(group) < len(runs):
                    last = group[-1]
                    start, end = group[0].first, last.first + len(last.text)
                    boxes = [(run.left, run.low, run.right, run.high) for run in group if run.weight]
                _add(rows, StrayLine(group if rtl else in_place(group), boxes, start, end, hyphen, rtl, gaps, angle))
        self._look_beside(rows)
        rows = with_fractions(rows, rules)
        cut_at_rules(rows, rules, self._cut)
        cut_at_corridors(rows)
        lines = []
        for row in with_strays([part for whole in rows for part in without_giants(whole)]):
            line = self._mended_line(row, rules, odd, composed)
            if line.text or line.lost:
                lines.append(line)
        check_sizes(lines, self.places)
        return with_stops_behind(lines, text) if odd else lines

    def _look_beside(self, rows: list[StrayLine]) -> None:
        """Look for gaps in rows next to one that has several: they may be of the same table."""
        for order in (range(1, len(rows)), range(len(rows) - 2, -1, -1)):
            step = -order.step
            for index in order:
                row, beside = rows[index], rows[index + step]
                if row.gaps or len(beside.runs) < 3 or not beside.gaps or not is_even(row.runs):
                    continue
                known = [run.first for run in row.runs]
                edges = set(self._gaps(row.start, row.end)) - set(known)
                if edges and known[0] == row.start and known == sorted(known) and known[-1] < row.end:
                    row.runs = self._cut(row.end, sorted({*known, *edges}))
                    row.gaps = True

    def _mended_line(self, row: StrayLine, rules: Rules, odd: bool, composed: bool) -> Line:
        """Return the line of a row, with all that its font tells wrongly set right or marked."""
        main = main_run(row.runs)
        line = self._line(row, main)
        if row.rtl:
            raw = self._text[row.start : row.end]
            line.text, line.rtl = reordered(self.places, row.start, raw, self._text), True
            self._add_leftward_cells(line, row.start, raw, rules)
        elif composed:
            line.text = plain(line.text)
        line.text = apart(struck_through(line.text))
        if (odd or LOST in line.text) and UNMAPPED.search(line.text):
            line.text, line.lost = mended(line.text)
        if not line.rtl:
            self._add_cells(line, row.runs)
        for part in (line, *line.cells, *line.asides):
            part.text = self.told.written(self.struck.written(part.text.replace(GONE, "")))
        return line

    def _of_one_direction(self, piece: DrawnPiece) -> list[DrawnPiece]:
        """Return the parts of a line that are turned alike."""
        start, end, hyphen = piece
        edges = [start]
        last: float | None = None
        for run in self._runs(start, end, [NOWHERE, NOWHERE]):
            angle = self.places.angle(run.first + len(run.text) - len(run.text.lstrip())) if run.weight else last
            if last is not None and angle is not None and abs(angle - last) > 0.1:
                edges.append(run.first)
            last = angle
        parts = list(zip(edges, [*edges[1:], end], strict=True))
        return [(one, other, hyphen and other == end) for one, other in parts]

    def _line(self, row: StrayLine, main: Run) -> Line:
        """Return the line of some runs; its size and base are those of the letters that most of it is set in."""
        runs = row.runs
        letter = main.first + (0 if main.made else middle_letter(main.text, 0, len(main.text.rstrip())))
        _, low, _, high = self.places.loose(letter)
        text = "".join([run.text for run in runs]) if is_even(runs) else written(runs, main)
        line = Line(text.strip(), *around(row.boxes), low, round(high - low, 1), (), row.hyphen)
        drawn = self.places.drawn_at(self.places.address, letter)
        (line.font, line.unseen), line.first = self.places.font_of_drawn(drawn), letter
        line.fixed, line.pale = self.places.is_fixed(line.font), self.places.is_pale(drawn)
        line.lead = lead(runs)
        if runs[0].weight == 1 and runs[0].size > LARGE * main.size > 0:
            line.initial = runs[0].left, runs[0].low, runs[0].right, runs[0].high
        if not line.size:
            line.base = main.stand
        return line

    def _add_cells(self, line: Line, runs: list[Run]) -> None:
        if len(runs) < 2:
            return
        line.asides, found = asides(runs, line), cells(runs, line)
        for cell in (*line.asides, *found):
            if SPECIAL.search(cell.text):
                cell.text = mended(plain(cell.text))[0]
        line.cells = tuple(cell for cell in found if cell.text)
        line.cells = line.cells if len(line.cells) > 1 else ()
        if line.cells:
            # What is a mark is told in each cell by its own letters.
            line.text = " ".join([cell.text for cell in line.cells])

    def _add_leftward_cells(self, line: Line, start: int, raw: str, rules: Rules) -> None:
        cells = walled(self.places, line, start, raw, rules)
        if len(cells) > 1:
            line.cells = tuple(cells)
            line.text = " ".join([cell.text for cell in reversed(cells)])

    def _runs(self, start: int, end: int, boxes: list[Box]) -> list[Run]:
        """Return the runs of a line: where another object draws, and where more than words are apart."""
        edges = [start, *(object_changes(self.places, self._text, start, end, len(boxes)) if len(boxes) > 1 else ())]
        if self._may_have_gaps(start, end, boxes):
            edges = sorted({*edges, *self._gaps(start, end)})
        return self._cut(end, edges)

    def _cut(self, end: int, edges: list[int]) -> list[Run]:
        return [self._run(one, other) for one, other in zip(edges, [*edges[1:], end], strict=True)]

    def _may_have_gaps(self, start: int, end: int, boxes: list[Box]) -> bool:
        """Whether a line may have gaps that pdfium takes for spaces: it is as from a typewriter, or too wide."""
        if FIGURES.search(self._text, start, end):
            return True
        _, bottom, _, top = boxes[0]
        wide = abs(boxes[-1][2] - boxes[0][0])
        return self.places.is_fixed(self.places.font_at(start)) or wide > WIDE * (end - start) * (top - bottom)

    def _has_figures_apart(self, pieces: list[DrawnPiece]) -> bool:
        """Whether a line with numbers side by side has a gap that is no space: it may be a row of a table."""
        apart = [at for at in figures_in(self._text) if FIGURES.match(self._text, at)]
        begins = [start for start, _, _ in pieces] if apart else []
        rows = {bisect_right(begins, at) - 1 for at in apart}
        return any(self._gaps(start, end) for start, end, _ in (pieces[row] for row in sorted(rows)))

    def _gaps(self, start: int, end: int) -> list[int]:
        """Return where words begin behind a gap that is no space between words."""
        found = []
        for place in range(start + 1, end - 1):
            if self._text[place] == " ":
                _, low, before, high = self.places.loose(place - 1)
                if self.places.loose(place + 1)[0] - before > SPACE * (high - low) > 0:
                    found.append(place + 1)
        return found

    def _run(self, start: int, end: int) -> Run:
        raw = self._text[start:end]
        core = raw.strip()
        first = start + raw.index(core[0]) if core else start
        last = first + max(len(core), 1) - 1
        left, low, right, high = self.places.loose(first)
        right = self.places.loose(last)[2] if last != first else right
        stand = self.places.origin(first)[1]
        if 0 < len(core) <= LONGEST and core < "\u2e80":
            raw = as_sign(self.places, first, raw)
        return Run(raw, left, right, low, high, stand, start, high - low, len(core))


def _add(rows: list[StrayLine], row: StrayLine) -> None:
    """Add a row; what goes on the row above is put into that."""
    before = rows[-1] if rows else None
    alike = before is not None and row.angle == before.angle and not (row.rtl or before.rtl or before.hyphen)
    if before is not None and alike and goes_on(before.runs, row.runs):
        before.runs, before.hyphen = joined(before.runs, row.runs), row.hyphen
        before.boxes += row.boxes
    else:
        rows.append(row)
