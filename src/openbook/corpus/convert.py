"""What to do with a file of a format that is not read."""

from openbook.codes import Code
from openbook.corpus.parsed import Unreadable
from openbook.corpus.suffixes import listed

CONVERT = {
    "export it as .docx or .pdf": (
        ".pages .vsd .vsdx .pub .one .xps .fodt .fods .fodp .oxps .odg .fodg .sxw .hwp .hwpx .lwp .wri .gslides"
    ),
    "export it as .csv": ".numbers .sav .dta .sas7bdat .gsheet",
    "export it as .pdf": ".key .drawio .ai .indd .eps .svg .dwg .dxf",
    "convert it to .pdf (ddjvu -format=pdf)": ".djvu .djv",
    "convert it to .epub (ebook-convert of Calibre)": ".mobi .azw .azw3 .azw4 .kfx .prc .fb2 .lit .lrf .pdb .chm",
    "convert it to .pdf (ps2pdf)": ".ps",
    "convert it to .md (pandoc -t markdown)": (
        ".mediawiki .wiki .textile .creole .dokuwiki .t2t .typ .typst .muse .opml .docbook .dbk .jats .texi .texinfo "
        ".bib .djot .dj .man .1 .2 .3 .4 .5 .6 .7 .8 .9 .pod"
    ),
    "export its text as .jsonl": (
        ".arrow .feather .db .sqlite .sqlite3 .pkl .pickle .npy .npz .h5 .hdf5 .avro .orc .mdb .accdb .warc"
    ),
    "save it as .eml": ".msg .oft .pst .ost .emlx",
    "unpack it": ".zip .tar .gz .tgz .bz2 .xz .zst .7z .rar .iso .jar .whl .deb .rpm",
    "convert what is text in it to .html, .md or .txt": (
        ".xml .xsl .xsd .dita .ditamap .yaml .yml .toml .ini .cfg .conf .properties .log .po .pot .xliff .xlf .tmx "
        ".resx .strings .plist .rdf .ttl .svgz"
    ),
    "scan it into a .pdf; read.ocr reads that": (
        ".png .jpg .jpeg .jp2 .jxl .heic .heif .avif .tif .tiff .gif .bmp .webp .psd"
    ),
    "decrypt it": ".gpg .pgp .age",
    "transcribe it to .txt, .srt or .vtt": (
        ".mp3 .mp4 .m4a .m4v .wav .flac .ogg .opus .aac .wma .mov .mkv .avi .webm .wmv"
    ),
    "save it as .srt or .vtt": ".ass .ssa .sub .sbv .ttml .dfxp .lrc",
}
"""What to do, with the endings of the files that it is for; any other is best saved as .txt, .md, .html or .pdf."""
REMEDIES = {ending: remedy for remedy, endings in CONVERT.items() for ending in endings.split()}
"""The same by ending."""


def unsupported(suffix: str) -> Unreadable:
    """Return the refusal of a file by its ending, and how to convert it; `read_are` says what is read."""
    what = f"the extension {suffix} is not read" if suffix else "no extension that tells its format"
    remedy = REMEDIES.get(suffix, "save it as .txt, .md, .html or .pdf")
    return Unreadable(Code.UNSUPPORTED_FORMAT, f"{what}: {remedy}")


def read_are() -> str:
    """Return which formats are read: said once, however many files are not."""
    return f"Read are {listed()} and source code."
