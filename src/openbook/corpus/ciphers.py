"""Text that nobody can read: what is encrypted, and keys and certificates, written as letters that stand for bytes."""

from openbook.codes import Code
from openbook.corpus.parsed import Unreadable
from openbook.text.late import late

CIPHERS = {
    b"age-encryption.org/": "age",
    b"$ANSIBLE_VAULT;": "Ansible Vault",
    b"Salted__": "OpenSSL",
    b"U2FsdGVkX1": "OpenSSL",
    b"\x00GITCRYPT\x00": "git-crypt",
}
"""First bytes of what is encrypted, and by what."""
ARMOURS = {b"PGP MESSAGE": "PGP", b"AGE ENCRYPTED FILE": "age", b"PKCS7": "S/MIME", b"CMS": "S/MIME"}
"""The same by what letters that stand for bytes say at their beginning (`-----BEGIN PGP MESSAGE-----`)."""
BEGIN, END = b"-----BEGIN ", b"-----END "
READABLE = b"-----BEGIN PGP SIGNED MESSAGE-----"
ROW = r"(?:[A-Z][\w-]*: [^\n]*|[A-Za-z0-9+/=]*)[ \t]*"
"""A line of letters that stand for bytes, or one above them that says how they were made."""
_ROW = late(ROW.encode())
_SENTENCE = late(rb"(?=[!-~]+[ ])[ -~\t]*")


def refuse_ciphers(blob: bytes) -> None:
    """Raise Unreadable where a file is encrypted, or holds nothing but bytes written as letters."""
    start = blob[:200].lstrip()
    for means in (means for magic, means in CIPHERS.items() if start.startswith(magic)):
        if not _SENTENCE.fullmatch(start.partition(b"\n")[0].rstrip(b"\r")):
            raise Unreadable(Code.ENCRYPTED, f"encrypted ({means}): save it decrypted")
    if start.startswith(BEGIN) and not start.startswith(READABLE):
        _refuse_armour(blob)


def _refuse_armour(blob: bytes) -> None:
    """Raise Unreadable where all that a file holds are bytes written as letters: a message, keys, certificates."""
    names: list[bytes] = []
    inside = False
    for line in map(bytes.strip, blob.split(b"\n")):
        if line.startswith(BEGIN):
            names.append(line.removeprefix(BEGIN).rstrip(b"-"))
            inside = True
        elif line.startswith(END):
            inside = False
        elif line and not (inside and _ROW.fullmatch(line)):
            return
    means = next((ARMOURS[name] for name in names if name in ARMOURS), "")
    if means:
        raise Unreadable(Code.ENCRYPTED, f"encrypted ({means}): save it decrypted")
    raise Unreadable(Code.BINARY, f"not text but {names[0].decode('ascii', 'replace').lower()[:40]} in letters")
