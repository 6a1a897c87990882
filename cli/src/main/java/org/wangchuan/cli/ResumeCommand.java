package org.wangchuan.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.wangchuan.cli.service.Cancellation.Settled;
import org.wangchuan.cli.service.ShellWord;

/** The command that goes on with an interrupted job, quoted so that it can be typed into a shell. */
final class ResumeCommand {
    private static final String CONFIRM = "--confirm";
    private static final String RESUME = "--resume";

    private ResumeCommand() {}

    /**
     * The command line {@code arguments} of {@code launcher} with {@code --resume}, and without the
     * targets that are through and what confirms them.
     *
     * @param arguments the name of the command first
     * @param takesValue whether the word after an option is its value
     */
    static String of(String launcher, List<String> arguments, List<Settled> settled, Predicate<String> takesValue) {
        List<String> targets = new ArrayList<>();
        List<String> confirmations = new ArrayList<>();
        settled.forEach(one -> {
            targets.add(one.target());
            confirmations.add(one.confirmation());
        });
        List<String> kept = new ArrayList<>(List.of(launcher));
        boolean options = true;
        boolean resumes = false;
        for (int i = 0; i < arguments.size(); i++) {
            String word = arguments.get(i);
            if (i == 0) {
                kept.add(word);
            } else if (options && word.equals("--")) {
                // After it everything is a target.
                options = false;
                if (!resumes) {
                    kept.add(RESUME);
                    resumes = true;
                }
                kept.add(word);
            } else if (options && takesValue.test(word) && i + 1 < arguments.size()) {
                String value = arguments.get(++i);
                if (!word.equals(CONFIRM) || !confirmations.remove(value)) {
                    kept.add(word);
                    kept.add(value);
                }
            } else if (options && word.startsWith(CONFIRM + "=")) {
                if (!confirmations.remove(word.substring(CONFIRM.length() + 1))) {
                    kept.add(word);
                }
            } else if (options && word.startsWith("-") && word.length() > 1) {
                resumes |= word.equals(RESUME);
                kept.add(word);
            } else if (!targets.remove(Path.of(word).toString())) {
                kept.add(word);
            }
        }
        if (!resumes) {
            kept.add(RESUME);
        }
        return String.join(" ", kept.stream().map(ShellWord::quoted).toList());
    }
}
