# What the suite needs besides Python: a browser, the servers PostgreSQL and Dovecot, and what WeasyPrint draws with.
# Read by `test`; as root, what is missing comes from Debian's packages, otherwise one line says what to install.

find_chromium() {
    for candidate in ${CONVENOR_CHROMIUM:+"$CONVENOR_CHROMIUM"} chromium chromium-browser google-chrome; do
        if command -v "$candidate" >/dev/null 2>&1; then
            CONVENOR_CHROMIUM=$(command -v "$candidate")
            export CONVENOR_CHROMIUM
            return 0
        fi
    done
    return 1
}

find_postgresql() {
    [ -n "${TEST_DATABASE_URL:-}" ] || command -v initdb >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1
}

find_dovecot() {
    { command -v dovecot || ls /usr/sbin/dovecot; } >/dev/null 2>&1 && ls /usr/lib*/dovecot/imap-login >/dev/null 2>&1
}

find_pango() {
    "$root/.venv/bin/python" -c 'import ctypes; [ctypes.CDLL(n) for n in
        ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")]' 2>/dev/null
}

find_fonts() { [ -n "$(find /usr/share/fonts /usr/local/share/fonts -name '*.ttf' 2>/dev/null | head -n 1)" ]; }

# provide_for PLAN: finds or installs what the stages of the plan need.
provide_for() {
    missing=
    case $1 in *' e2e '*) find_chromium || missing="$missing chromium" ;; esac
    case $1 in *postgresql*) find_postgresql || missing="$missing postgresql" ;; esac
    case $1 in *apps*) find_dovecot || missing="$missing dovecot-imapd" ;; esac
    case $1 in *apps* | *journeys* | *e2e*)
        find_pango || missing="$missing libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        find_fonts || missing="$missing fonts-dejavu-core"
        ;;
    esac
    [ -n "$missing" ] || return 0
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 ||
        stop "these are missing and only root may install them: apt-get install --no-install-recommends$missing"
    say "installing$missing from Debian's packages"
    mkdir -p "$root/.cache"
    from_debian $missing >"$root/.cache/apt.log" 2>&1 ||
        { tail -n 15 "$root/.cache/apt.log" >&2 && stop "apt-get could not install$missing; its last lines are above."; }
    case $1 in *' e2e '*) find_chromium || stop "Chromium is still not found after its installation." ;; esac
}

from_debian() {
    export DEBIAN_FRONTEND=noninteractive
    apt-get update || return 1
    # Debian would start servers of its own; the suite only wants the programs.
    case " $* " in *' postgresql '*)
        apt-get install --yes --no-install-recommends postgresql-common || return 1
        sed -i 's/^#* *create_main_cluster *=.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf
        ;;
    esac
    case " $* " in *' dovecot-imapd '*) without_starting apt-get install --yes --no-install-recommends "$@" ;;
    *) apt-get install --yes --no-install-recommends "$@" ;; esac
}

# without_starting COMMAND …: runs it where no package may start what it brings; whoever forbade that already is left alone.
without_starting() {
    policy=/usr/sbin/policy-rc.d
    [ ! -e "$policy" ] || { "$@"; return; }
    printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy" || return 1
    status=0
    "$@" || status=$?
    rm -f "$policy"
    return "$status"
}
