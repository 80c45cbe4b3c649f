"""How the command `kehoach` ends; docs/running.md says what a script should do about each."""

from __future__ import annotations

ALL_READ = 0
FAULT = 1  # of this program: the traceback is printed
WRONG_USAGE = 2  # it could not begin or go on: no such path, nothing to read, output not writable or in use
SOME_UNREAD = 3
STOPPED = 130  # with Ctrl-C
TERMINATED = 143  # by SIGTERM
