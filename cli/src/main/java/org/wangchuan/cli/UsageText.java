package org.wangchuan.cli;

import java.util.List;
import java.util.regex.Pattern;
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

/**
 * What is wrong with a command line, in the words of this program: those of the parser are English only. Who gives a secret in the wrong place finds it in
 * no error: errors are kept, and sent to others.
 */
final class UsageText {
    private static final String HIDDEN = "…";

    /** What is as long as the PSID of a drive, and as plain. */
    private static final Pattern LIKE_A_PSID = Pattern.compile("[0-9A-Za-z]{32,}");

    /** Options that are about a secret, or a file or a question that brings one. */
    private static final Pattern ABOUT_SECRETS = Pattern.compile("psid|password|code|key|secret|token|pin\\b");

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
        String found = e.getUnmatched().stream().map(UsageText::shown).collect(Collectors.joining(" "));
        List<String> similar = e.getSuggestions();
        return similar.isEmpty()
                ? usage("USAGE.unknown", found)
                : usage("USAGE.similar", found, String.join(", ", similar));
    }

    private static UserError other(ParameterException e) {
        ArgSpec argument = e.getArgSpec();
        if (argument == null || e.getValue() == null) {
            return usage("USAGE", shown(String.valueOf(e.getMessage())));
        }
        boolean takesNone = argument.isOption() && argument.arity().max() == 0;
        if (takesNone) {
            return usage("USAGE.no-value", name(argument));
        }
        boolean secret = ABOUT_SECRETS.matcher(name(argument)).find();
        return usage("USAGE.value", name(argument), argument.paramLabel(), secret ? HIDDEN : shown(e.getValue()));
    }

    /** Of an option that is not known nobody knows what was given to it. */
    private static String shown(String given) {
        int value = given.startsWith("-") ? given.indexOf('=') : -1;
        String named = value < 0 ? given : given.substring(0, value + 1) + HIDDEN;
        return LIKE_A_PSID.matcher(named).replaceAll(HIDDEN);
    }

    private static UserError usage(String words, Object... arguments) {
        return UserError.of(ExitCode.USAGE, words, arguments);
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }
}
