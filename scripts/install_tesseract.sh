#!/bin/sh
# Install Tesseract with Vietnamese data where that is allowed, and leave a note in STAMP: install_tesseract.sh STAMP
# Tesseract reads scans only, so its absence stops nothing: a document that needs it gets a finding.
set -eu
stamp=$1

ready() {
    command -v tesseract >/dev/null && tesseract --list-langs 2>/dev/null | grep -qx vie
}

if [ "$(id -u)" -eq 0 ]; then
    as_root="env"
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root="sudo -n env"
else
    as_root=""
fi

install() {
    $as_root DEBIAN_FRONTEND=noninteractive apt-get install -q -y tesseract-ocr tesseract-ocr-vie >/dev/null 2>&1
}

if ! ready && [ -n "$as_root" ] && command -v apt-get >/dev/null; then
    echo "Installing Tesseract with Vietnamese data"
    # The package lists may be empty on a fresh machine; they are fetched only where the first attempt fails.
    install || { $as_root apt-get -q update >/dev/null 2>&1 && install; } || true
fi

if ready; then
    tesseract --version 2>&1 | head -n 1 >"$stamp"
else
    echo "Tesseract with Vietnamese data is not installed; going on without it. To read scans, run as root:" >&2
    echo "    apt-get install tesseract-ocr tesseract-ocr-vie   and then: rm $stamp" >&2
    echo "absent" >"$stamp"
fi
