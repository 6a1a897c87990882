# shellcheck shell=bash
run_all_tests() { say "later"; return 70; }
