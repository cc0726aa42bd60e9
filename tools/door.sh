# What the two doors share: finding Python, and laying out an environment from a lock with hashes.
# Read by `run` and `test`, which set $root; plain POSIX sh, nothing needed but Python 3.11 with venv.

# Whatever the caller's own Python projects have set must not reach into this one.
unset PYTHONPATH PYTHONHOME PYTHONSTARTUP PYTHONUSERBASE VIRTUAL_ENV CONDA_PREFIX DJANGO_SETTINGS_MODULE
unset PIP_TARGET PIP_PREFIX PIP_ROOT PIP_USER PIP_REQUIRE_VIRTUALENV PIP_PYTHON
unset UV_PYTHON UV_SYSTEM_PYTHON UV_TARGET UV_PREFIX UV_PROJECT_ENVIRONMENT UV_OFFLINE
export PYTHONNOUSERSITE=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1

say() { printf 'convenor: %s\n' "$*"; }

stop() {
    printf 'convenor: %s\n' "$*" >&2
    exit 1
}

is_python_311() { "$1" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; }

# Sets $python to a Python 3.11 that can make virtual environments.
find_python() {
    python=
    for candidate in ${PYTHON:+"$PYTHON"} python3.11 python3 python; do
        if is_python_311 "$candidate"; then
            python=$candidate
            break
        fi
    done
    [ -n "$python" ] || stop "Python 3.11 was not found. Install it (on Debian 12: apt install python3 python3-venv)," \
        "or say where it is: PYTHON=/path/to/python3.11 $0"
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        stop "$python cannot make virtual environments. Install its venv module (on Debian 12: apt install python3-venv)."
}

# Keeps what was downloaded where the caller may write; a read-only home is no obstacle.
choose_cache() {
    caches=${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}
    if ! { mkdir -p "$caches/uv" && [ -w "$caches/uv" ]; } 2>/dev/null; then
        UV_CACHE_DIR=${UV_CACHE_DIR:-$root/.cache/uv}
        PIP_CACHE_DIR=${PIP_CACHE_DIR:-$root/.cache/pip}
        export UV_CACHE_DIR PIP_CACHE_DIR
    fi
    # Where the system has certificates they count, so that a network with an authority of its own is no obstacle.
    if [ -f /etc/ssl/certs/ca-certificates.crt ]; then export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-true}"; fi
    # Those who send pip to an index of their own mean the same for uv.
    [ -z "${PIP_INDEX_URL:-}" ] || export UV_DEFAULT_INDEX="${UV_DEFAULT_INDEX:-$PIP_INDEX_URL}"
}

# Lays out the small environment that installs the others: uv, pinned by hash, or else the pip of Python itself.
make_installer() {
    installer=$root/.cache/installer
    if ! { is_python_311 "$installer/bin/python" && cmp -s "$root/requirements/bootstrap.txt" "$installer/installed.txt"; }; then
        say "fetching the installer"
        rm -rf "$installer"
        "$python" -m venv "$installer" || stop "the virtual environment $installer could not be made; see the lines above."
        if "$installer/bin/python" -m pip install --quiet --quiet --require-hashes --only-binary :all: \
            --requirement "$root/requirements/bootstrap.txt"; then
            cp "$root/requirements/bootstrap.txt" "$installer/installed.txt"
        else
            say "uv could not be had; going on with pip, which takes longer"
        fi
    fi
}

# install ENVIRONMENT LOCK: makes the environment hold what the lock names, checked by hash, and nothing else.
install() {
    environment=$1 lock=$2
    find_python
    choose_cache
    make_installer
    rm -f "$environment/installed.txt"
    if ! is_python_311 "$environment/bin/python"; then
        say "making the virtual environment ${environment##*/}"
        "$python" -m venv --without-pip --clear "$environment" ||
            stop "the virtual environment $environment could not be made; see the lines above."
    fi
    say "installing $(grep -c '^[a-z0-9]' "$lock") packages, each checked against its hash"
    # From the root, so that no other project's settings are found on the way up.
    (
        cd "$root" || exit 1
        if [ -x "$installer/bin/uv" ]; then
            "$installer/bin/uv" pip sync --quiet --require-hashes --python "$environment/bin/python" "$lock" && exit 0
            say "uv did not finish; trying again with pip, which takes longer"
        fi
        "$installer/bin/python" -m pip --python "$environment/bin/python" install --quiet --quiet --require-hashes \
            --only-binary :all: --requirement "$lock"
    ) || stop "the packages of $lock could not be installed; see the lines above. Is the network there?"
    cp "$lock" "$environment/installed.txt"
}

# Makes what gettext reads of the catalogues that people write, where that is older.
place_catalogues() {
    for written in "$root"/src/convenor/locale/*/LC_MESSAGES/django.po; do
        made=${written%.po}.mo
        if [ ! -f "$made" ] || [ "$written" -nt "$made" ]; then
            (cd "$root" && .venv/bin/python -m tools.catalogues compile) || stop "the catalogues could not be compiled."
            return 0
        fi
    done
}

# holds ENVIRONMENT LOCK: whether the environment already holds exactly what the lock names.
holds() { cmp -s "$2" "$1/installed.txt" && is_python_311 "$1/bin/python"; }

# Puts Convenor itself into .venv, as an installer would: the path, the command, and what release it is. The path is
# relative to the environment, so that the folder may be moved. Building a package would need a build tool and a network.
place_convenor() {
    site=$root/.venv/lib/python3.11/site-packages
    for placed in "$site"/convenor-*.dist-info/METADATA; do
        if [ "$placed" -nt "$root/pyproject.toml" ] && [ -f "$site/convenor.pth" ]; then return 0; fi
    done
    release=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$root/pyproject.toml")
    card=convenor-$release.dist-info
    rm -rf "$site"/convenor-*.dist-info
    mkdir "$site/$card"
    printf '../../../../src\n' >"$site/convenor.pth"
    # The first lines are shell and Python at once: a plain #! line breaks on a space in the path.
    cat >"$root/.venv/bin/convenor" <<'COMMAND'
#!/bin/sh
'''exec' "$(dirname -- "$(readlink -f -- "$0")")/python" "$0" "$@"
' '''
import sys

from convenor.cli import main

sys.exit(main())
COMMAND
    chmod +x "$root/.venv/bin/convenor"
    printf 'convenor\n' >"$site/$card/INSTALLER"
    printf '%s,,\n' ../../../bin/convenor convenor.pth "$card/INSTALLER" "$card/METADATA" "$card/RECORD" >"$site/$card/RECORD"
    printf 'Metadata-Version: 2.4\nName: convenor\nVersion: %s\n' "$release" >"$site/$card/METADATA"
}
