package org.wangchuan.lab.fault;

import java.util.List;

/** A block device that the kernel or QEMU makes itself, and what is wrong with it, as it is made and healed. */
public sealed interface Fault permits NullBlock, ScsiDebug, Emulated {
    /** Functions that the lines of any of them call; each leaves the path of a device in {@code /mnt/NAME.path}. */
    String FUNCTIONS = """
            fault_found() { # NAME SERIAL-OR-KERNEL-NAME: a number that is the bridge's alone confirms nothing
                for time in $(seq 100); do
                    for disk in /sys/block/*; do
                        device=${disk##*/}
                        [ -b "/dev/$device" ] || continue
                        if [ "$device" = "$2" ] || grep -qsa -- "$2" $disk/serial $disk/device/serial $disk/device/vpd_pg80; then
                            echo $2 > /mnt/$1.confirm
                        elif grep -qsa -- "$2" $disk/device/../../../../serial; then
                            echo $device > /mnt/$1.confirm
                        else
                            continue
                        fi
                        echo /dev/$device > /mnt/$1.path
                        return
                    done
                    sleep 0.1
                done
            }
            fault_unit() { # NAME LUN UNITS: of the first UFS device with so many that is nobody's yet; no number confirms it
                for time in $(seq 100); do
                    for host in /sys/devices/pci*/*/host*; do # in QEMU's order
                        grep -qs ufshcd $host/scsi_host/host*/proc_name || continue
                        [ $(ls -d $host/target*/*/block/* | wc -l) = $3 ] || continue
                        for disk in $host/target*/*:$2/block/*; do
                            device=${disk##*/}
                            [ -b "/dev/$device" ] && ! grep -qsx "/dev/$device" /mnt/*.path || continue
                            echo $device > /mnt/$1.confirm
                            echo /dev/$device > /mnt/$1.path
                            return
                        done
                    done
                    sleep 0.1
                done
            }
            fault_card() { # NAME: the first SD card that is nobody's yet; all of them tell the same number
                for time in $(seq 100); do
                    for disk in /sys/devices/pci*/*/mmc_host/mmc*/mmc*:*/block/mmcblk*; do # in QEMU's order
                        device=${disk##*/}
                        [ -b "/dev/$device" ] && ! grep -qsx "/dev/$device" /mnt/*.path || continue
                        cat $disk/device/serial > /mnt/$1.confirm
                        echo /dev/$device > /mnt/$1.path
                        return
                    done
                    sleep 0.1
                done
            }
            fault_card_out() { # NAME: with its reader
                device=$(cat /mnt/$1.path) || return
                reader=$(readlink -f /sys/block/${device##*/}); reader=${reader%%/mmc_host/*}
                echo ${reader##*/} > /sys/bus/pci/drivers/sdhci-pci/unbind
            }
            fault_copied() { # FROM TO FLAG: block for block and past all caches
                dd if=$1 of=$2 bs=64k iflag=fullblock $3 conv=fsync,notrunc 2> /dev/null || echo "not copied: $1 to $2"
            }
            fault_order() { # NAME COMMAND, in which the device is $path
                path=$(cat /mnt/$1.path) || return
                path=$path timeout 60 sh -c "$2" > /mnt/$1.ordered 2>&1
                echo $? > /mnt/$1.code
            }
            """;

    /** Names the machine that it shares with others: where what is wrong is told to a whole module, they are machines apart. */
    default String machine() {
        return "";
    }

    /** What QEMU is told once of all that share something. */
    default List<String> controllers() {
        return List.of();
    }

    /** What QEMU is told before it starts. */
    default List<String> hardware(Slot slot) {
        return List.of();
    }

    /** Lines of a guest's script that come once, before the first one of its kind. */
    String prepare();

    /** Lines that make it, full of the data in its cells, and then what is wrong with it. */
    String attach(Slot slot);

    /** Lines that come once, when all of its kind are there and full. */
    default String begin() {
        return "";
    }

    /** Lines that come when another program is through with it: nobody else meets it then. */
    default String leave(Slot slot) {
        return "";
    }

    /** Lines that take away what is wrong with it, and copy what is on it into its cells. */
    default String heal(Slot slot) {
        return "";
    }

    /** The blocks that can't be written or can't be read for good, in order: what has to be named, and nothing else. */
    List<Blocks> bad();
}
