import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Draws what a recorded terminal showed, at one moment and at the end, as an SVG on standard output.
 *
 * <p>{@code java TerminalPicture.java TYPESCRIPT TIMES COMMAND MOMENT}: the first two as {@code script -O -T}
 * writes them, the command as it was typed, and a pattern for a line of the moments that may be shown, of which
 * the middle one is taken. Knows just the control sequences that the product's display uses, and ends at any other.
 */
final class TerminalPicture {
    private static final double CELL = 8.4;
    private static final double LINE = 20;
    private static final double MARGIN = 18;

    /** What the screen showed at a time. */
    private record Moment(double seconds, List<String> lines) {}

    private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
    private int row;
    private int column;

    public static void main(String[] args) throws IOException {
        List<Moment> moments = moments(Files.readAllBytes(Path.of(args[0])), Files.readAllLines(Path.of(args[1])));
        Pattern wanted = Pattern.compile(args[3]);
        List<Moment> live = moments.stream()
                .filter(moment -> moment.lines().stream().anyMatch(line -> wanted.matcher(line).find()))
                .toList();
        if (live.isEmpty()) {
            throw new IllegalStateException("expected a moment with " + wanted + ", found none among " + moments.size());
        }
        System.out.write(svg(args[2], live.get(live.size() / 2), moments.getLast()).getBytes(StandardCharsets.UTF_8));
        System.out.flush();
    }

    /** The screen after each piece of output. */
    private static List<Moment> moments(byte[] typescript, List<String> times) {
        TerminalPicture screen = new TerminalPicture();
        List<Moment> moments = new ArrayList<>();
        double seconds = 0;
        int at = 0;
        while (typescript[at++] != '\n') {
            // The first line is a note of `script`, not output.
        }
        for (String time : times) {
            String[] parts = time.split(" ");
            int bytes = Integer.parseInt(parts[1]);
            seconds += Double.parseDouble(parts[0]);
            screen.show(new String(typescript, at, bytes, StandardCharsets.UTF_8));
            at += bytes;
            moments.add(new Moment(
                    seconds, screen.lines.stream().map(StringBuilder::toString).toList()));
        }
        return moments;
    }

    private void show(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\r' -> column = 0;
                case '\n' -> {
                    row++;
                    if (row == lines.size()) {
                        lines.add(new StringBuilder());
                    }
                }
                case '\u001b' -> {
                    int end = i + 2;
                    while (Character.isDigit(text.charAt(end))) {
                        end++;
                    }
                    control(text.substring(i + 1, end), text.charAt(end));
                    i = end;
                }
                default -> put(c);
            }
        }
    }

    private void control(String parameters, char command) {
        switch (command) {
            case 'A' -> row -= Integer.parseInt(parameters.substring(1));
            case 'K' -> lines.get(row).setLength(Math.min(column, lines.get(row).length()));
            case 'J' -> {
                lines.subList(row + 1, lines.size()).clear();
                lines.get(row).setLength(Math.min(column, lines.get(row).length()));
            }
            default -> throw new IllegalStateException("unknown control sequence " + parameters + command);
        }
    }

    private void put(char c) {
        StringBuilder line = lines.get(row);
        if (column < line.length()) {
            line.setCharAt(column, c);
        } else {
            line.append(" ".repeat(column - line.length())).append(c);
        }
        column++;
    }

    private static String svg(String command, Moment live, Moment end) {
        List<String> body = new ArrayList<>();
        double y = MARGIN + 6;
        y = text(body, "prompt", y, List.of("$ " + command));
        y = text(body, "live", y, live.lines());
        y = mark(body, y, live);
        y = text(body, "end", y, end.lines());
        y = mark(body, y, end);
        double width = 2 * MARGIN + 90 * CELL;
        return String.format(
                        Locale.ROOT,
                        """
                        <svg xmlns="http://www.w3.org/2000/svg" xml:space="preserve" viewBox="0 0 %1$.0f %2$.0f" width="%1$.0f" height="%2$.0f">
                        <style>text{font:14px "DejaVu Sans Mono",Menlo,Consolas,"Noto Sans Mono CJK SC",monospace;white-space:pre;fill:#dbe7ea}
                        .prompt{fill:#7fc8b0}.note{font-size:11px;fill:#7d98a3}line{stroke:#33505e}</style>
                        <rect width="%1$.0f" height="%2$.0f" rx="8" fill="#12252f"/>
                        """,
                        width,
                        y)
                + String.join("\n", body)
                + "\n</svg>\n";
    }

    /** A thin line, and at its right how long after the start this was on the screen. */
    private static double mark(List<String> body, double y, Moment moment) {
        double right = MARGIN + 90 * CELL;
        body.add(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%2$.1f\"/>"
                        + "<text class=\"note\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%.1f s</text>",
                MARGIN,
                y - 4,
                right - 48,
                right,
                y,
                moment.seconds()));
        return y + LINE;
    }

    private static double text(List<String> body, String style, double y, List<String> lines) {
        double at = y;
        for (String line : lines) {
            if (!line.isBlank()) {
                body.add("<text class=\"" + style + "\">" + runs(line, at) + "</text>");
                at += LINE;
            }
        }
        return at;
    }

    /** Runs of narrow and of wide characters, each at its place in the grid whatever font a reader has. */
    private static String runs(String line, double y) {
        StringBuilder out = new StringBuilder();
        int cells = 0;
        int from = 0;
        while (from < line.length()) {
            boolean wide = wide(line.charAt(from));
            int to = from;
            while (to < line.length() && wide(line.charAt(to)) == wide) {
                to++;
            }
            int width = (to - from) * (wide ? 2 : 1);
            out.append(String.format(
                    Locale.ROOT,
                    "<tspan x=\"%.1f\" y=\"%.1f\" textLength=\"%.1f\">%s</tspan>",
                    MARGIN + cells * CELL,
                    y,
                    width * CELL,
                    line.substring(from, to).replace("&", "&amp;").replace("<", "&lt;")));
            cells += width;
            from = to;
        }
        return out.toString();
    }

    private static boolean wide(char c) {
        return c >= 0x2E80 && c < 0xD800 || c >= 0xFF00 && c < 0xFF61;
    }
}
