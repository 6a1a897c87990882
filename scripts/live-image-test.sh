#!/usr/bin/env bash
# Tests of what the live image runs first (image/root/init and session) and of where it is put (image/stick.sh), under busybox's shell as there. Folders stand for /sys, /dev, /proc and
# /run, a folder for each file system, a link for a mount, a small script for Java: no kernel's mounts, no disks, no root, a few seconds.
set -u
tree=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P) || exit 1
command -v busybox >/dev/null || {
    echo "skip - the first programs of the live image (no busybox here)"
    exit 0
}
scratch=$(mktemp -d) || exit 1
trap 'rm -rf -- "$scratch"' EXIT

expect() { # sentence, wanted, found
    if [[ $2 == "$3" ]]; then echo "ok - $1"; else echo "not ok - $1: expected '$2', found '$3'"; fi
}

# A computer with nothing in it, in the folder $top.
make_computer() {
    top=$(mktemp -d "$scratch/XXXXXX") || exit 1
    run=$top/run/wangchuan
    mkdir -p "$top"/{sys/block,dev,proc/sys/kernel/random,etc/wangchuan,opt/java/bin,opt/wangchuan} "$run"/{stick,state,look,marks,gone}
    echo this-very-start >"$top/proc/sys/kernel/random/boot_id"
    echo built >"$top/etc/wangchuan/built"
    : >"$top/mounts"
    : >"$top/java-calls"
    echo 0 >"$top/up"
}

# The disk $1 at the place $2 of the computer, the $3-th that it has seen, with the file systems of the folder $4 and the mark of this image;
# it calls itself removable if $5 is 1.
plug() {
    mkdir -p "$top/sys/devices/$2/$1" "$4"/{1,3}
    ln -s "../devices/$2/$1" "$top/sys/block/$1"
    echo "$3" >"$top/sys/block/$1/diskseq"
    echo "${5:-0}" >"$top/sys/block/$1/removable"
    printf 'WANGCHUAN LIVE IMAGE 1\nstick\nthis-image\n' | dd of="$top/dev/$1" bs=512 seek=2047 2>/dev/null
    ln -s "$4/1" "$top/dev/${1}1"
    ln -s "$4/3" "$top/dev/${1}3"
}

unplug() {
    rm -f -- "$top/sys/block/$1" "$top/dev/$1" "$top/dev/${1}1" "$top/dev/${1}3"
    rm -rf -- "$top"/sys/devices/*/"$1"
}

# The text of a program with that computer in place of the real one.
there() { sed -e "s#/\(sys\|dev\|proc\|run\|opt\|etc\)/#$top&#g" -e 's/\[ -b /[ -e /g' -- "$1"; }

# Runs words with the functions of init. A disk answers at once, and so there is nothing to sleep for.
init() {
    {
        there "$tree/image/root/init" | awk '
            /^[a-z_]+\(\) \{.*\}( #.*)?$/ { print; next }
            /^[a-z_]+\(\) \{/ { inside = 1 }
            inside { print }
            /^\}/ { inside = 0 }'
        cat <<END
own=this-image
sleep() { wait; }
drivers() { :; }
up() { # five seconds each time that somebody looks
    echo "\$((\$(cat "$top/up") + 5))" >"$top/up.new" && mv "$top/up.new" "$top/up" && cat "$top/up"
}
mount() {
    echo "\$4 \$5 \$6" | sed 's#$top##g' >>$top/mounts
    [ -e "\$5" ] && rmdir "\$6" && ln -s "\$(readlink -f "\$5")" "\$6"
}
umount() {
    for place in "\$@"; do
        [ ! -L "\$place" ] || { rm "\$place" && mkdir "\$place"; }
    done
}
END
        printf '%s\n' "$*"
    } >"$top/program"
    busybox ash "$top/program" >"$top/out" 2>&1
}

# What the session would see: the stick's name and folder, or that it is gone.
seen() {
    if [[ -e $run/stick-gone ]]; then
        echo "gone, mounted: $(find "$run" -maxdepth 1 -type l | wc -l)"
    else
        echo "$(<"$run/stick-name") $(readlink "$run/state" | sed "s#$top/##") $(readlink "$run/stick" | sed "s#$top/##")"
    fi
}

make_computer
plug sda pci/ata1 1 "$top/inner-copy"
plug sdb pci/usb1 2 "$top/stick"
init find_stick loose
expect "the stick is found beside an inner copy" "sdb stick/3 stick/1" "$(seen)"
expect "it carries the number of this start" this-very-start "$(<"$top/stick/3/this-start")"
init stick_again
expect "a stick that stays in is left alone" "sdb stick/3 stick/1" "$(seen)"

# The worst copy there can be: made while it ran.
cp -r -- "$top/stick/." "$top/inner-copy"
unplug sdb
: >"$top/mounts"
init stick_again
expect "an inner copy is not taken for the stick that was pulled" "gone, mounted: 0" "$(seen)"
expect "nor even looked at" "" "$(<"$top/mounts")"

plug sdb pci/usb1 3 "$top/other-stick"
echo another-start >"$top/other-stick/3/this-start"
init stick_again
expect "another stick of the image is not taken for it, also under its name" "gone, mounted: 0" "$(seen)"
expect "it is looked at for reading alone" "ro,nodev,nosuid,noexec /dev/sdb3 /run/wangchuan/look" "$(<"$top/mounts")"
rm -- "$top/other-stick/3/this-start"
init stick_again
expect "nor is one that was never started from" "gone, mounted: 0" "$(seen)"
: >"$top/proc/sys/kernel/random/boot_id"
init stick_again
expect "no number is no number in common" "gone, mounted: 0" "$(seen)"
echo this-very-start >"$top/proc/sys/kernel/random/boot_id"

plug sdc pci/usb2 4 "$top/stick"
init stick_again
expect "put back it is found under another name, beside another stick" "sdc stick/3 stick/1" "$(seen)"
init stick_again
expect "and known by that from then on" "sdc stick/3 stick/1" "$(seen)"

unplug sdc
cp -r -- "$top/stick" "$top/later-copy"
plug sdc pci/usb2 5 "$top/stick"
plug sdd pci/usb3 6 "$top/later-copy"
init stick_again
expect "of two that are the same neither is taken" "gone, mounted: 0" "$(seen)"
unplug sdd
init stick_again
expect "once the copy is out the stick is found" "sdc stick/3 stick/1" "$(seen)"
unplug sdc
echo another-start >"$top/stick/3/this-start"
plug sdc pci/usb2 7 "$top/stick"
init stick_again
expect "a stick that another computer was started from since is not this start's any more" "gone, mounted: 0" "$(seen)"

make_computer
plug sda pci/ata1 1 "$top/stick"
init look_for_stick yes
expect "a stick that looks like an inner drive is found where nothing else is" "sda stick/3 stick/1" "$(seen)"
unplug sda
init stick_again
expect "pulled it is gone" "gone, mounted: 0" "$(seen)"
plug sda pci/ata1 2 "$top/stick"
init stick_again
expect "and found again the same way" "sda stick/3 stick/1" "$(seen)"

make_computer
plug sda pci/ata1 1 "$top/inner"
plug sdb pci/ata2 2 "$top/bay" 1
plug mmcblk0 pci/mmc0 3 "$top/soldered"
init look_for_stick usb
expect "started over a network no drive of the computer is taken for the stick" "25 no" "$(<"$top/up") $([[ -e $run/stick-name ]] && cat "$run/stick-name" || echo no)"
expect "nor looked at" "" "$(<"$top/mounts")$(ls "$run/marks")"
plug sdc pci/usb1 4 "$top/stick"
echo 0 >"$top/up"
init look_for_stick usb
expect "beside them a stick is found" "sdc stick/3 stick/1" "$(seen)"
unplug sdc
init stick_again
expect "pulled it is gone, and no drive of the computer takes its place" "gone, mounted: 0" "$(seen)"
make_computer
plug mmcblk0 pci/mmc0 1 "$top/card"
ln -s "$top/card/1" "$top/dev/mmcblk0p1"
ln -s "$top/card/3" "$top/dev/mmcblk0p3"
init look_for_stick yes
expect "a card that it was started from is found at once" "mmcblk0 card/3 card/1 5" "$(seen) $(<"$top/up")"
make_computer
plug sda pci/usb1 1 "$top/stick"
init look_for_stick ''
expect "where the command line says nothing of a stick none is looked for" no "$([[ -e $run/stick-name ]] || echo no)"

# Runs words with the functions of the build.
build() {
    (
        root=$tree
        # shellcheck source=image/stick.sh
        source "$tree/image/stick.sh"
        "$@"
    )
}

expect "the menu of a network names USB in each entry, and is else the stick's" "$(grep -c '^ *linux ' "$tree/image/grub.cfg") 0 same" \
    "$(build netboot_menu | grep -c '^ *linux .* wangchuan\.stick=usb') $(build netboot_menu | grep -c 'stick=yes') $(
        cmp -s <(build netboot_menu | sed 's/stick=usb/stick=yes/') "$tree/image/grub.cfg" && echo same
    )"

built=$scratch/built
mkdir -p "$built/from/grub" "$built/out/netboot"
build netboot_menu >"$built/from/grub/grub.cfg"
: >"$built/out/netboot/somebodys"
build put_netboot "$built/from" "$built/out"
expect "a folder of somebody's is not replaced" "1 somebodys" "$? $(ls -A "$built/out/netboot")"
rm -r -- "$built/out/netboot"
build put_netboot "$built/from" "$built/out"
expect "where there is none it is put" "0 grub" "$? $(ls -A "$built/out/netboot")"
: >"$built/out/netboot/before"
build put_netboot "$built/from" "$built/out"
expect "one that was built here is replaced, and nothing else is left" "0 grub netboot" "$? $(ls -A "$built/out/netboot") $(ls -A "$built/out")"
build put_netboot "$built/none" "$built/out" 2>/dev/null
expect "what can't be copied leaves it as it was" "1 grub netboot" "$? $(ls -A "$built/out/netboot") $(ls -A "$built/out")"

# Runs the session with Java's exit codes $1 (of an order) and $2 (of the conversation), and says what it did.
session() {
    cat >"$top/opt/java/bin/java" <<END
#!/bin/sh
case "\$*" in *--unattended*) echo "order\$WANGCHUAN_COLUMNS" >>$top/java-calls; exit $1 ;; esac
echo "conversation\$WANGCHUAN_COLUMNS" >>$top/java-calls
exit $2
END
    chmod 755 "$top/opt/java/bin/java"
    {
        printf '%s\n' 'pidof() { return 1; }' 'sleep() { :; }' 'sync() { :; }' "${3:-}"
        there "$tree/image/root/session"
    } >"$top/program"
    WANGCHUAN_LIVE_OUT=$top/out-folder WANGCHUAN_HOME=$run/state/home WANGCHUAN_LIVE_STICK=$run/stick WANGCHUAN_LIVE_STATION='' WANGCHUAN_LIVE_LANG=en \
        busybox ash "$top/program" >"$top/out" 2>&1 <<<$'\n'
    echo "$? $(tr '\n' ' ' <"$top/java-calls")$([[ ! -e $run/off ]] || echo off)"
}

make_computer
mkdir -p "$run/stick/orders/one"
: >"$run/stick/orders/one/order.note"
expect "after an order that failed the stick is looked for before anything goes on" "0 order " "$(session 1 0)"
expect "and then there is the conversation" "0 order conversation off" "$(session 1 0)"
make_computer
mkdir -p "$run/stick/orders/one"
: >"$run/stick/orders/one/order.note"
expect "after an order that was carried out the computer turns itself off" "0 order off" "$(session 0 0)"
make_computer
: >"$run/stick-gone"
expect "without its stick nothing is started" "0 " "$(session 0 0)"
make_computer
mkdir -p "$run/stick/orders/one"
: >"$run/stick/orders/one/order.note"
expect "what an order says goes to a file as well, and is not told the width of the terminal" "0 order " "$(session 1 0 'stty() { echo 40 106; }')"
expect "the conversation is" "0 order conversation106 off" "$(session 1 0 'stty() { echo 40 106; }')"
make_computer
expect "a terminal that does not know its width says 0" "0 conversation0 off" "$(session 0 0 'stty() { echo 0 0; }')"
