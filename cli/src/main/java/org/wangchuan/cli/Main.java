package org.wangchuan.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.wangchuan.cli.progress.TerminalConsole;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.station.erase.HeadStart;

/** Where the process starts and ends. */
public final class Main {
    private final Application application;
    private final Interruption interruption;

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        Map<String, String> environment = System.getenv();
        // UTF-8 whatever the locale says: a receipt's words are the same everywhere.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        if (args.length == 2 && args[0].equals("rehearse")) {
            Rehearsal.run(Path.of(args[1]));
            return;
        }
        if (args.length > 0 && args[0].equals("erase")) {
            HeadStart.begin();
        }
        new Main(out, err, environment).run(args);
    }

    /** Puts a run together; nothing happens yet. */
    Main(PrintStream out, PrintStream err, Map<String, String> environment) {
        Messages messages = Messages.forLocale(Environment.locale(environment));
        Cancellation cancellation = new Cancellation();
        AtomicReference<@Nullable Console> current = new AtomicReference<>();
        interruption = new Interruption(
                cancellation, LastWord.fromEnvironment(environment), line -> note(current.get(), line), messages);
        application = new Application(
                Composition.services(environment),
                quiet -> {
                    Console console =
                            TerminalConsole.onStandardStreams(out, err, messages, cancellation, environment, quiet);
                    current.set(console);
                    return console;
                },
                Environment.home(environment),
                cancellation,
                new ErrorText(err, messages),
                Environment.launcher(environment),
                out::checkError,
                environment);
    }

    Application application() {
        return application;
    }

    private void run(String... args) {
        interruption.arm();
        ExitCode code = application.run(args);
        interruption.end(code);
    }

    private static void note(@Nullable Console console, String line) {
        if (console != null) {
            console.note(line);
        }
    }
}
