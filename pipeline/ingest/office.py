"""LibreOffice, for old Word files that the reader of our own (doc.py) cannot read: Word 6/95 and damaged ones.

It turns the file into DOCX in a folder that is deleted afterwards, with a profile of its own, no macros, no network, no
looking up of linked files, and a limit of time.  It is not needed otherwise and need not be installed.
"""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.temporary import no_room
from pipeline.workers.network import cut_off

# A document of 200 pages takes 3 s, starting included, and 10 on a busy machine.
SECONDS = 25
# What stops all that the program starts, and also when we have been stopped ourselves while waiting for it.
_STOP = ("timeout", "--kill-after=5", str(SECONDS))

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def office() -> str | None:
    """Return the program's path; None where LibreOffice is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


@contextmanager
def as_docx(path: Path, program: str) -> Iterator[Path | None]:
    """Give the old Word file at `path` as DOCX during the block; None where LibreOffice cannot read it either."""
    with TemporaryDirectory(prefix="kehoach-") as folder:
        here = Path(folder)
        settings = here / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, encoding="utf-8")
        copy = here / "document.doc"
        shutil.copyfile(path, copy)
        command = (
            *(_STOP if shutil.which(_STOP[0]) else ()),
            *(program, f"-env:UserInstallation={(here / 'profile').as_uri()}", "--headless", "--norestore"),
            *("--convert-to", "docx", "--outdir", folder, str(copy)),
        )
        try:
            subprocess.run(
                command,
                timeout=SECONDS + 10,
                check=False,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,  # a file may make it say more than fits into memory
                stderr=subprocess.DEVNULL,
                preexec_fn=cut_off,  # whatever its settings say, it fetches style sheets and backgrounds
            )
        except subprocess.TimeoutExpired:
            yield None
            return
        made = here / "document.docx"
        if not made.exists() and no_room():
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        yield made if made.exists() else None
