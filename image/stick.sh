# shellcheck shell=bash
# The stick: a partition for people (orders in, receipts out), one to boot from, one for the station's state.
#
#   sector 0        BIOS boot code and the table of partitions; 1 and on: the rest of GRUB for BIOS
#   sector 2047     the mark that says that this is such a stick, wherever it is plugged in; the initrd's SHA-256; the image's name
#   partition 1     FAT "WANGCHUAN": what people put in and take out; first, because some systems show no other
#   partition 2     FAT, EFI system partition: shim, GRUB, kernel, initrd
#   partition 3     ext4: the station's folder, which has to survive a power cut

image_mark="WANGCHUAN LIVE IMAGE 1"
people_mib=32
state_mib=32

make_boot_files() {
    local un=$work/un
    mkdir -p "$work/boot/efi/boot" "$work/boot/efi/debian" "$work/boot/live" "$work/boot/grub"
    # Under Secure Boot the firmware checks shim, shim GRUB, GRUB the kernel; the removable path is the one without a setting.
    cp -- "$un/shim-signed/usr/lib/shim/shimx64.efi.signed" "$work/boot/efi/boot/bootx64.efi"
    cp -- "$un/shim-helpers-amd64-signed/usr/lib/shim/mmx64.efi.signed" "$work/boot/efi/boot/mmx64.efi"
    cp -- "$un/grub-efi-amd64-signed/usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed" "$work/boot/efi/boot/grubx64.efi"
    cp -- "$root/image/grub.cfg" "$work/boot/efi/debian/grub.cfg"
    cp -- "$root/image/grub.cfg" "$work/boot/grub/grub.cfg"
    cp -- "$un"/linux-image-*/boot/vmlinuz-* "$work/boot/live/vmlinuz"
    ln -- "$work/initrd.img" "$work/boot/live/initrd.img"
    find "$work/boot" -exec touch -h -d "@$image_epoch" {} +
    grub_image i386-pc '(,msdos2)/grub' "$work/core.img" biosdisk part_msdos fat search search_label search_fs_file
}

# The format, where the rest is read from, the file, and what it needs besides to read there.
grub_image() {
    local format=$1 prefix=$2 file=$3
    shift 3
    LD_LIBRARY_PATH=$work/un/libdevmapper1.02.1/usr/lib/x86_64-linux-gnu "$work/un/grub-common/usr/bin/grub-mkimage" \
        -d "$work/un/grub-pc-bin/usr/lib/grub/i386-pc" -O "$format" -p "$prefix" -o "$file" \
        "$@" normal configfile linux all_video vbe vga gfxterm echo test ls
}

# The menu of the stick, but that no inner drive can be taken for it: see look_for_stick in image/root/init.
netboot_menu() {
    sed 's/ wangchuan\.stick=yes/ wangchuan.stick=usb/' "$root/image/grub.cfg"
}

# What a TFTP server has to offer, as its root: the same kernel and initrd as on the stick, so that a stick of this image that is in the
# computer is found as one that it was started from.
make_netboot() {
    local net=$work/netboot un=$work/un
    mkdir -p "$net/grub" "$net/live"
    grub_image i386-pc-pxe '(pxe)/grub' "$net/bios.0" pxe tftp
    cp -- "$un/shim-signed/usr/lib/shim/shimx64.efi.signed" "$net/shimx64.efi"
    # By this name shim asks for it, where it was itself read from.
    cp -- "$un/grub-efi-amd64-signed/usr/lib/grub/x86_64-efi-signed/grubnetx64.efi.signed" "$net/grubx64.efi"
    netboot_menu >"$net/grub/grub.cfg"
    ln -- "$work/boot/live/vmlinuz" "$work/boot/live/initrd.img" "$net/live/"
}

# Whether $1 may be replaced by a folder for a TFTP server: it is none yet, or is one that was built here.
is_netboot_free() {
    [[ ! -e $1 && ! -L $1 ]] || { [[ ! -L $1 ]] && grep -q 'wangchuan\.stick=' "$1/grub/grub.cfg" 2>/dev/null; }
}

# Puts the folder $1 in the place of $2/netboot. Whoever is served out of that meanwhile has the old one whole, or for a moment none.
put_netboot() {
    local new is_put=1
    is_netboot_free "$2/netboot" || return 1
    new=$(mktemp -d "$2/.netboot.XXXXXX") || return 1
    if cp -r -- "$1" "$new/new" && { [[ ! -e $2/netboot ]] || mv -T -- "$2/netboot" "$new/old"; }; then
        if mv -T -- "$new/new" "$2/netboot"; then
            is_put=0
        elif [[ -e $new/old ]] && ! mv -T -- "$new/old" "$2/netboot"; then
            return 1 # it stays where it is
        fi
    fi
    rm -rf -- "$new"
    return "$is_put"
}

# Makes a FAT file system of $2 MiB in $1 with label $3 and serial $4 out of folder $5, in one order and with one time.
make_fat() {
    local file=$1 mib=$2 label=$3 serial=$4 from=$5 path
    truncate -s "$((mib << 20))" "$file"
    mkfs.vfat -n "$label" -i "$serial" --invariant "$file" >>"$work/build.log"
    (cd -- "$from" && find . -mindepth 1 -type d | sort) | while read -r path; do
        MTOOLS_SKIP_CHECK=1 mmd -i "$file" "::${path#.}"
    done
    (cd -- "$from" && find . -type f | sort) | while read -r path; do
        MTOOLS_SKIP_CHECK=1 mcopy -m -i "$file" "$from/$path" "::${path#.}"
    done
}

# Four little-endian bytes, as printf's %b reads them.
bytes32() { printf '\\x%02x\\x%02x\\x%02x\\x%02x' $(($1 & 255)) $(($1 >> 8 & 255)) $(($1 >> 16 & 255)) $(($1 >> 24 & 255)); }

# A line of the table of partitions: flag, type, first sector, sectors. Addresses by cylinder and head are said to be out of range.
partition_entry() { printf '%b' "\\x$1\\xfe\\xff\\xff\\x$2\\xfe\\xff\\xff$(bytes32 "$3")$(bytes32 "$4")"; }

put() { dd if="$1" of="$2" bs=512 seek="$3" conv=notrunc,sparse status=none; }

make_stick() {
    local image=$1 boot_mib people=2048 boot state
    boot_mib=$(($(du -sb "$work/boot" | cut -f1) / 1048576 + 8))
    ((boot_mib > 40)) || boot_mib=40
    boot=$((people + people_mib * 2048))
    state=$((boot + boot_mib * 2048))

    mkdir -p "$work/people/orders" "$work/people/receipts"
    cp -- "$root/image/root/README.txt" "$work/people/README.txt"
    find "$work/people" -exec touch -d "@$image_epoch" {} +
    make_fat "$work/people.fat" "$people_mib" WANGCHUAN 57434e31 "$work/people"
    make_fat "$work/boot.fat" "$boot_mib" WCBOOT 57434e32 "$work/boot"
    truncate -s "$((state_mib << 20))" "$work/state.ext4"
    mke2fs -q -t ext4 -L wangchuan-state -m 0 -I 256 -O ^metadata_csum_seed,^orphan_file \
        -U 57434e00-0000-4000-8000-000000000003 -E hash_seed=57434e00-0000-4000-8000-000000000004,root_owner=0:0,lazy_itable_init=0,nodiscard \
        "$work/state.ext4"

    truncate -s "$(((state + state_mib * 2048) * 512))" "$image"
    {
        # 440 bytes of code. Two of them make it use the drive that the BIOS names, as grub-bios-setup does.
        head -c 102 "$work/un/grub-pc-bin/usr/lib/grub/i386-pc/boot.img"
        printf '\x90\x90'
        tail -c +105 "$work/un/grub-pc-bin/usr/lib/grub/i386-pc/boot.img" | head -c 336
        printf 'WCN1\0\0'
        partition_entry 00 0c "$people" $((people_mib * 2048))
        partition_entry 80 ef "$boot" $((boot_mib * 2048))
        partition_entry 00 83 "$state" $((state_mib * 2048))
        head -c 16 /dev/zero
        printf '\x55\xaa'
    } >"$work/mbr"
    [[ $(stat -c %s "$work/mbr") == 512 ]]
    (($(stat -c %s "$work/core.img") < 2046 * 512))
    printf '%s\n%s\n%s\n' "$image_mark" "$(sha256sum <"$work/initrd.img" | cut -d' ' -f1)" "$(cat "$work/image-name")" >"$work/mark"
    put "$work/mbr" "$image" 0
    put "$work/core.img" "$image" 1
    put "$work/mark" "$image" 2047
    put "$work/people.fat" "$image" "$people"
    put "$work/boot.fat" "$image" "$boot"
    put "$work/state.ext4" "$image" "$state"
}
