# shellcheck shell=bash
# The Debian packages: fetched once, held against their digests each time, unpacked and never installed.

# Lines "name version digest what for" of packages.txt.
list_packages() { grep -v '^#' "$root/image/packages.txt"; }

# The name of a package's file in the cache; the digest in it, so that a file is never another version's.
package_file() { printf '%s/%s_%s.deb' "$1" "$2" "$3"; }

fetch_packages() {
    local cache=$1 offline=$2 name version digest file folder
    while read -r name version digest _; do
        file=$(package_file "$cache" "$name" "$digest")
        if [[ ! -f $file ]]; then
            ((offline == 0)) ||
                image_fail "IMAGE_PACKAGE: $name $version is not in $cache, and nothing is fetched with --offline" \
                    "IMAGE_PACKAGE：$cache 中没有 $name $version，而 --offline 时不下载"
            folder=$(mktemp -d "$work/fetch.XXXXXX")
            chmod 755 "$work" "$folder"
            (cd -- "$folder" && apt-get -q download "$name=$version") >>"$work/fetch.log" 2>&1 || {
                tail -n 3 -- "$work/fetch.log" >&2
                image_fail "IMAGE_PACKAGE: the package sources have no $name $version any more: fetch it from snapshot.debian.org into $file, or pin anew (image/pin.sh)" \
                    "IMAGE_PACKAGE：软件源中已没有 $name $version：请从 snapshot.debian.org 取得并存为 $file，或重新锁定版本（image/pin.sh）"
            }
            mv -- "$folder"/*.deb "$file.new"
            mv -- "$file.new" "$file"
        fi
        printf '%s  %s\n' "$digest" "$file" | sha256sum --check --status ||
            image_fail "IMAGE_DIGEST: $name $version: expected SHA-256 $digest, found $(sha256sum <"$file" | cut -d' ' -f1) ($file)" \
                "IMAGE_DIGEST：$name $version：应为 SHA-256 $digest，实为 $(sha256sum <"$file" | cut -d' ' -f1)（$file）"
    done < <(list_packages)
}

unpack_packages() {
    local cache=$1 name digest
    mkdir -p "$work/un"
    while read -r name _ digest _; do
        mkdir -p "$work/un/$name"
        dpkg-deb -x "$(package_file "$cache" "$name" "$digest")" "$work/un/$name"
    done < <(list_packages)
}
