# shellcheck shell=bash
# The Java runtime: only the modules that the commands need, from the pinned JDK, so that whoever builds it has the same.

# What the descriptors of the commands and of their libraries ask for, and the algorithms that TLS needs.
image_modules=java.base,java.net.http,java.xml,java.naming,java.logging,java.sql,jdk.httpserver,jdk.crypto.ec

make_runtime() {
    local jdk=$work/jdk tool
    # Two packages make one JDK.
    cp -a -- "$work"/un/openjdk-25-jre-headless/usr/lib/jvm/java-25-openjdk-amd64 "$jdk"
    cp -a -- "$work"/un/openjdk-25-jdk-headless/usr/lib/jvm/java-25-openjdk-amd64/. "$jdk/"
    # Settings are links into /etc, which are not there.
    find "$jdk" -xtype l -delete
    for tool in jre jdk; do
        [[ ! -d $work/un/openjdk-25-$tool-headless/etc/java-25-openjdk ]] ||
            cp -a -- "$work/un/openjdk-25-$tool-headless/etc/java-25-openjdk/." "$jdk/conf/"
    done
    "$jdk/bin/jlink" --module-path "$jdk/jmods" --add-modules "$image_modules" \
        --strip-debug --no-header-files --no-man-pages --output "$work/java" >>"$work/build.log" 2>&1 || {
        tail -n 5 -- "$work/build.log" >&2
        return 1
    }
}

# One run names the classes that a start loads, and they are archived as they are in memory (class data sharing), or the list of
# drives comes seconds later. The jars are known again by relative path, size and time. A cache of compiled code (JEP 514) would
# not do: it refuses a processor that has less than this one. Sorted, and without hints that differ from run to run, the names
# give the same archive each time. Without it all works, only later.
make_start_archive() {
    local folder=$1 rehearsal=$work/rehearsal java=$work/root/opt/java/bin/java
    find "$folder/modules" -exec touch -d "@$image_epoch" {} +
    mkdir -p "$rehearsal"
    (
        cd -- "$folder"
        "$java" -XX:+UseSerialGC -XX:-UsePerfData --module-path modules --enable-native-access=org.wangchuan.engine \
            -XX:DumpLoadedClassList="$work/classes" -m org.wangchuan.cli/org.wangchuan.cli.Main rehearse "$rehearsal"
        grep -v -e '^#' -e '^@cp' "$work/classes" | sed 's/ id: [0-9]*$//' | sort -u >"$work/classes.sorted"
        "$java" -XX:+UseSerialGC -XX:SharedClassListFile="$work/classes.sorted" -XX:SharedArchiveFile=start.jsa -Xshare:dump \
            --module-path modules --enable-native-access=org.wangchuan.engine -m org.wangchuan.cli/org.wangchuan.cli.Main
    ) >>"$work/build.log" 2>&1
}
