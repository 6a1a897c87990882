package org.wangchuan.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.wangchuan.cli.progress.TerminalConsole;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.cli.testing.RecordingServices;

/** One command line with its streams kept. */
final class CommandLineFixture {
    final RecordingServices services = new RecordingServices();
    final Cancellation cancellation = new Cancellation();
    private final ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    private final Path home;
    private final String language;
    private Map<String, String> environment = Map.of();

    CommandLineFixture(Path home) {
        this(home, "en");
    }

    CommandLineFixture(Path home, String language) {
        this.home = home;
        this.language = language;
    }

    CommandLineFixture in(Map<String, String> other) {
        environment = other;
        return this;
    }

    ExitCode run(String... arguments) {
        PrintStream out = new PrintStream(outBytes, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(errBytes, true, StandardCharsets.UTF_8);
        Messages messages = Messages.in(language);
        return new Application(
                        services.services(),
                        quiet -> TerminalConsole.onStandardStreams(out, err, messages, cancellation, Map.of(), quiet),
                        home,
                        cancellation,
                        new ErrorText(err, messages),
                        "./wangchuan",
                        out::checkError,
                        environment)
                .run(arguments);
    }

    String out() {
        return outBytes.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return errBytes.toString(StandardCharsets.UTF_8);
    }
}
