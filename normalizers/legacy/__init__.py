"""Text in the Vietnamese encodings of the nineties to Unicode, and how to tell that it is in one.

Before Unicode the letters of Vietnamese lay where fonts had their Western signs: what is printed 'nghị định' is stored
as 'nghÞ ®Þnh' (TCVN3) or 'nghò ñònh' (VNI).  Which encoding it is, the name of the font says (fonts.py); where no font
is known or its name means nothing, the words themselves do (detection.py).  Pages, runs and file formats are not known
here: strings come in, strings go out.

    >>> to_unicode("céng hßa x· héi", Encoding.TCVN3)
    'cộng hòa xã hội'
    >>> encoding_of_font(".VnTimeH")
    <Encoding.TCVN3_CAPITALS: 'tcvn3-capitals'>
    >>> detect("Coäng hoøa xaõ hoäi chuû nghóa")
    <Encoding.VNI: 'vni'>
"""

from normalizers.legacy.detection import detect, is_suspect, read_lines
from normalizers.legacy.encodings import Encoding, from_unicode, to_unicode
from normalizers.legacy.fonts import encoding_of_font
from normalizers.legacy.runs import Fonts, names
from normalizers.legacy.soft_hyphens import with_letters

__all__ = [
    "Encoding",
    "Fonts",
    "detect",
    "encoding_of_font",
    "from_unicode",
    "is_suspect",
    "names",
    "read_lines",
    "to_unicode",
    "with_letters",
]
