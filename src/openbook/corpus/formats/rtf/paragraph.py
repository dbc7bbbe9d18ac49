"""A paragraph of RTF → a block: a heading, a line of code, an item of a list, or text."""

from openbook.corpus.formats.office.blocks import Block


def block_of(raw: str, text: str, label: str, level: int, *, code: bool) -> Block:
    """Return a paragraph's block. `raw`: with its white space; `label`: of an item; `level`: of a heading, else 0."""
    if level:
        title = " ".join(f"{label} {text}".split())
        return Block(f"{'#' * level} {title}", "heading")
    if label:
        marker = label if any(map(str.isalnum, label)) and label != "o" else "-"
        return Block(f"{marker} {text}", "item")
    return Block(raw.rstrip(), "code") if code else Block(text)
