"""What stands packed within plain text, of messages mostly: files in uuencode, what PGP and age sign or encrypt."""

import re
from collections.abc import Collection
from email.message import Message

from openbook.corpus.ciphers import ROW
from openbook.corpus.clean import one_line
from openbook.text.late import late

FILE = late(
    r"(?<!\n)\n*^begin [0-7]{3,4} (\S[^\n]{0,200})\n((?:[!-`][ -`]{1,84}\n)++)(?:[` ]?\n)?end[ \t]*$\n*", re.MULTILINE
)
"""A file in uuencode: its name, and lines that begin with their length."""
FIRST, BEGUN = late(r"begin [0-7]{3,4} \S"), late(r"\nbegin [0-7]{3,4} \S")
"""How one begins: what begins with a line end is found fastest."""
SIGNED = late(r"^-----BEGIN PGP SIGNED MESSAGE-----\n(?:[A-Z][\w-]*: [^\n]*\n)*\n", re.MULTILINE)
ARMOUR = late(
    r"(?<!\n)\n*^-----BEGIN (PGP SIGNATURE|PGP MESSAGE|PGP PUBLIC KEY BLOCK|AGE ENCRYPTED FILE)-----[ \t]*\n"
    rf"(?:{ROW}\n)*+-----END \1-----[ \t]*$\n*",
    re.MULTILINE,
)
PGP_MESSAGE, AGE_FILE = "PGP message", "age encrypted file"
NAMES = {f"PGP {name}": f"PGP {name.lower()}" for name in ("SIGNATURE", "MESSAGE", "PUBLIC KEY BLOCK")}
ESCAPED = late(r"^- (?=-|From )", re.MULTILINE)
"""How a signed text writes a line that begins with a dash."""

CIPHERS = {
    "application/pgp-encrypted": "PGP",
    "application/pkcs7-mime": "S/MIME",
    "application/x-pkcs7-mime": "S/MIME",
    "application/x-microsoft-rpmsg-message": "rights management",
}
"""Parts whose text is within a cipher, and by what; S/MIME of some kinds is only signed."""
ENVELOPED = ("enveloped-data", "authenveloped-data")


def encrypted_by(message: Message, apart: Collection[str]) -> str:
    """Return by what the text of a message is encrypted; empty where it is not. `apart`: names of what is left out."""
    for part in message.walk():
        kind = part.get_content_type()
        means = CIPHERS.get(kind, "")
        if means and (means != "S/MIME" or str(part.get_param("smime-type", ENVELOPED[0])).lower() in ENVELOPED):
            return means
    return "PGP" if PGP_MESSAGE in apart else "age" if AGE_FILE in apart else ""


def unpacked(text: str) -> tuple[str, list[str]]:
    """Return a plain text without what is packed in it, and names for that."""
    names: list[str] = []
    if "\nend" in text and (FIRST.match(text) or BEGUN.search(text)) is not None:
        text = FILE.sub(lambda found: _named(one_line(found[1]), names) if _is_packed(found[2]) else found[0], text)
    if "-----BEGIN " in text:
        if SIGNED.search(text):
            text = ESCAPED.sub("", SIGNED.sub("", text))
        text = ARMOUR.sub(lambda found: _named(NAMES.get(found[1], AGE_FILE), names), text)
    return text, names


def _is_packed(rows: str) -> bool:
    """Whether lines say how many bytes they hold: their first sign is that number, and three bytes have four signs."""
    told = [(ord(row[0]) - 0x20, len(row) - 1) for row in rows.split("\n") if row]
    right = sum(0 <= signs - (number + 2) // 3 * 4 <= 2 for number, signs in told)
    return right * 2 > len(told)


def _named(name: str, names: list[str]) -> str:
    names.append(name)
    return "\n\n"
