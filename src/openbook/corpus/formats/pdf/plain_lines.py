"""The lines of a page of prose, which are drawn as they are written: nothing needs to be put together or mended."""

from openbook.corpus.formats.pdf.lines import Line
from openbook.corpus.formats.pdf.measures import CLOSE, FAR, FEW, check_sizes, middle_letter
from openbook.corpus.formats.pdf.positions import UNSEEN, Positions
from openbook.corpus.formats.pdf.unseen import PALE

WIDE = 0.75
"""Width of a line against the height of its marks and the number of its letters, from which there may be gaps in it."""
DrawnPiece = tuple[int, int, bool]
"""Where a printed line starts and ends in the text, and whether a hyphen cuts a word at its end."""


def simple_lines(places: Positions, text: str, pieces: list[DrawnPiece]) -> list[Line] | None:
    """Return the lines where each has one box and nothing needs mending: most pages of prose.

    None where two of them stand in one row, and may be parts of one, or where one may have wide gaps.
    """
    address, drawn_at, clip_of, count_clips = (
        places.address,
        places.drawn_at,
        places.clips.path_of,
        places.clips.count_paths,
    )
    font_of, mode_of, fixed, is_fixed = places.font_of, places.mode_of, places.fixed, places.is_fixed
    get_rect, get_box, fill_of, seen = places.get_rect, places.get_box, places.fill_of, places.seen.read
    to_left, to_top, to_right, to_bottom, to_box, _, _, _, to_red, to_green, to_blue, to_alpha = places.seen.to
    lines: list[Line] = []
    sizes: set[float] = set()
    size = least = most = last_bottom = last_top = 0.0
    last_base = FAR
    for index, (start, end, hyphen) in enumerate(pieces):
        get_rect(address, index, to_left, to_top, to_right, to_bottom)
        middle = (start + end) // 2
        letter = middle if text[middle].isalnum() else start + middle_letter(text, start, end)
        get_box(address, letter, to_box)
        drawn = drawn_at(address, letter)
        is_filled = fill_of(drawn, to_red, to_green, to_blue, to_alpha)
        left, top, right, bottom, _, high, _, base, red, _, _, alpha = seen()
        height = high - base
        if not least < height < most:
            # Rounding takes long; most lines round as the one above does.
            size = round(height, 1)
            least, most = size - 0.049, size + 0.049
            sizes.add(size)
        if last_bottom < (bottom + top) / 2 < last_top or abs(base - last_base) < CLOSE * height:
            return None
        last_bottom, last_top = bottom, top
        last_base = base if end - start <= FEW else FAR
        font = (font_of(drawn) or 0) if drawn else 0
        if right - left > WIDE * (end - start) * (top - bottom) or (fixed[font] if font in fixed else is_fixed(font)):
            return None
        line = Line(text[start:end], left, bottom, right, top, base, size, (), hyphen, False, font, 0, letter)
        if drawn and mode_of(drawn) in UNSEEN:
            line.unseen = True
        # Most letters are dark, and nothing clips them.
        if is_filled and (red >= PALE or alpha <= 255 - PALE):
            line.pale = places.is_pale(drawn)
        if count_clips(clip_of(drawn)) > 0:
            line.clipped = places.clips.hide(drawn)
        lines.append(line)
    if 0.0 in sizes:
        for line, (start, _, _) in zip(lines, pieces, strict=True):
            line.base = places.origin(start)[1]
    if max(sizes, default=0) - min(sizes, default=0) > 0.2:
        check_sizes(lines, places)
    return lines
