package org.wangchuan.cli.command;

import java.util.function.Function;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import picocli.CommandLine.Command;

/** {@code wangchuan version}. */
@Command(
        name = "version",
        header = "Print the version.",
        footer = {"@|bold Examples:|@", "  ./wangchuan version"})
final class VersionCommand extends Verb {
    private final String version;

    VersionCommand(Function<Boolean, Context> contexts, String version) {
        super(contexts);
        this.version = version;
    }

    @Override
    ExitCode run(Context context) {
        context.console().result("wangchuan " + version);
        return ExitCode.OK;
    }
}
