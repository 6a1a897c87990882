package org.wangchuan.lab.scenario;

import java.nio.file.Path;
import org.wangchuan.lab.guest.Guest;

/**
 * The program under test, as a guest starts it.
 *
 * @param modules the folder of its modules, on the host
 * @param javaHome of the virtual machine that runs it
 */
public record Product(Path modules, Path javaHome) {
    /** Defines a function {@code wangchuan} of a script. */
    String function() {
        return """
                export WANGCHUAN_HOME=%1$s/station WANGCHUAN_LAB=1 LC_ALL=C.UTF-8 TERM=dumb
                java_home='%2$s'
                wangchuan() {
                    "$java_home/bin/java" -XX:-UsePerfData -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Djava.io.tmpdir=%1$s \\
                        --enable-native-access=org.wangchuan.engine -p '%3$s' -m org.wangchuan.cli/org.wangchuan.cli.Main "$@"
                }
                """.formatted(Guest.SCRATCH, javaHome, modules);
    }
}
