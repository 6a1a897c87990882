package org.wangchuan.cli.command;

import java.util.function.Function;
import java.util.function.Supplier;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.DevicesService;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code wangchuan devices}. */
@Command(
        name = "devices",
        header = "List what is attached, what it is, and why it may not be touched.",
        description =
                "Only reads. A drive that is in use is listed with what uses it, so that you can release it or leave it alone.",
        footer = {
            "@|bold Examples:|@",
            "  ./wangchuan devices",
            "  ./wangchuan devices --json",
            "",
            ExitCodes.HEADING,
            "   0  the list is complete",
            ExitCodes.USAGE,
            ExitCodes.INTERNAL,
        })
final class DevicesCommand extends Verb {
    private final Supplier<DevicesService> service;

    @Option(names = "--json", description = "Print the list as one JSON document.")
    private boolean json;

    DevicesCommand(Function<Boolean, Context> contexts, Supplier<DevicesService> service) {
        super(contexts);
        this.service = service;
    }

    @Override
    ExitCode run(Context context) throws UserError {
        return service.get().list(json, context);
    }
}
