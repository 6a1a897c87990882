package org.wangchuan.cli.service;

import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An error that the person at the keyboard can do something about. It has a stable code in capitals
 * with underscores, a sentence, and where they help the expected and the found value and a hint.
 */
public final class UserError extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final ExitCode exit;
    private final String code;
    private final @Nullable String expected;
    private final @Nullable String found;
    private final @Nullable String hint;

    private UserError(
            ExitCode exit,
            String code,
            String text,
            @Nullable String expected,
            @Nullable String found,
            @Nullable String hint) {
        super(text);
        if (!code.matches("[A-Z][A-Z0-9_]*")) {
            throw new IllegalArgumentException("an error code is in capitals with underscores: " + code);
        }
        this.exit = exit;
        this.code = code;
        this.expected = expected;
        this.found = found;
        this.hint = hint;
    }

    /** An error that one sentence describes. */
    public static UserError of(ExitCode exit, String code, String text) {
        return new UserError(exit, code, text, null, null, null);
    }

    /** An error whose expected and found values show what is wrong. */
    public static UserError mismatch(ExitCode exit, String code, String text, String expected, String found) {
        return new UserError(exit, code, text, expected, found, null);
    }

    /** The same error with a line that says what to do. */
    public UserError withHint(String line) {
        return new UserError(exit, code, text(), expected, found, line);
    }

    /** What the process exits with. */
    public ExitCode exit() {
        return exit;
    }

    /** The stable code. */
    public String code() {
        return code;
    }

    /** The sentence. */
    public String text() {
        return String.valueOf(getMessage());
    }

    /** What should have been there. */
    public Optional<String> expected() {
        return Optional.ofNullable(expected);
    }

    /** What was there. */
    public Optional<String> found() {
        return Optional.ofNullable(found);
    }

    /** What to do. */
    public Optional<String> hint() {
        return Optional.ofNullable(hint);
    }
}
