# shellcheck shell=bash
# Builds the live image: a USB stick's contents, from pinned Debian packages, a Java runtime of the modules that are
# needed, and the commands of this checkout. No root: file systems are made as files. The same inputs give the same bytes
# (image/check-reproducible.sh shows it).

# shellcheck source=image/packages.sh
source "$root/image/packages.sh"
# shellcheck source=image/runtime.sh
source "$root/image/runtime.sh"
# shellcheck source=image/initrd.sh
source "$root/image/initrd.sh"
# shellcheck source=image/stick.sh
source "$root/image/stick.sh"
# shellcheck source=image/sbom.sh
source "$root/image/sbom.sh"

# One time for all files: that of the project's own build (pom.xml).
image_epoch=1795478400

# Where the image is built and what it is called.
image_usage() {
    say "usage: ./wangchuan image [--out FOLDER] [--cache FOLDER] [--offline]" \
        "用法：./wangchuan image [--out 文件夹] [--cache 文件夹] [--offline]"
    say "  --out      where image, kernel, initrd and SBOM are put; the default is live-image" \
        "  --out      映像、内核、initrd 与 SBOM 的存放处；默认为 live-image"
    say "  --cache    where Debian packages are kept between builds; the default is the user's cache" \
        "  --cache    构建之间保存 Debian 软件包之处；默认为用户的缓存"
    say "  --offline  nothing is fetched: every package has to be in the cache already" \
        "  --offline  不下载任何东西：所有软件包须已在缓存中"
}

image_fail() {
    say "$@"
    exit 1
}

# The programs that build it, with the package that brings each.
image_programs=(dpkg-deb:dpkg apt-get:apt cpio:cpio zstd:zstd xz:xz-utils depmod:kmod mformat:mtools mkfs.vfat:dosfstools
    mke2fs:e2fsprogs sha256sum:coreutils unzip:unzip)

require_image_programs() {
    local entry missing=()
    for entry in "${image_programs[@]}"; do
        PATH=$PATH:/usr/sbin:/sbin command -v "${entry%%:*}" >/dev/null || missing+=("${entry#*:}")
    done
    ((${#missing[@]} == 0)) && return
    install_packages "${missing[@]}" || true
    for entry in "${image_programs[@]}"; do
        PATH=$PATH:/usr/sbin:/sbin command -v "${entry%%:*}" >/dev/null ||
            image_fail "IMAGE_TOOLS: programs are missing; expected ${entry%%:*}, found none. Type: apt-get install ${missing[*]}" \
                "IMAGE_TOOLS：缺少程序；需要 ${entry%%:*}，未找到。请输入：apt-get install ${missing[*]}"
    done
}

build_image() {
    local out=live-image cache=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/wangchuan/packages offline=0 started=$SECONDS
    while (($#)); do
        case $1 in
            --out) out=${2-} && shift ;;
            --cache) cache=${2-} && shift ;;
            --offline) offline=1 ;;
            -h | --help)
                image_usage
                exit 0
                ;;
            *)
                image_usage
                exit 1
                ;;
        esac
        shift || true
    done
    [[ -n $out && -n $cache ]] || {
        image_usage
        exit 1
    }
    [[ $(uname -m) == x86_64 ]] ||
        image_fail "IMAGE_MACHINE: expected a machine of x86_64 to build on, found $(uname -m)" \
            "IMAGE_MACHINE：须在 x86_64 机器上构建，当前为 $(uname -m)"
    export LC_ALL=C TZ=UTC SOURCE_DATE_EPOCH=$image_epoch PATH=$PATH:/usr/sbin:/sbin
    umask 022
    require_image_programs
    mkdir -p -- "$out" "$cache" || image_fail "cannot write to $out or $cache" "无法写入 $out 或 $cache"
    out=$(cd -- "$out" && pwd -P)
    cache=$(cd -- "$cache" && pwd -P)
    is_netboot_free "$out/netboot" ||
        image_fail "IMAGE_NETBOOT: expected no $out/netboot, or one that was built by this command, found another; move it away, or choose another --out" \
            "IMAGE_NETBOOT：$out/netboot 应不存在，或由本命令所建，但它是别的；请将其移开，或另选 --out"

    work=$(mktemp -d "${TMPDIR:-/tmp}/wangchuan-image.XXXXXX") || exit 1
    trap 'rm -rf -- "$work"' EXIT
    (
        set -eo pipefail
        fetch_packages "$cache" "$offline"
        unpack_packages "$cache"
        make_runtime
        make_root
        make_initrd
        make_boot_files
        make_netboot
        make_stick "$work/stick.img"
        write_sbom "$work/sbom.cdx.json" "$cache"
    )
    # Not with || after the parentheses: within them, no failure would end anything then.
    # shellcheck disable=SC2181
    (($? == 0)) || image_fail "IMAGE_BUILD: the image was not built; nothing in $out was changed" \
        "IMAGE_BUILD：映像未构建成功；$out 中没有任何改动"
    {
        put_netboot "$work/netboot" "$out" &&
            mv -f -- "$work/initrd.img" "$out/initrd.img" &&
            cp -f -- "$work"/un/linux-image-*/boot/vmlinuz-* "$out/vmlinuz" &&
            mv -f -- "$work/sbom.cdx.json" "$out/wangchuan-live.cdx.json" &&
            mv -f -- "$work/stick.img" "$out/wangchuan-live.img" &&
            (cd -- "$out" && find wangchuan-live.img vmlinuz initrd.img wangchuan-live.cdx.json netboot -type f -print0 | sort -z |
                xargs -0 sha256sum >SHA256SUMS)
    } || image_fail "IMAGE_OUT: the image was built, and could not be written whole to $out" "IMAGE_OUT：映像已构建，但无法完整写入 $out"
    say "built in $((SECONDS - started)) s: $out/wangchuan-live.img, $(($(stat -c %s "$out/wangchuan-live.img") >> 20)) MiB" \
        "构建完成，用时 $((SECONDS - started)) 秒：$out/wangchuan-live.img，$(($(stat -c %s "$out/wangchuan-live.img") >> 20)) MiB"
    say "onto a stick, which loses what it holds: dd if=$out/wangchuan-live.img of=/dev/sdX bs=4M conv=fsync" \
        "写入 U 盘（盘上内容将丢失）：dd if=$out/wangchuan-live.img of=/dev/sdX bs=4M conv=fsync"
}
