package org.wangchuan.engine.fastboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wangchuan.engine.patience.Deadline;

/** The real fastboot (package fastboot) gets on with our double, and asks it what our client asks: neither is merely the other's mirror. */
@Tag("slow")
@Timeout(120)
class RealFastbootTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void aVariableIsAskedForAlike() throws Exception {
        try (BootLoaderDouble loader = BootLoaderDouble.start()) {
            assertThat(fastboot(loader, "getvar", "product")).contains("product: blueline");
            assertThat(loader.commands())
                    .isEqualTo(ours(client ->
                            assertThat(client.variable("product", LONG)).isPresent()));
        }
    }

    @Test
    void aVariableThatIsAbsentIsAFailureToBoth() throws Exception {
        try (BootLoaderDouble loader = BootLoaderDouble.start()) {
            assertThat(fastboot(loader, "getvar", "absent")).contains("FAILED (remote: 'GetVar Variable Not found')");
            assertThat(loader.commands())
                    .isEqualTo(ours(client ->
                            assertThat(client.variable("absent", LONG)).isEmpty()));
        }
    }

    @Test
    void allVariablesAreListedAlike() throws Exception {
        try (BootLoaderDouble loader = BootLoaderDouble.start()) {
            String theirs = fastboot(loader, "getvar", "all");
            List<String> lines = new ArrayList<>();
            assertThat(loader.commands()).isEqualTo(ours(client -> lines.addAll(client.variables(LONG))));
            assertThat(theirs.lines()
                            .filter(line -> line.startsWith("(bootloader) "))
                            .map(line -> line.substring("(bootloader) ".length())))
                    .containsExactlyElementsOf(lines);
        }
    }

    @Test
    void restartsAreAskedForAlike() throws Exception {
        for (RestartInto target :
                List.of(RestartInto.SYSTEM, RestartInto.BOOT_LOADER, RestartInto.RECOVERY, RestartInto.FASTBOOTD)) {
            try (BootLoaderDouble loader = BootLoaderDouble.start()) {
                List<String> arguments = new ArrayList<>(List.of("reboot"));
                switch (target) {
                    case SYSTEM, CONTINUE -> {}
                    case BOOT_LOADER -> arguments.add("bootloader");
                    case RECOVERY -> arguments.add("recovery");
                    case FASTBOOTD -> arguments.add("fastboot");
                }
                String _ = fastboot(loader, arguments.toArray(String[]::new));
                // The real one asks on its own whether the other side is fastboot in user space.
                assertThat(loader.commands())
                        .filteredOn(command -> !command.equals("getvar:is-userspace"))
                        .isEqualTo(ours(client -> client.restart(target, LONG)));
            }
        }
    }

    @Test
    void erasingIsAskedForAlikeAfterWhatTheRealOneAsksBefore() throws Exception {
        try (BootLoaderDouble loader = BootLoaderDouble.start()) {
            assertThat(fastboot(loader, "erase", "userdata")).contains("OKAY");
            assertThat(loader.erased()).containsExactly("userdata");
            List<String> ours = ours(client -> client.erase("userdata", LONG));
            assertThat(loader.commands())
                    .filteredOn(command -> !command.startsWith("getvar:"))
                    .isEqualTo(ours);
        }
    }

    @Test
    void aLockedOneRefusesBoth() throws Exception {
        try (BootLoaderDouble loader = BootLoaderDouble.start()) {
            loader.lock();
            assertThat(fastboot(loader, "erase", "userdata"))
                    .contains("FAILED (remote: 'Erase is not allowed in Lock State')");
            assertThat(loader.erased()).isEmpty();
        }
    }

    private interface Task {
        void run(FastbootClient client) throws FastbootException;
    }

    /** What our client asks for the same task. */
    private static List<String> ours(Task task) throws IOException, FastbootException {
        try (BootLoaderDouble loader = BootLoaderDouble.start();
                FastbootClient client =
                        new FastbootClient(TcpTransport.connect(loader.address(), Deadline.after(LONG)))) {
            task.run(client);
            return loader.commands();
        }
    }

    private static String fastboot(BootLoaderDouble loader, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("fastboot", "-s", "tcp:127.0.0.1:" + loader.address().getPort()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return output;
        } finally {
            process.destroyForcibly();
        }
    }
}
