#!/bin/sh
# Make a virtual environment and install the locked packages and this project into it: install_packages.sh PYTHON VENV
set -eu
python=$1
venv=$2

stop() {
    printf '%s\n' "$@" >&2
    exit 1
}

command -v "$python" >/dev/null ||
    stop "$python is not installed. On Debian: apt-get install python3 python3-venv"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    stop "Python 3.11 or newer is needed; $python is $("$python" -V). Name another one: make PYTHON=python3.12 …"

# Debian ships venv without ensurepip unless python3-venv is installed.
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
        { apt-get -q update && apt-get install -q -y python3-venv; } >&2 ||
            stop "python3-venv could not be installed. Run: apt-get install python3-venv"
    else
        stop "python3-venv is missing. Run as root: apt-get install python3-venv"
    fi
fi

if [ ! -x "$venv/bin/python" ]; then
    echo "Making $venv"
    "$python" -m venv "$venv"
fi
echo "Installing the Python packages of requirements.lock (a few minutes the first time)"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
# Tesseract as a library: reads a page a quarter faster than the program does. It is not built for every machine, and
# building it needs a compiler, so it is taken where a wheel is found and done without elsewhere.
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: \
    -r requirements-fast.lock 2>/dev/null ||
    echo "No tesserocr wheel for this machine: scans will be read through the program tesseract"
# The build warns of editable installs in general, which says nothing to whoever runs make.
PYTHONWARNINGS=ignore "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps \
    --no-build-isolation --editable .
touch "$venv/.packages"
