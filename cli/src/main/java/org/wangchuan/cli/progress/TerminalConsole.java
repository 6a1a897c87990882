package org.wangchuan.cli.progress;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.LaneSnapshot;
import org.wangchuan.cli.service.Messages;

/** The console of a real process: standard streams, and a live display if standard error is a terminal. */
public final class TerminalConsole implements Console {
    private static final int LINE_BYTES_MAX = 4096;
    private static final Duration UNLIMITED = Duration.ofDays(36_500);

    private final PrintStream out;
    private final PrintStream err;
    private final Messages messages;
    private final Cancellation cancellation;
    private final Map<String, String> environment;
    private final boolean quiet;
    private final LineWrap wrap;
    private final AtomicReference<@Nullable DisplayLoop> current = new AtomicReference<>();

    private TerminalConsole(
            PrintStream out,
            PrintStream err,
            Messages messages,
            Cancellation cancellation,
            Map<String, String> environment,
            boolean quiet) {
        this.out = out;
        this.err = err;
        this.messages = messages;
        this.cancellation = cancellation;
        this.environment = environment;
        this.quiet = quiet;
        this.wrap = LineWrap.of(environment);
    }

    /**
     * The console on the streams of this process.
     *
     * @param cancellation ends a question that nobody answers
     * @param environment {@code TERM}, {@code COLUMNS}, {@code LINES}, {@link LineWrap#COLUMNS}
     * @param quiet no notes and no display
     */
    public static TerminalConsole onStandardStreams(
            PrintStream out,
            PrintStream err,
            Messages messages,
            Cancellation cancellation,
            Map<String, String> environment,
            boolean quiet) {
        return new TerminalConsole(out, err, messages, cancellation, environment, quiet);
    }

    @Override
    public void result(String text) {
        above(() -> {
            out.println(said(text, 1));
            out.flush();
        });
    }

    @Override
    public void note(String line) {
        if (!quiet) {
            above(() -> err.println(said(line, 2)));
        }
    }

    @Override
    public void error(String line) {
        above(() -> err.println(said(line, 2)));
    }

    @Override
    public Messages messages() {
        return messages;
    }

    @Override
    public Optional<String> ask(String question) {
        return ask(question, Answers.TERMINAL, UNLIMITED);
    }

    @Override
    public Optional<String> ask(String question, Answers from, Duration limit) {
        if ((from == Answers.TERMINAL && !isTerminal(0)) || !isTerminal(2)) {
            return Optional.empty();
        }
        forgetTyped(System.in);
        above(() -> {
            err.print(wrap.question(question) + " ");
            err.flush();
        });
        // Reading cannot be interrupted, so a thread reads and Ctrl-C stops the waiting for it.
        CompletableFuture<String> answer = new CompletableFuture<>();
        cancellation.onRequest(() -> answer.complete(""));
        Thread.ofPlatform().daemon().name("answer").start(() -> answer.complete(readLine(System.in)));
        answer.completeOnTimeout("", limit.toMillis(), TimeUnit.MILLISECONDS);
        return Optional.of(answer.join());
    }

    @Override
    public Optional<char[]> askUnseen(String question) {
        Optional<java.io.Console> terminal =
                Optional.ofNullable(System.console()).filter(java.io.Console::isTerminal);
        if (!isTerminal(0) || !isTerminal(2) || terminal.isEmpty()) {
            return Optional.empty();
        }
        forgetTyped(System.in);
        above(() -> {
            err.print(wrap.question(question) + " ");
            err.flush();
        });
        // As above; the terminal shows again what is typed when this program ends at the latest.
        CompletableFuture<char[]> answer = new CompletableFuture<>();
        cancellation.onRequest(() -> answer.complete(new char[0]));
        Thread.ofPlatform().daemon().name("answer").start(() -> {
            char[] typed = terminal.get().readPassword();
            answer.complete(typed == null ? new char[0] : typed);
        });
        return Optional.of(answer.join());
    }

    @Override
    public Watch watch(Supplier<List<LaneSnapshot>> lanes) {
        if (quiet) {
            return () -> {};
        }
        boolean live = isTerminal(2) && !"dumb".equals(environment.getOrDefault("TERM", "dumb"));
        DisplayLoop loop = DisplayLoop.start(
                live ? new LiveDisplay(err, messages, new TerminalSize(environment)) : new PlainDisplay(err, messages),
                lanes);
        current.set(loop);
        return () -> {
            loop.close();
            current.compareAndSet(loop, null);
        };
    }

    /** As it is written to this descriptor: what is no terminal gets lines whole. */
    private String said(String text, int descriptor) {
        String visible = Visible.text(text);
        return isTerminal(descriptor) ? wrap.lines(visible) : visible;
    }

    private void above(Runnable write) {
        DisplayLoop loop = current.get();
        if (loop == null) {
            write.run();
        } else {
            loop.above(write);
        }
    }

    /** Whole lines that were typed before the question was asked answer nothing: a terminal hands on only whole ones. */
    static void forgetTyped(InputStream in) {
        try {
            for (int waiting = in.available(); waiting > 0; waiting = in.available()) {
                in.skipNBytes(waiting);
            }
        } catch (IOException e) {
            // Reading the answer meets the same, and then there is none.
            return;
        }
    }

    /** No byte beyond the line: what follows may answer the next question. A line without an end is cut off. */
    static String readLine(InputStream in) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            for (int one = in.read(); one >= 0 && one != '\n' && line.size() < LINE_BYTES_MAX; one = in.read()) {
                line.write(one);
            }
            return line.toString(StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            // The terminal is gone.
            return "";
        }
    }

    /** Whether a descriptor is a terminal: Linux names it by its device, a pty or a console. */
    private static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
