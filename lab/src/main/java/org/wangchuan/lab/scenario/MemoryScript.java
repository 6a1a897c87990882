package org.wangchuan.lab.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.wangchuan.lab.guest.Guest;

/**
 * Takes a script of SATA drives and all that it needs into the memory of the guest: a machine that sleeps forgets the host's files, since virtio's 9p does not
 * outlast it. The disks of tcm_loop keep no cache for the time: their program stands still when the kernel would flush it.
 */
final class MemoryScript {
    /** What the scripts of a bench call, and what these programs need. */
    private static final String PROGRAMS =
            "sh cat cp mv rm ls ln mkdir mount sleep seq sed grep tr touch pkill timeout hdparm sg_requests dmesg date head";

    private MemoryScript() {}

    /** The script that does it; {@code script} is what is run in memory then. */
    static String of(Path shared, String script, Optional<Product> product) throws IOException {
        Files.writeString(
                shared.resolve("memory.sh"),
                """
                modprobe() { :; } # done before
                mount -t devpts pts /dev/pts
                """ + script + "dmesg > /mnt/kernel.txt; grep -H . /sys/power/suspend_stats/* > /mnt/slept.txt 2>&1\n");
        String java = System.getProperty("java.home");
        StringBuilder taken = new StringBuilder(LoopScript.classPath());
        product.ifPresent(program -> taken.append(' ')
                .append(program.modules())
                .append(' ')
                .append(program.modules().resolveSibling("start.aot")));
        return """
                for one in target_core_user tcm_loop sd_mod sg; do modprobe -d '%1$s' $one; done
                m=%2$s
                mkdir -p $m && mount -t tmpfs -o size=85%% memory $m
                for folder in bin sbin lib lib64; do cp -a /$folder $m/$folder; done # links into /usr
                mkdir -p $m/proc $m/sys $m/dev $m/tmp $m/run $m/mnt $m/etc $m/usr/bin $m/usr/sbin $m/usr/lib $m/usr/lib64
                cp -a /etc/ld.so.cache /etc/passwd /etc/group $m/etc/
                take() { # FILE... with what it is linked to
                    for one in "$@"; do
                        cp -aL --parents "$one" $m/
                        ldd "$one" 2> /dev/null | grep -o '/[^ ]*' | while read library; do
                            [ -e "$m/$library" ] || cp -L --parents "$library" $m/
                        done
                    done
                }
                for program in %3$s; do take "$(command -v $program)"; done
                java='%4$s'
                for one in "$java"/bin/java "$java"/release "$java"/conf "$java"/lib/modules "$java"/lib/security "$java"/lib/jvm.cfg "$java"/lib/tzdb.dat \\
                    "$java"/lib/*.so "$java"/lib/server/libjvm.so "$java"/lib/server/classes.jsa; do
                    [ -e "$one" ] && cp -a --parents "$one" $m/
                done
                ldd "$java/bin/java" "$java/lib/server/libjvm.so" "$java"/lib/*.so | grep -o '=> /[^ ]*' | sed 's/=> //' | sort -u | while read library; do
                    [ -e "$m/$library" ] || cp -L --parents "$library" $m/
                done
                for one in %5$s; do [ -e "$one" ] && cp -aL --parents "$one" $m/; done
                cp -a /mnt/cells $m/mnt/
                cp /mnt/memory.sh $m/script.sh
                df $m
                """.formatted(Guest.modules(), Guest.MEMORY, PROGRAMS, java, taken);
    }
}
