package org.wangchuan.lab.scenario;

import org.wangchuan.lab.guest.Guest;
import org.wangchuan.lab.nvme.NvmeTarget;

/** What a guest does with NVMe drives: connects them, and has nvme-cli tell them to erase themselves. */
final class NvmeScript {
    private static final String HOST = "nqn.2014-08.org.nvmexpress:uuid:6f1d3c2e-0000-4000-8000-00000000006c";
    private static final String HOST_ID = "6f1d3c2e-0000-4000-8000-00000000006c";

    private NvmeScript() {}

    /**
     * The functions that the rest of a script calls. NVME_KEEP_ALIVE and NVME_LOSS are seconds after which a drive that does not answer is given up:
     * few where that has to be seen.
     */
    static String functions() {
        return """
                nvme_namespace() { # CONTROLLER NUMBER: its device, which the kernel numbers as it comes upon it
                    for namespace in /sys/class/nvme/$1/nvme*n*; do
                        [ "$(cat $namespace/nsid 2> /dev/null)" = $2 ] && [ -b /dev/${namespace##*/} ] && echo /dev/${namespace##*/} && return
                    done
                    false
                }
                nvme_attach() { # NAME QUALIFIED-NAME
                    said=$(nvme connect -t tcp -a %1$s -s %2$d -n $2 --hostnqn=%3$s --hostid=%4$s \\
                        --nr-io-queues=1 --keep-alive-tmo=${NVME_KEEP_ALIVE:-5} --reconnect-delay=1 --ctrl-loss-tmo=${NVME_LOSS:-3}) || return
                    for time in $(seq 50); do # which says "connecting to device: nvme0"
                        found=$(nvme_namespace ${said##*: } 1) && echo $found > /mnt/$1.path && return
                        sleep 0.1
                    done
                }
                nvme_other() { # NAME: what the kernel calls its second namespace
                    path=$(cat /mnt/$1.path) || return
                    controller=${path##*/}; controller=${controller%%n*}
                    for time in $(seq 50); do
                        found=$(nvme_namespace $controller 2) && echo ${found##*/} > /mnt/$1.also && return
                        sleep 0.1
                    done
                }
                nvme_order() { # NAME COMMAND...
                    name=$1; shift
                    path=$(cat /mnt/$name.path) || return
                    timeout 20 "$@" $path > /mnt/$name.ordered 2>&1
                    echo $? > /mnt/$name.code
                }
                nvme_told() { # NAME
                    path=$(cat /mnt/$1.path) || return
                    timeout 10 nvme sanitize-log $path > /mnt/$1.log 2>&1 || echo gone >> /mnt/$1.log
                }
                """.formatted(Guest.HOST, NvmeTarget.PORT, HOST, HOST_ID) + PsidScript.TOLD;
    }

    static String attach(MadeDrive drive, String qualifiedName) {
        String named = drive.scenario().isNamed() ? "nvme_other %s\n".formatted(drive.name()) : "";
        return "nvme_attach %s %s\n".formatted(drive.name(), qualifiedName) + named;
    }

    static String order(MadeDrive drive) {
        return PsidScript.label(drive)
                + "nvme_order %s %s\n"
                        .formatted(drive.name(), drive.scenario().order().command());
    }

    /** Asks what came of the order, where that takes time. */
    static String told(MadeDrive drive) {
        Order order = drive.scenario().order();
        return order.sanitize()
                ? "nvme_told %s\n".formatted(drive.name())
                : drive.psid().isPresent() ? PsidScript.told(drive) : "";
    }
}
