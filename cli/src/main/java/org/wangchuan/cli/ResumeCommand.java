package org.wangchuan.cli;

import java.util.ArrayList;
import java.util.List;

/** The command that goes on with an interrupted job, quoted so that it can be typed into a shell. */
final class ResumeCommand {
    private ResumeCommand() {}

    /** The command line {@code arguments} of {@code launcher} with {@code --resume}. */
    static String of(String launcher, List<String> arguments) {
        List<String> words = new ArrayList<>();
        words.add(quoted(launcher));
        arguments.forEach(argument -> words.add(quoted(argument)));
        if (!arguments.contains("--resume")) {
            // Before a `--`, after which everything is a target.
            int end = arguments.indexOf("--");
            words.add(end < 0 ? words.size() : end + 1, "--resume");
        }
        return String.join(" ", words);
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
