"""The review page: its own files, and the parts of the report that show passages and turns."""

from importlib.resources import files

from openbook.report.shell import asset, hashed

SHARED = ("dom.js", "quotes.js", "cards.js")
OWN = ("talk.js", "review.js")


def page() -> tuple[str, str]:
    """Return the page and its policy: its own script and style, and requests to its own server, nothing else."""
    style = asset("style.css") + _own("review.css")
    script = "\n".join((*map(asset, SHARED), *map(_own, OWN)))
    policy = (
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; connect-src 'self'; "
        f"style-src '{hashed(style)}'; script-src '{hashed(script)}'"
    )
    html = _own("review.html")
    return html.replace("{style}", style).replace("{script}", script), policy


def _own(name: str) -> str:
    return files("openbook.review").joinpath("page", name).read_text("utf-8")
