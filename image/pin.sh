#!/usr/bin/env bash
# Writes into packages.txt what the configured package sources offer today: versions and SHA-256 of the files. Look at the
# difference, build, run the tests, and only then commit it. A new kernel has another package name: change that by hand.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")"
while read -r name version digest what; do
    if [[ -n $name && $name != '#'* ]]; then
        version=$(apt-cache policy "$name" | sed -n 's/^  Candidate: //p')
        digest=$(apt-cache show "$name=$version" | sed -n '0,/^SHA256: /s/^SHA256: //p')
        [[ -n $version && ${#digest} == 64 ]] || {
            printf 'pin.sh: the package sources have no %s\n' "$name" >&2
            exit 1
        }
    fi
    printf '%s\n' "$name${version:+ $version}${digest:+ $digest}${what:+ $what}"
done <packages.txt >packages.txt.new
mv packages.txt.new packages.txt
