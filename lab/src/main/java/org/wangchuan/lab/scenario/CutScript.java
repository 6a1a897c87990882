package org.wangchuan.lab.scenario;

import java.io.IOException;
import java.util.List;
import org.wangchuan.lab.guest.Guest;

/** What a guest does each time that its power comes back: it goes on with what can be gone on with, begins what never began, and leaves what is over. */
final class CutScript {
    private static final String DISK = Guest.SCRATCH + "/disk";

    private CutScript() {}

    /**
     * What it does.
     *
     * @param boot which time it is, from 1
     * @param last whether it is let come to its end
     */
    static String of(int boot, boolean last, String policy, List<CutDrive> drives, CutDrive station, Product product)
            throws IOException {
        StringBuilder script = new StringBuilder(Guest.network());
        script.append("modprobe nvme_tcp; modprobe ext4\n").append(NvmeScript.functions());
        // Slow answers of a busy host are no reason to give up a drive here.
        script.append("export NVME_KEEP_ALIVE=120 NVME_LOSS=600\n").append(attach(station));
        script.append("""
                mkdir -p %1$s && mount -t ext4 $(cat /mnt/%2$s.path) %1$s || exit 1
                mkdir -p /mnt/found.%3$d %1$s/receipts
                for place in jobs ended finished; do
                    for job in %1$s/station/$place/*; do
                        [ -e $job/job.json ] || continue
                        cp $job/job.json /mnt/found.%3$d/$place.${job##*/}.ticket
                        [ -e $job/events ] && cp $job/events /mnt/found.%3$d/$place.${job##*/}.record
                    done
                done
                ls %1$s/receipts > /mnt/found.%3$d/receipts
                """.formatted(DISK, station.name(), boot));
        drives.forEach(one -> script.append(attach(one)));
        script.append(product.function()).append("""
                export WANGCHUAN_HOME=%1$s/station
                sort_drive() { # NAME SERIAL
                    target="$(cat /mnt/$1.path) --confirm $2"
                    if grep -q -F "\\"$2\\"" %1$s/station/jobs/*/job.json 2> /dev/null; then
                        echo "$target" >> %2$s/resume
                    elif ! grep -q "^$2-" /mnt/found.%3$d/receipts; then
                        echo "$target" >> %2$s/anew
                    fi
                }
                erase_all() { # FILE OPTION...
                    [ -s %2$s/$1 ] || return
                    file=$1; shift
                    wangchuan erase $(cat %2$s/$file) --policy %4$s --patience 60 --witness-seconds 0 --out %1$s/receipts --json "$@" \\
                        > /mnt/$file.%3$d.json 2> /mnt/$file.%3$d.err
                }
                """.formatted(DISK, Guest.SCRATCH, boot, policy));
        drives.forEach(one -> script.append("sort_drive %s %s\n".formatted(one.name(), one.serial())));
        script.append("""
                touch /mnt/begun.%1$d
                erase_all resume --resume
                erase_all anew
                """.formatted(boot));
        if (last) {
            script.append("cp -r %s/receipts /mnt/ && touch /mnt/end\n".formatted(DISK));
        }
        return script.toString();
    }

    private static String attach(CutDrive one) {
        return "nvme_attach %s %s\n".formatted(one.name(), one.drive().qualifiedName());
    }
}
