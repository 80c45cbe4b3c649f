#!/bin/sh
# Install Tesseract with Vietnamese data where that is allowed, and leave a note in STAMP: install_tesseract.sh STAMP
# Only pages that are pictures need it, so its absence stops nothing: such a page gets a finding that says so.
set -eu
stamp=$1

knows() {
    command -v tesseract >/dev/null && tesseract --list-langs 2>/dev/null | grep -Eq "^(script/)?$1\$"
}

complete() {
    # vie reads the pages; Vietnamese gives a second reading of hard ones; osd tells how a page is turned.
    knows vie && knows Vietnamese && knows osd
}

if [ "$(id -u)" -eq 0 ]; then
    as_root="env"
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root="sudo -n env"
else
    as_root=""
fi

install() {
    $as_root DEBIAN_FRONTEND=noninteractive apt-get install -q -y "$@" >/dev/null 2>&1
}

install_all() {
    install tesseract-ocr tesseract-ocr-vie tesseract-ocr-osd || return 1
    # A package of its own, which not every release has.
    install tesseract-ocr-script-viet || true
}

if ! complete && [ -n "$as_root" ] && command -v apt-get >/dev/null; then
    echo "Installing Tesseract with Vietnamese data"
    # The package lists may be empty on a fresh machine; they are fetched only where the first attempt falls short.
    { install_all && complete; } || { $as_root apt-get -q update >/dev/null 2>&1 && install_all; } || true
fi

if ! knows vie; then
    echo "Tesseract with Vietnamese data is not installed; going on without it. To read scans, run as root:" >&2
    echo "    apt-get install tesseract-ocr tesseract-ocr-vie tesseract-ocr-script-viet   and then: rm $stamp" >&2
    echo "absent" >"$stamp"
    exit 0
fi
complete || echo "Tesseract has not all its data (apt-get install tesseract-ocr-osd tesseract-ocr-script-viet):" \
    "pages that are hard to read, or lie on their side, are read less well" >&2
tesseract --version 2>&1 | head -n 1 >"$stamp"
