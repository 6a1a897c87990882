# shellcheck shell=bash
write_sbom() { echo '{}' >"$1"; }
