"""The words of RTF: groups that are no text, signs, character sets."""

SKIPPED = frozenset(
    """fonttbl colortbl stylesheet info pict object objdata filetbl revtbl rsidtbl generator themedata
    colorschememapping latentstyles datastore xmlnstbl listtable listoverridetable pgdsctbl header headerl headerr
    headerf footer footerl footerr footerf bkmkstart bkmkend annotation atnid atnauthor atndate
    atnicn atnref atntime atrfstart
    atrfend do shprslt nonshppict template passwordhash userprops docvar mmathPr
    mmathPict moMathParaPr ftnsep ftnsepc ftncn aftnsep aftnsepc
    aftncn xe tc rxe txe blipuid sp sn sv wgrffmtfilter pnseclvl private shppict listpicture falt panose
    defchp defpap background nonesttables""".split()  # noqa: SIM905 - reads better than a column of names
)
"""Groups whose text is none of the document's."""
KNOWN = frozenset(
    """formfield ffl shptxt footnote listtext pntext fldrslt field ud upr result shp shpinst fldinst
    moMathPara""".split()  # noqa: SIM905
)
"""Groups marked as passable that are read all the same."""
SIGNS = {"emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•"}
SIGNS |= {"tab": "\t", "line": "\n", "emspace": " ", "enspace": " ", "qmspace": " ", "page": "\n", "column": "\n"}
SIGNS |= {"lbr": "\n", "softline": "\n", "sect": "\n", "zwj": "\u200d", "zwnj": "\u200c"}
PUT = {b"~": "\xa0", b"_": "-", b"\t": "\t"}
"""Signs behind a backslash."""
CHARSETS = {0: "cp1252", 77: "mac-roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "cp950"}
CHARSETS |= {161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251"}
CHARSETS |= {222: "cp874", 238: "cp1250", 255: "cp437", 254: "cp437"}
