package org.wangchuan.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.wangchuan.cli.command.UsageException;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in the words of this program: those of the parser are English only. */
final class UsageText {
    private UsageText() {}

    /** The error, without a hint. */
    static UserError of(ParameterException e) {
        return switch (e) {
            case UsageException ours -> usage(ours.words(), ours.arguments().toArray());
            case UnmatchedArgumentException unmatched -> unknown(unmatched);
            case MissingParameterException missing
            when !missing.getMissing().isEmpty() ->
                usage(
                        "USAGE.missing",
                        missing.getMissing().stream().map(UsageText::name).collect(Collectors.joining(", ")));
            case OverwrittenOptionException twice -> usage("USAGE.twice", name(twice.getOverwritten()));
            default -> other(e);
        };
    }

    private static UserError unknown(UnmatchedArgumentException e) {
        String found = String.join(" ", e.getUnmatched());
        List<String> similar = e.getSuggestions();
        return similar.isEmpty()
                ? usage("USAGE.unknown", found)
                : usage("USAGE.similar", found, String.join(", ", similar));
    }

    private static UserError other(ParameterException e) {
        ArgSpec argument = e.getArgSpec();
        return argument == null || e.getValue() == null
                ? usage("USAGE", String.valueOf(e.getMessage()))
                : usage("USAGE.value", name(argument), argument.paramLabel(), e.getValue());
    }

    private static UserError usage(String words, Object... arguments) {
        return UserError.of(ExitCode.USAGE, words, arguments);
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }
}
