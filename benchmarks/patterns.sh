#!/bin/bash
# JMH over producing and comparing one chunk of each pattern: benchmarks/patterns.sh [JMH OPTIONS]
set -euo pipefail
cd "$(dirname "$0")/.."
source benchmarks/java.sh
mvn -q -pl benchmarks -am compile
# the libraries alone: our own modules come from their folders, as they are now
libraries=$(mvn -q -f benchmarks/pom.xml -pl :wangchuan-benchmarks help:evaluate -Dexpression=settings.localRepository -DforceStdout)
jar() { ls "$libraries/$1"/*/*.jar | sort -V | tail -1; }
exec "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED \
    -cp "benchmarks/target/classes:engine/target/classes:canonical/target/classes:$(jar org/openjdk/jmh/jmh-core):$(jar net/sf/jopt-simple/jopt-simple):$(jar org/apache/commons/commons-math3)" \
    org.openjdk.jmh.Main "${@:-PatternBenchmark}"
