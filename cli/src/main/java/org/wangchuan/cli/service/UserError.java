package org.wangchuan.cli.service;

import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An error that the person at the keyboard can do something about. It has a stable code in capitals with underscores, and
 * its words in {@link Messages}: the sentence {@code fault.CODE}, and where they help {@code fault.CODE.expected},
 * {@code .found} and {@code .hint}, all with the same arguments. A code with several sentences has {@code
 * fault.CODE.which}, and so on. Words that are missing are an error in the build; a test looks for them.
 */
public final class UserError extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final String PREFIX = "fault.";

    private final ExitCode exit;
    private final String code;
    private final String words;
    private final transient List<Object> arguments;
    private final @Nullable String typed;
    private final boolean afterResults;

    /** An argument that is itself words of {@link Messages}. */
    public record Phrase(String key) {}

    /** An argument that says what a check expected or found, in its own phrase; see {@link Messages#reason}. */
    public record Reason(String text) {}

    private UserError(
            ExitCode exit,
            String code,
            String words,
            List<Object> arguments,
            @Nullable String typed,
            boolean afterResults) {
        super(sentence(Messages.in("en"), words, arguments));
        if (!code.matches("[A-Z][A-Z0-9_]*")) {
            throw new IllegalArgumentException("an error code is in capitals with underscores: " + code);
        }
        this.exit = exit;
        this.code = code;
        this.words = words;
        this.arguments = List.copyOf(arguments);
        this.typed = typed;
        this.afterResults = afterResults;
    }

    /**
     * An error whose code stands in its words.
     *
     * @param words the code, or the code, a point and which of its sentences
     * @param arguments for the sentence and what goes with it
     */
    public static UserError of(ExitCode exit, String words, Object... arguments) {
        int point = words.indexOf('.');
        return coded(exit, point < 0 ? words : words.substring(0, point), words, arguments);
    }

    /** An error whose code was given elsewhere, and whose words are those of its kind. */
    public static UserError coded(ExitCode exit, String code, String words, Object... arguments) {
        return new UserError(exit, code, words, List.of(arguments), null, false);
    }

    /** The same error with something to type as the hint, which is the same in every language. */
    public UserError withHint(String line) {
        return new UserError(exit, code, words, arguments, line, afterResults);
    }

    /** The same error of a command that has printed its results, and adds what is to be done now. */
    public UserError afterResults() {
        return new UserError(exit, code, words, arguments, typed, true);
    }

    /** Whether the results are printed already. */
    public boolean isAfterResults() {
        return afterResults;
    }

    /** What the process exits with. */
    public ExitCode exit() {
        return exit;
    }

    /** The stable code. */
    public String code() {
        return code;
    }

    /** The sentence, in English. */
    public String text() {
        return String.valueOf(getMessage());
    }

    /** What should have been there, in English. */
    public Optional<String> expected() {
        return part(Messages.in("en"), "expected");
    }

    /** What was there, in English. */
    public Optional<String> found() {
        return part(Messages.in("en"), "found");
    }

    /** What to do, in English. */
    public Optional<String> hint() {
        return hint(Messages.in("en"));
    }

    private Optional<String> hint(Messages messages) {
        return typed == null ? part(messages, "hint") : Optional.of(typed);
    }

    private Optional<String> part(Messages messages, String name) {
        String key = PREFIX + words + "." + name;
        return messages.has(key) ? Optional.of(messages.text(key, resolved(messages, arguments))) : Optional.empty();
    }

    private static String sentence(Messages messages, String words, List<Object> arguments) {
        return messages.text(PREFIX + words, resolved(messages, arguments));
    }

    private static Object[] resolved(Messages messages, List<Object> arguments) {
        return arguments.stream()
                .map(one -> switch (one) {
                    case Phrase phrase -> messages.text(phrase.key());
                    case Reason reason -> messages.reason(reason.text());
                    default -> one;
                })
                .toArray();
    }

    /** As it is printed, in the language of {@code messages}: {@code wangchuan: CODE: text}, and what goes with it indented. */
    public List<String> lines(Messages messages) {
        List<String> out = new ArrayList<>();
        out.add("wangchuan: " + code + ": " + sentence(messages, words, arguments));
        part(messages, "expected").ifPresent(value -> out.add("  " + messages.text("error.expected", value)));
        part(messages, "found").ifPresent(value -> out.add("  " + messages.text("error.found", value)));
        hint(messages).ifPresent(value -> out.add("  " + messages.text("error.hint", value)));
        return out.stream().map(OneLine::of).toList();
    }
}
