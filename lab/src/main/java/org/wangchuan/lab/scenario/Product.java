package org.wangchuan.lab.scenario;

import java.nio.file.Files;
import java.nio.file.Path;
import org.wangchuan.lab.guest.Guest;

/**
 * The program under test, as a guest starts it.
 *
 * @param modules the folder of its modules, on the host
 * @param javaHome of the virtual machine that runs it
 */
public record Product(Path modules, Path javaHome) {
    /** Beside the modules of a build: what of its start is worked out before. Starting is most of what a guest does. */
    private String rehearsed() {
        Path cache = modules.resolveSibling("start.aot");
        return Files.exists(cache) ? "-XX:AOTCache='" + cache + "'" : "";
    }

    /**
     * Defines a function {@code wangchuan} of a script. Threads that it is asked for it prints among its errors, and so the virtual machine does what
     * it has to say itself, as where the launcher starts it: all else that is printed are results. Nothing is compiled ahead that the rehearsal found
     * hot, as there: here that competes with the start for the only processor.
     */
    String function() {
        return """
                export WANGCHUAN_HOME=%1$s/station WANGCHUAN_LAB=1 LC_ALL=C.UTF-8 TERM=dumb
                java_home='%2$s'
                wangchuan() {
                    "$java_home/bin/java" -XX:-UsePerfData -XX:+UseSerialGC -XX:TieredStopAtLevel=1 %4$s \\
                        -XX:+UnlockDiagnosticVMOptions -XX:-AOTReplayTraining \\
                        -Xlog:disable -Xlog:all=error:stderr -XX:+DisplayVMOutputToStderr -Djava.io.tmpdir=%1$s \\
                        --enable-native-access=org.wangchuan.engine -p '%3$s' -m org.wangchuan.cli/org.wangchuan.cli.Main "$@"
                }
                """.formatted(Guest.SCRATCH, javaHome, modules, rehearsed());
    }
}
