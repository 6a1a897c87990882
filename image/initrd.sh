# shellcheck shell=bash
# What the kernel unpacks into memory and runs: drivers, busybox, the terminal, Java, the commands. The stick is not needed
# to go on running.

make_root() {
    local r=$work/root un=$work/un lib=usr/lib/x86_64-linux-gnu package
    mkdir -p "$r"/{bin,sbin,dev,proc,sys,run,tmp,var/lib,etc/fonts,usr/bin,usr/share/fonts,usr/share/terminfo/l,usr/share/terminfo/x,opt/wangchuan,"$lib",lib64}
    ln -s usr/lib "$r/lib"
    ln -s "../$lib/ld-linux-x86-64.so.2" "$r/lib64/ld-linux-x86-64.so.2"
    cp -a -- "$un/busybox-static/usr/bin/busybox" "$r/bin/busybox"
    ln -s busybox "$r/bin/sh"
    ln -s ../bin/busybox "$r/sbin/modprobe"
    for package in libc6 libstdc++6 libgcc-s1 zlib1g libfontconfig1 libfreetype6 libx86-1 libexpat1 libpng16-16t64 libbrotli1 libbz2-1.0; do
        find "$un/$package/$lib" -maxdepth 1 \( -name '*.so' -o -name '*.so.*' \) ! -name 'libnsl*' ! -name 'libthread_db*' \
            -exec cp -a -t "$r/$lib" {} +
    done
    cp -a -- "$un/fbterm/usr/bin/fbterm" "$r/usr/bin/"
    cp -a -- "$un/fonts-wqy-microhei/usr/share/fonts/truetype/wqy/wqy-microhei.ttc" "$r/usr/share/fonts/"
    cp -a -- "$un/ncurses-base/usr/share/terminfo/l/linux" "$r/usr/share/terminfo/l/"
    cp -- "$root/image/root/fonts.conf" "$r/etc/fonts/fonts.conf"
    cp -- "$root/image/root/init" "$root/image/root/session" "$r/sbin/"
    ln -s sbin/init "$r/init"
    chmod 755 "$r/sbin/init" "$r/sbin/session"
    printf 'root:x:0:0:root:/root:/bin/sh\n' >"$r/etc/passwd"
    printf 'root:x:0:\n' >"$r/etc/group"
    cp -a -- "$work/java" "$r/opt/java"
    copy_modules
    make_start_archive
    copy_drivers
    name_image
}

# The commands and nothing else: what the virtual bench, tests and measurements are made of answers as drives that there are not, and
# has no business where drives are erased.
copy_modules() {
    local jar found
    mkdir -p "$work/root/opt/wangchuan/modules"
    cp -- "$dist"/modules/*.jar "$work/root/opt/wangchuan/modules/"
    for jar in "$work"/root/opt/wangchuan/modules/*.jar; do
        unzip -Z1 -- "$jar" >"$work/entries"
        found=$(grep -m 1 -E '^org/wangchuan/([^/]+/)*(lab|acceptance|benchmarks|testing)/|^org/wangchuan/.*(Test|IT)\.class$|^org/(junit|assertj)/' "$work/entries") || continue
        say "IMAGE_MODULES: expected nothing of the virtual bench, tests or measurements, found $found in ${jar##*/}" \
            "IMAGE_MODULES：不应含有虚拟测试台、测试或性能测量的内容，在 ${jar##*/} 中找到 $found"
        return 1
    done
}

# What the image knows its own stick by, all that it consists of, and when it was built: an earlier clock is wrong.
name_image() {
    mkdir -p "$work/root/etc/wangchuan"
    (cd -- "$work/root" && find . -type f -print0 | sort -z | xargs -0 sha256sum) | sha256sum | cut -d' ' -f1 >"$work/image-name"
    cp -- "$work/image-name" "$work/root/etc/wangchuan/image"
    echo "$image_epoch" >"$work/root/etc/wangchuan/built"
}

# The modules of modules.txt and what they need, unpacked: busybox loads them as they are, and Debian's signatures stay.
copy_drivers() {
    local from release name path want=$work/drivers
    from=$(echo "$work"/un/linux-image-*/usr/lib/modules/*)
    release=${from##*/}
    mkdir -p "$work/un/modules/lib"
    ln -sfn "$(dirname -- "$(dirname -- "$from")")/modules" "$work/un/modules/lib/modules"
    depmod -b "$work/un/modules" "$release"
    : >"$want"
    while read -r name; do
        modprobe -d "$work/un/modules" -S "$release" --show-depends "$name" >"$work/depends" 2>/dev/null || {
            say "IMAGE_DRIVER: the kernel has no driver $name (image/modules.txt)"
            return 1
        }
        sed -n 's/^insmod \([^ ]*\).*/\1/p' "$work/depends" >>"$want"
    done < <(grep -v '^#' "$root/image/modules.txt" | tr ' ' '\n')
    sort -u "$want" | while read -r path; do
        name=$work/root/usr/lib/modules/$release/${path#*/modules/"$release"/}
        mkdir -p "$(dirname -- "$name")"
        xz -dc -- "$path" >"${name%.xz}"
    done
    cp -- "$from"/modules.{builtin,order,builtin.modinfo} "$work/root/usr/lib/modules/$release/"
    depmod -b "$work/root" "$release"
    rm -f -- "$work/root/usr/lib/modules/$release"/modules.*.bin
}

make_initrd() {
    find "$work/root" -depth -exec touch -h -d "@$image_epoch" {} +
    (cd -- "$work/root" && find . -print0 | sort -z | cpio --quiet --null -o -H newc --reproducible -R 0:0) |
        zstd -q -12 -T1 -c >"$work/initrd.img"
}
