package org.wangchuan.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command that serves until it is told to stop, in a process of its own. */
final class ServingProcess implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("http://[0-9.]+:[0-9]+");
    private static final int START_POLLS_MAX = 2400;

    private final Process process;
    private final Path said;

    ServingProcess(Path said, Path home, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--module-path",
                System.getProperty("jdk.module.path"),
                "-m",
                "org.wangchuan.cli/org.wangchuan.cli.Main"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().put("WANGCHUAN_HOME", home.toString());
        this.process = builder.start();
        this.said = said;
    }

    /** Where it says that it listens. */
    String address() throws IOException, InterruptedException {
        for (int i = 0; i < START_POLLS_MAX && process.isAlive(); i++) {
            Matcher matcher = ADDRESS.matcher(Files.readString(said));
            if (matcher.find()) {
                return matcher.group();
            }
            Thread.sleep(50);
        }
        throw new AssertionError("it does not listen: " + Files.readString(said));
    }

    /** Its exit code after SIGTERM. */
    int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
