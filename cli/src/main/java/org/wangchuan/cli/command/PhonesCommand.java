package org.wangchuan.cli.command;

import java.util.function.Function;
import java.util.function.Supplier;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.PhonesService;
import org.wangchuan.cli.service.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code wangchuan phones}. */
@Command(
        name = "phones",
        header = "List the phones and tablets on USB, and the mode that each is in.",
        description = {
            "Tells what a device showed by itself when it was plugged in: where it hangs, its maker, model and mode."
                    + " Nothing is asked of it, and nothing that needs its owner's permission.",
            "Jobs of phones that were interrupted are listed, too.",
            "Anything can call itself a phone, and a phone anything: what is not known is said to be unknown."
                    + " None of this was tried on a real phone yet.",
        },
        footer = {
            "@|bold Examples:|@",
            "  ./wangchuan phones",
            "  ./wangchuan phones --json",
            "  ./wangchuan phones erase",
            "",
            ExitCodes.HEADING,
            "   0  the list is made; what could not be told is in it",
            ExitCodes.USAGE,
            ExitCodes.INTERNAL,
        })
final class PhonesCommand extends Verb {
    private final Supplier<PhonesService> service;

    @Option(names = "--json", description = "Print the list as one JSON document.")
    private boolean json;

    @Option(names = "--serial", description = "Print the serial numbers that they show, too.")
    private boolean serials;

    PhonesCommand(Function<Boolean, Context> contexts, Supplier<PhonesService> service) {
        super(contexts);
        this.service = service;
    }

    @Override
    ExitCode run(Context context) throws UserError {
        return service.get().list(json, serials, context);
    }
}
