#!/bin/sh
# Print the path of a Chromium browser; install Debian's package where there is none.
set -eu

find_one() {
    for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
        if [ -n "$name" ] && command -v "$name"; then return 0; fi
    done
    return 1
}

find_one && exit 0
run_as_root=""
[ "$(id -u)" = 0 ] || run_as_root="sudo"
{ $run_as_root apt-get update && $run_as_root apt-get install --yes --no-install-recommends chromium; } >&2 || true
find_one && exit 0
echo "No Chromium found. Install Chromium or Chrome, or set CHROMIUM to its path." >&2
exit 1
