# shellcheck shell=bash
# The software bill of materials: CycloneDX 1.6, in one order and with the project's time, so that it is as reproducible as the
# image. Versions and digests are those that were used, not those that were meant.

sbom_component() { # type, name, version, SHA-256, purl, scope
    printf '%s{"type":"%s","name":"%s","version":"%s","scope":"%s","hashes":[{"alg":"SHA-256","content":"%s"}],"purl":"%s"}' \
        "$sbom_comma" "$1" "$2" "$3" "$6" "$4" "$5"
    sbom_comma=$',\n'
}

# A name or a version as a package URL spells it: of what Debian's have, the plus is the only sign that may not stand as it is (purl-spec, "Character encoding").
sbom_escape() { sed 's/%/%25/g; s/+/%2B/g' <<<"$1"; }

write_sbom() { # the file, and where packages are kept
    local cache=$2 name version digest what arch jar base purl sbom_comma=''
    {
        printf '{"bomFormat":"CycloneDX","specVersion":"1.6","version":1,\n"metadata":{"timestamp":"%s","component":{"type":"firmware","name":"wangchuan-live","version":"%s"}},\n"components":[\n' \
            "$(date -u -d "@$image_epoch" +%Y-%m-%dT%H:%M:%SZ)" "$(sha256sum <"$work/initrd.img" | cut -c 1-16)"
        while read -r name version digest what; do
            arch=$(dpkg-deb --field "$(package_file "$cache" "$name" "$digest")" Architecture)
            sbom_component library "$name" "$version" "$digest" \
                "pkg:deb/debian/$(sbom_escape "$name")@$(sbom_escape "$version")?arch=$arch&distro=trixie" \
                "$([[ $what == build:* && $name != openjdk-* ]] && echo excluded || echo required)"
        done < <(list_packages)
        for jar in "$work"/root/opt/wangchuan/modules/*.jar; do
            base=${jar##*/}
            base=${base%.jar}
            name=${base%%-[0-9]*}
            version=${base#"$name"-}
            # On a line of its own: within the arguments of a command, no failure would end anything.
            purl=$(sbom_jar_purl "$name" "$version")
            sbom_component library "$name" "$version" "$(sha256sum <"$jar" | cut -d' ' -f1)" "$purl" required
        done
        printf '\n]}\n'
    } >"$1"
}

# Where Maven Central has a jar.
sbom_jar_purl() {
    local group
    case $1 in
        wangchuan-*) group=org.wangchuan ;;
        bc*) group=org.bouncycastle ;;
        core)
            group=com.google.zxing
            ;;
        jspecify) group=org.jspecify ;;
        picocli) group=info.picocli ;;
        *)
            say "IMAGE_SBOM: expected a known library, found $1 (image/sbom.sh)" "IMAGE_SBOM：应为已知的库，找到 $1（image/sbom.sh）"
            return 1
            ;;
    esac
    printf 'pkg:maven/%s/%s@%s' "$group" "$1" "$2"
}
