"""Whether pages show pictures."""

from typing import Any


def shows_picture(page: Any) -> bool:
    """Whether a page shows one."""
    import pypdfium2.raw as pdfium

    return any(True for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3))


def has_pictures(document: Any) -> bool:
    """Whether one of the first pages shows a picture."""
    import pypdfium2

    for index in range(min(len(document), 3)):
        try:
            page = document[index]
        except pypdfium2.PdfiumError:
            continue
        try:
            if shows_picture(page):
                return True
        finally:
            page.close()
    return False
