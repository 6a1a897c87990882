package org.wangchuan.cli.command;

import java.io.Serial;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Options that are each fine, and make no sense together. */
public final class UsageException extends ParameterException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String words;
    private final transient List<Object> arguments;

    /**
     * For a command.
     *
     * @param words which sentence of the code USAGE
     */
    UsageException(CommandLine command, String words, Object... arguments) {
        super(command, words);
        this.words = words;
        this.arguments = List.of(arguments);
    }

    /** The words, as {@link org.wangchuan.cli.service.UserError#of} takes them. */
    public String words() {
        return "USAGE." + words;
    }

    /** What belongs into them. */
    public List<Object> arguments() {
        return arguments;
    }
}
