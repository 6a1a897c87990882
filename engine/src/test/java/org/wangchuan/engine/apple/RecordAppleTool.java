package org.wangchuan.engine.apple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.wangchuan.engine.apple.plist.PlistValue;
import org.wangchuan.engine.apple.testing.Doubles;
import org.wangchuan.engine.apple.testing.PhoneDouble;

/**
 * Records what a tool for iPhones says to the made phone, frame by frame as that took it out of TLS, for {@link RecordedToolsTest}. Run by hand with the test
 * classes on the class path. The arguments are the folder of the recordings, the tool's name, its version and how it came, and the command that has it do
 * the task whose name stands at its end.
 */
final class RecordAppleTool {
    /** Said of a task that a tool doesn't have. */
    private static final String NONE = "none";

    private RecordAppleTool() {}

    /** Writes {@code NAME.exchange}: for each task what the tool said, and what came of it by its own words. */
    public static void main(String[] arguments) throws Exception {
        String name = arguments[1];
        List<String> command = Arrays.asList(arguments).subList(3, arguments.length);
        StringBuilder out = new StringBuilder(
                "# " + name + " " + arguments[2]
                        + ", driven by the program beside this file; recorded by RecordAppleTool between it and PhoneDouble\n"
                        + "# How it pairs is in the task life alone; the others begin with what came after that. A message with a pairing in it stands here\n"
                        + "# as the names and kinds of its parts, since tools put private keys there, and of Pair as its certificates.\n");
        for (AppleTask task : AppleTask.values()) {
            record(task, command, out);
        }
        Files.writeString(Path.of(arguments[0]).resolve(name + ".exchange"), out, StandardCharsets.UTF_8);
    }

    private static void record(AppleTask task, List<String> command, StringBuilder out) throws Exception {
        try (Doubles doubles = new Doubles()) {
            task.prepare(doubles.phone());
            List<String> whole = new ArrayList<>(command);
            whole.add(task.word());
            String said = said(doubles.socket(), whole);
            if (said.equals(NONE)) {
                return;
            }
            out.append("* ").append(task.word()).append('\n');
            doubles.phone().heard().stream()
                    .dropWhile(heard -> task != AppleTask.LIFE && !heard.name().equals("StartService"))
                    .forEach(heard -> out.append("> ").append(written(heard)).append('\n'));
            out.append("= ").append(said).append('\n');
        }
    }

    private static String written(PhoneDouble.Heard heard) {
        String from = heard.service() + (heard.inSession() ? " tls " : " clear ");
        if (heard.request().dict("PairRecord").isEmpty()) {
            return from + HexFormat.of().formatHex(heard.frame().bytes());
        }
        PlistValue.Dict record = heard.request().dict("PairRecord").orElseThrow();
        StringBuilder line =
                new StringBuilder(from).append(heard.name()).append(' ').append(RecordedTool.kinds(heard.request()));
        if (heard.name().equals("Pair")) {
            for (String certificate : RecordedTool.CERTIFICATES) {
                line.append(' ')
                        .append(HexFormat.of()
                                .formatHex(
                                        record.data(certificate).orElseThrow().bytes()));
            }
        }
        return line.toString();
    }

    /** The last line that it printed. */
    private static String said(Path socket, List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("USBMUXD_SOCKET_ADDRESS", socket.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(command + " said " + said);
        }
        return said.lines().reduce((_, last) -> last).orElseThrow();
    }
}
