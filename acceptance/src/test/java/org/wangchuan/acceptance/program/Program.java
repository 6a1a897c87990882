package org.wangchuan.acceptance.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The launcher {@code ./wangchuan} of this checkout, as a person would start it, with a state folder of its own. */
public final class Program {
    /** The first start builds everything. */
    private static final Duration BUILD_TIMEOUT = Duration.ofMinutes(10);

    private static final Duration TIMEOUT = Duration.ofMinutes(4);
    private static final Path LAUNCHER = find();
    private static boolean built;

    private static final String JAVA_OPTIONS = "WANGCHUAN_JAVA_OPTIONS";

    private final Path home;
    private final Map<String, String> environment = new HashMap<>();

    private final List<String> wrapper;

    /** A station whose state lies in {@code home}. */
    public Program(Path home) throws IOException {
        this(home, List.of());
    }

    private Program(Path home, List<String> wrapper) throws IOException {
        this.home = home;
        this.wrapper = wrapper;
        environment.put("WANGCHUAN_HOME", home.toString());
        environment.put("LC_ALL", "C.UTF-8");
        // Its disks that lie are loop devices over FUSE, which can't say where a file lies.
        environment.put("WANGCHUAN_LAB", "1");
        // Most runs here are short, and the optimizing compiler would cost them more than it brings.
        environment.put(JAVA_OPTIONS, "-XX:TieredStopAtLevel=1");
        buildOnce();
    }

    /** The modules that the launcher starts, built. */
    public static Path modules() throws IOException {
        return LAUNCHER.resolveSibling(".wangchuan/dist/modules").toRealPath();
    }

    /** Where the station's state is. */
    public Path home() {
        return home;
    }

    /** Sets a variable of the program's environment. */
    public Program with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** With the optimizing compiler, as for a user: for passes over much data. */
    public Program optimized() {
        environment.remove(JAVA_OPTIONS);
        return this;
    }

    /** The same station, with every run started by another program, such as strace. */
    public Program under(String... program) throws IOException {
        return new Program(home, List.of(program));
    }

    /** Runs it to its end. */
    public Run run(String... arguments) throws IOException {
        return run(TIMEOUT, arguments);
    }

    /** Runs it to its end, which has to come in time. */
    public Run run(Duration timeout, String... arguments) throws IOException {
        return start(arguments).await(timeout);
    }

    /** Starts it in a session and process group of its own, without a terminal. */
    public Running start(String... arguments) throws IOException {
        // Not with the signals that whoever runs the tests ignores, such as a script that runs them in the background.
        List<String> command = new ArrayList<>(List.of("setsid", "env", "--default-signal=INT,QUIT"));
        command.addAll(wrapper);
        command.add(LAUNCHER.toString());
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile("wangchuan-run-", ".out");
        Path err = Files.createTempFile("wangchuan-run-", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        return new Running(List.of(arguments), builder.start(), out, err);
    }

    /** Starts it at a terminal; no argument may need quotes. */
    public Terminal atTerminal(String... arguments) throws IOException {
        return Terminal.start("exec " + LAUNCHER + " " + String.join(" ", arguments), environment);
    }

    private static Path find() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null) {
            Path launcher = folder.resolve("wangchuan");
            if (Files.isExecutable(launcher) && Files.isRegularFile(launcher)) {
                return launcher;
            }
            folder = folder.getParent();
        }
        throw new IllegalStateException("no launcher ./wangchuan in this folder or above");
    }

    private void buildOnce() throws IOException {
        synchronized (Program.class) {
            if (!built) {
                built = true; // or this would never end
                Run version = new Program(home).run(BUILD_TIMEOUT, "version");
                if (version.exitCode() != 0) {
                    built = false;
                    throw new IOException("the program does not start: " + version);
                }
            }
        }
    }
}
