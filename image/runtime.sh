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
