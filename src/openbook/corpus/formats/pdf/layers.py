"""Layers that no viewer shows: what is drawn on them is taken out before the file is read."""

from io import BytesIO
from typing import Any

from openbook.codes import Kind
from openbook.corpus.formats.pdf.container import mentions
from openbook.records import Notice

DEEPEST = 8
"""Forms within forms."""


def without_hidden_layers(blob: bytes) -> tuple[bytes, tuple[Notice, ...]]:
    """Return the file without what is on layers that are off, and a notice where that fails."""
    if not mentions(blob, b"/OCProperties"):
        return blob, ()
    from pypdf import PdfReader, PdfWriter

    try:
        reader = PdfReader(BytesIO(blob), strict=False)
        hidden = _Hidden(dictionary(reader.root_object, "/OCProperties"))
        if not hidden.layers:
            return blob, ()
        writer = PdfWriter(clone_from=reader)
        hidden = _Hidden(dictionary(writer.root_object, "/OCProperties"))
        seen: set[int] = set()
        changed = [_clear_page(page, writer, hidden, seen) for page in writer.pages]
        if not any(changed):
            return blob, ()
        out = BytesIO()
        writer.write(out)
        return out.getvalue(), ()
    except Exception as error:
        # Whatever is wrong with the file, pdfium may still read it; its layers stay as they are.
        text = f"its layers can't be told ({type(error).__name__}): text on hidden ones may be read"
        return blob, (Notice(Kind.READING, text),)


class _Hidden:
    """Which layers are off as the file is opened."""

    def __init__(self, properties: Any) -> None:
        config = dictionary(properties, "/D")
        groups = [_key(group) for group in _array(properties.get("/OCGs"))]
        off = {_key(group) for group in _array(config.get("/OFF"))}
        on = {_key(group) for group in _array(config.get("/ON"))}
        self.layers = set(groups) - on if config.get("/BaseState") == "/OFF" else off
        self.layers |= {_key(group) for group in _array(properties.get("/OCGs")) if _is_for_print_only(group)}

    def hides(self, group: Any) -> bool:
        """Whether what is marked with a group, or with a membership of several, is not shown."""
        if group is None:
            return False
        there = group.get_object()
        if there.get("/Type") != "/OCMD":
            return _key(group) in self.layers
        members = there.raw_get("/OCGs") if "/OCGs" in there else None
        several = _array(members)
        if not several:
            several = [members] if members is not None and hasattr(members.get_object(), "get") else []
        off = [_key(member) in self.layers for member in several]
        if not off:
            return False
        how = there.get("/P", "/AnyOn")
        shown = {
            "/AllOn": not any(off),
            "/AnyOff": any(off),
            "/AllOff": all(off),
        }.get(how, not all(off))
        return not shown


def _is_for_print_only(group: Any) -> bool:
    usage = dictionary(group.get_object(), "/Usage")
    return bool(dictionary(usage, "/View").get("/ViewState") == "/OFF")


def dictionary(there: Any, key: str) -> Any:
    """Return a dictionary of a dictionary, empty where there is none."""
    found = there.get(key)
    found = found.get_object() if found is not None else None
    return found if hasattr(found, "keys") else {}


def _key(group: Any) -> Any:
    return getattr(group, "idnum", id(group))


def _array(found: Any) -> list[Any]:
    from pypdf.generic import ArrayObject

    there = found.get_object() if found is not None else None
    return list(there) if isinstance(there, ArrayObject) else []


def _clear_page(page: Any, writer: Any, hidden: _Hidden, seen: set[int]) -> bool:
    """Take what is hidden out of a page's content and of the forms that it draws."""
    from pypdf.generic import NameObject

    resources = dictionary(page, "/Resources")
    content = page.get_contents()
    changed = _clear_forms(resources, writer, hidden, seen, 0)
    if content is not None and _clear(content, resources, hidden):
        page[NameObject("/Contents")] = writer._add_object(content)
        changed = True
    return changed


def _clear_forms(resources: Any, writer: Any, hidden: _Hidden, seen: set[int], depth: int) -> bool:
    from pypdf.generic import ContentStream, NameObject, StreamObject

    changed = False
    forms = dictionary(resources, "/XObject")
    for name in list(forms):
        form = forms[name].get_object()
        if not isinstance(form, StreamObject) or form.get("/Subtype") != "/Form" or id(form) in seen or depth > DEEPEST:
            continue
        seen.add(id(form))
        inner = dictionary(form, "/Resources")
        changed |= _clear_forms(inner, writer, hidden, seen, depth + 1)
        content = ContentStream(form, writer)
        if _clear(content, inner, hidden):
            form.set_data(content.get_data())
            if "/Filter" in form:
                del form[NameObject("/Filter")]
            changed = True
    return changed


def _clear(content: Any, resources: Any, hidden: _Hidden) -> bool:
    """Take out of a content stream what is drawn between the marks of a hidden layer. Returns whether any was."""
    names = dictionary(resources, "/Properties")
    forms = dictionary(resources, "/XObject")
    kept: list[Any] = []
    marks: list[bool] = []
    removed = False
    for operands, operator in content.operations:
        if operator in (b"BDC", b"BMC"):
            off = operator == b"BDC" and operands[0] == "/OC" and hidden.hides(_named(names, operands[1]))
            marks.append(off)
        elif operator == b"EMC" and marks:
            marks.pop()
        elif operator == b"Do" and operands[0] in forms and hidden.hides(_own(forms[operands[0]], "/OC")):
            removed = True
            continue
        elif any(marks) and operator in DRAWING:
            removed = True
            if operator in (b"'", b'"'):
                kept.append(([], b"T*"))
            continue
        kept.append((operands, operator))
    if removed:
        content.operations = kept
    return removed


DRAWING = frozenset([b"Tj", b"TJ", b"'", b'"', b"Do"])
"""Operators that draw text or a form; the others stay, as they may set what holds for later ones too."""


def _own(there: Any, key: str) -> Any:
    return there.raw_get(key) if key in there else None


def _named(names: Any, name: Any) -> Any:
    return _own(names, name) if isinstance(name, str) else name
