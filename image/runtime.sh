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
# drives comes seconds later. The archive names the jars by their paths and knows them again by size and time: so it is made where
# the image has them. A cache of compiled code (JEP 514) would not do: it refuses a processor that has less than this one. Sorted,
# and without hints that differ from run to run, the names give the same archive each time. They do so
# with nothing compiled meanwhile (-Xint): else a table of hashes had more collisions in some of them, and left the call in the archive by which
# it is made a tree (12 of 112 made of one list on a busy machine; none of 132 with it, which are those of the others byte for byte). Most
# likely identity hashes depend on how many threads that compile there have been. The run looks at the drives that are here,
# and what it loads depends on them: loop devices, which come and go on a machine that tests, are kept from it, and what is loaded only
# where two threads meet at a lock is left out.
make_start_archive() {
    local rehearsal=$work/rehearsal options
    options=(-XX:+UseSerialGC -XX:-UsePerfData --module-path modules --enable-native-access=org.wangchuan.engine)
    find "$work/root/opt/wangchuan/modules" -exec touch -d "@$image_epoch" {} +
    mkdir -p "$rehearsal"
    in_the_image true || {
        say "IMAGE_NAMESPACE: expected the right to a mount namespace, found none: allow user namespaces (sysctl kernel.unprivileged_userns_clone), or build as root" \
            "IMAGE_NAMESPACE：需要使用挂载命名空间的权限，但没有：请允许用户命名空间（sysctl kernel.unprivileged_userns_clone），或以 root 构建"
        return 1
    }
    mkdir -p "$work/blocks"
    cp -a -- /sys/block/. "$work/blocks/"
    rm -f -- "$work"/blocks/loop*
    {
        # shellcheck disable=SC2016 # the inner shell fills them in
        in_the_image sh -c 'mount --bind "$0" /sys/block && exec "$@"' "$work/blocks" \
            /opt/java/bin/java "${options[@]}" -XX:DumpLoadedClassList="$work/classes" \
            -m org.wangchuan.cli/org.wangchuan.cli.Main rehearse "$rehearsal"
        grep -v -e '^#' -e '^@cp' -e '^java/util/concurrent/locks/.*Node' "$work/classes" | sed 's/ id: [0-9]*$//' | sort -u >"$work/classes.sorted"
        in_the_image /opt/java/bin/java "${options[@]}" -Xint -XX:SharedClassListFile="$work/classes.sorted" \
            -XX:SharedArchiveFile=start.jsa -Xshare:dump -m org.wangchuan.cli/org.wangchuan.cli.Main
    } >>"$work/build.log" 2>&1
}

# Runs a program that sees the image's /opt in place of this machine's, and begins where the session does. Nobody else sees it.
in_the_image() {
    local who=()
    ((EUID == 0)) || who=(--user --map-root-user)
    # shellcheck disable=SC2016 # the inner shell fills them in
    unshare "${who[@]}" --mount -- sh -c 'mount --bind "$0" /opt && cd /opt/wangchuan && exec "$@"' "$work/root/opt" "$@"
}
