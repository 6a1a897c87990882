package org.wangchuan.acceptance.usb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.wangchuan.acceptance.program.Program;
import org.wangchuan.lab.guest.Guest;

/** What a guest finds in its shared folder, for phones that are erased in it. */
final class GuestScripts {
    private GuestScripts() {}

    /** Puts it there. */
    static void write(Path shared) throws IOException {
        Files.writeString(shared.resolve(MadeUsbPhone.SCRIPT), MadeUsbPhone.script());
        Files.writeString(shared.resolve(GuestErase.PROGRAM), """
                export WANGCHUAN_HOME=%s/station LC_ALL=C.UTF-8 TERM=dumb
                exec %s --enable-native-access=org.wangchuan.engine -p '%s' -m org.wangchuan.cli/org.wangchuan.cli.Main "$@"
                """.formatted(Guest.SCRATCH, java(), Program.modules()));
        Path programs = Files.createDirectories(shared.resolve("phone"));
        for (String name : PhonePrograms.names()) {
            Files.writeString(programs.resolve(name), MadeUsbPhone.program(name));
        }
    }

    /** The guest's own script: it starts a class that needs nothing but what lies beside it. */
    static String script(Class<?> main, int cables) throws IOException {
        return script(cables, "--enable-native-access=ALL-UNNAMED", main);
    }

    /** The same for one that needs the modules of the program. */
    static String withModules(Class<?> main, int cables) throws IOException {
        return script(
                cables,
                ("--enable-native-access=org.wangchuan.engine --add-modules org.wangchuan.station"
                                + " --add-exports org.wangchuan.engine/org.wangchuan.engine.mtp=ALL-UNNAMED"
                                + " --add-exports org.wangchuan.engine/org.wangchuan.engine.usb.io=ALL-UNNAMED -p '%s'")
                        .formatted(Program.modules()),
                main);
    }

    private static String script(int cables, String options, Class<?> main) throws IOException {
        return """
                ln -s '%s' %s/kernel && export MODPROBE_OPTIONS='-d %s/kernel'
                modprobe dummy_hcd num=%d is_super_speed=0
                modprobe libcomposite && modprobe usb_f_fs && modprobe overlay && modprobe loop max_loop=32 && modprobe ext4
                mount -t configfs config /sys/kernel/config
                busybox ip link set lo up
                %s %s -cp '%s' %s /mnt/facts.txt
                """.formatted(
                Guest.modules(), Guest.SCRATCH, Guest.SCRATCH, cables, java(), options, place(main), main.getName());
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java")
                + " -XX:-UsePerfData -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Djava.io.tmpdir=" + Guest.SCRATCH;
    }

    private static String place(Class<?> one) {
        return Path.of(one.getProtectionDomain().getCodeSource().getLocation().getPath())
                .toString();
    }
}
