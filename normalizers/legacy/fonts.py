"""What the name of a font says about the encoding of text set in it.

The fonts of the ABC package are called '.VnTime', '.VnArial Narrow', '.VnTimeH' (capitals), those of VNI 'VNI-Times',
'VNI-Helve'.  Files change the names: PDF adds a tag before ('FBHPEL+') and the style behind (',Bold', '-Italic') and
may drop dot and blanks.  A name proposes only: Unicode text keeps the name of the font that it was once typed in.
"""

from __future__ import annotations

import re
from functools import lru_cache

from normalizers.legacy.encodings import Encoding

_SUBSET_TAG = re.compile(r"^[A-Z]{6}\+")
# 'VnTime' has to be spelled so where its dot is lost: 'VNtimes', 'Vntimes' are names of other makers.
_TCVN3 = re.compile(r"\.[Vv][Nn]\s?[A-Za-z0-9]|Vn[A-Z0-9]")
_VNI = re.compile(r"VNI(?:[-_ ]|[A-Z][a-z])", re.IGNORECASE)
_STYLE = re.compile(r"(?:[-, ]*(?:Bold|Italic|Oblique|Regular|Normal|Roman|PS|MT))+$")


def family(name: str) -> str:
    """Return the name without the tag of a subset: one font of a PDF may be there in many.

    >>> family("FBHPEL+VnTime")
    'VnTime'
    """
    return _SUBSET_TAG.sub("", name.strip())


@lru_cache(maxsize=1024)
def encoding_of_font(name: str) -> Encoding | None:
    """Return the encoding that a font of this name has; None where it tells nothing, as with Unicode fonts.

    >>> encoding_of_font("GDNPMF+VnTimeHBold"), encoding_of_font("VNI-Times"), encoding_of_font("Times New Roman")
    (<Encoding.TCVN3_CAPITALS: 'tcvn3-capitals'>, <Encoding.VNI: 'vni'>, None)
    """
    name = family(name)
    if _VNI.match(name):
        return Encoding.VNI
    if _TCVN3.match(name):
        return Encoding.TCVN3_CAPITALS if _STYLE.sub("", name).endswith("H") else Encoding.TCVN3
    return None
