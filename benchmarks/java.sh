# shellcheck shell=bash
# Sourced by the others, in the root of the checkout: the JDK that the launcher would take, for Maven and for what is measured.
# shellcheck source=launcher/jdk.sh
source launcher/jdk.sh
find_jdk || { echo "no JDK $jdk_needed or newer was found; set JAVA_HOME" >&2; exit 1; }
export JAVA_HOME=$java_home
