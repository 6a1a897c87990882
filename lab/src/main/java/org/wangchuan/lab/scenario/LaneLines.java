package org.wangchuan.lab.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the product wrote about its lanes while they ran, each line with the second of the guest's clock at which it came. */
final class LaneLines {
    private static final Pattern LINE = Pattern.compile("([0-9]+\\.[0-9]+) ([a-z0-9]+): (.+)");

    private LaneLines() {}

    static List<ManyLanes.Line> read(Path file) throws IOException {
        List<ManyLanes.Line> out = new ArrayList<>();
        if (!Files.exists(file)) {
            return out;
        }
        for (String line : Files.readAllLines(file)) {
            Matcher found = LINE.matcher(line);
            if (found.matches()) {
                out.add(new ManyLanes.Line(Double.parseDouble(found.group(1)), found.group(2), found.group(3)));
            }
        }
        return out;
    }
}
