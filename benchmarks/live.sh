#!/bin/bash
# The live image in QEMU without hardware virtualization, with 512 MiB: from power to the list of drives by BIOS and by UEFI with
# Secure Boot, and the most memory that was in use, sampled each second, while a signed order erased two drives of 24 MiB. An
# emulated processor is many times slower than a real one; nothing here says how long a real computer takes.
#
#   benchmarks/live.sh [--image FILE] [--rounds N]
set -euo pipefail
cd "$(dirname "$0")/.."

image=live-image/wangchuan-live.img rounds=3
while [ $# -gt 0 ]; do
    case $1 in
        --image) image=$2; shift 2 ;;
        --rounds) rounds=$2; shift 2 ;;
        *) sed -n '2,7s/^# \?//p' "$0" >&2; exit 1 ;;
    esac
done
[ -r "$image" ] || { echo "no $image: ./wangchuan image builds it" >&2; exit 1; }
work=$(mktemp -d /var/tmp/live.XXXXXX)
qemu=
clean() {
    [ -z "$qemu" ] || kill -KILL "$qemu" 2> /dev/null || true
    wait 2> /dev/null || true
    rm -rf -- "$work"
}
trap clean EXIT
export MTOOLS_SKIP_CHECK=1 WANGCHUAN_HOME=$work/station
people=@@1048576 boot=@@$(((2048 + 32 * 2048) * 512)) # image/stick.sh

# The language is given, so that nobody has to choose it; memory is sampled.
sed 's/wangchuan.stick=yes/& wangchuan.lang=en wangchuan.measure=yes/' image/grub.cfg > "$work/grub.cfg"
prepare() { # a fresh stick and drives
    cp --sparse=always -- "$image" "$work/stick"
    mcopy -o -i "$work/stick$boot" "$work/grub.cfg" ::/grub/grub.cfg
    mcopy -o -i "$work/stick$boot" "$work/grub.cfg" ::/efi/debian/grub.cfg
    for drive in nvme sata; do
        rm -f "$work/$drive"
        truncate -s 24M "$work/$drive"
    done
}
start() { # firmware
    local more=(-machine 'q35,accel=tcg')
    if [ "$1" = secure-boot ]; then
        cp /usr/share/OVMF/OVMF_VARS_4M.ms.fd "$work/vars"
        more=(-machine 'q35,accel=tcg,smm=on' -global 'driver=cfi.pflash01,property=secure,value=on'
            -drive "if=pflash,format=raw,unit=0,readonly=on,file=/usr/share/OVMF/OVMF_CODE_4M.ms.fd"
            -drive "if=pflash,format=raw,unit=1,file=$work/vars")
    fi
    qemu-system-x86_64 "${more[@]}" -cpu max -smp 1 -m 512 -display none -vga std -no-reboot -nic none \
        -drive "if=none,id=stick,format=raw,file=$work/stick" -drive "if=none,id=sata,format=raw,file=$work/sata" \
        -drive "if=none,id=nvme,format=raw,file=$work/nvme" -device qemu-xhci,id=usb \
        -device usb-storage,drive=stick,bus=usb.0,serial=STICK001,removable=on,bootindex=0 \
        -device ide-hd,drive=sata,serial=SATA0001,bus=ide.0 -device nvme,drive=nvme,serial=NVME0001 > "$work/qemu" 2>&1 &
    qemu=$!
}
said() { mtype -i "$work/stick$people" ::/boot.txt 2> /dev/null || true; }

for round in $(seq "$rounds"); do
    for firmware in bios secure-boot; do
        prepare
        from=$(date +%s.%N)
        start "$firmware"
        until said | grep -q '^drives listed'; do
            kill -0 "$qemu" 2> /dev/null || { cat "$work/qemu" >&2; exit 1; }
            sleep 0.2
        done
        echo "$from $(date +%s.%N)" | awk -v r="$round" -v f="$firmware" '{ printf "round %s, %s: drives listed %.1f s after power", r, f, $2 - $1 }'
        said | sed -n 's/^drives listed: kernel had been up for \(.*\) s$/, \1 s after the kernel began/p'
        kill -KILL "$qemu"
        wait "$qemu" 2> /dev/null || true
        qemu=
    done
done

prepare
mkdir -p "$work/order"
./wangchuan live order --serial NVME0001 --serial SATA0001 --best-effort --policy nist-clear --to "$work/order" > /dev/null 2>&1
mcopy -s -o -i "$work/stick$people" "$work/order/orders" "$work/order/station.txt" "$work/order/stick.txt" ::/
start bios
# QEMU's NVMe device is unproven at best (decision 131). Refused, the computer waits for somebody.
until said | grep -q 'exit code 3$' || ! kill -0 "$qemu" 2> /dev/null; do
    sleep 1
done
kill -KILL "$qemu" 2> /dev/null || true
wait "$qemu" 2> /dev/null || true
qemu=
said | grep -q 'exit code 2$' || { said >&2; exit 1; }
said | sed -n 's/^.* memory: \([0-9]*\) kB, least available \([0-9]*\) kB$/\1 \2/p' |
    awk '{ printf "most memory in use while two drives were erased: %d MiB of the %d MiB that the kernel gives out of 512\n", ($1 - $2) / 1024, $1 / 1024 }'
