package org.wangchuan.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.StationService;
import org.wangchuan.cli.service.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wangchuan station …}: a group of commands. */
@Command(
        name = "station",
        header = "Work at the bench of a platform: pair this station, run it, see how it stands.",
        description =
                "A paired station tells the platform what is attached here, takes the orders of its bench, erases, and sends the "
                        + "receipts. It erases only what it has claimed at the platform. It works on when the network is gone: "
                        + "what it has claimed comes to its end, and what there is to tell waits.",
        footer = {
            "@|bold Examples:|@",
            "  ./wangchuan station pair https://shop.example.org",
            "  ./wangchuan station run",
            "  ./wangchuan station run --lane practice.img",
            "  ./wangchuan station status --json",
        })
final class StationCommand extends Verb {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    StationCommand(Function<Boolean, Context> contexts) {
        super(contexts);
    }

    @Override
    ExitCode run(Context context) {
        throw new UsageException(spec.commandLine(), "station-command");
    }

    /** {@code wangchuan station run}. */
    @Command(
            name = "run",
            header = "Work for the platform that this station is paired with, until stopped.",
            description =
                    "Owner and technician have confirmed at the platform: nobody is asked here, and all that stands in the way of "
                            + "an erasure stands in the way of these.",
            footer = {
                ExitCodes.HEADING,
                "   0  it was told to stop, and did",
                ExitCodes.USAGE,
                "   3  refused: another agent of this station is at work, or its log or statements are gone",
                ExitCodes.INTERNAL,
            })
    static final class Run extends Verb {
        private final Supplier<StationService> service;

        @Option(
                names = "--lane",
                paramLabel = "IMAGE",
                description = "An image file that stands for a drive at the bench; can be given several times.")
        private List<Path> lanes = List.of();

        Run(Function<Boolean, Context> contexts, Supplier<StationService> service) {
            super(contexts);
            this.service = service;
        }

        @Override
        ExitCode run(Context context) throws UserError {
            context.cancellation().promise(Cancellation.Promise.SERVING);
            return service.get().run(lanes, context);
        }
    }

    /** {@code wangchuan station pair URL}. */
    @Command(
            name = "pair",
            header = "Pair this station with a platform.",
            description =
                    "An administrator makes a pairing code at the platform; it counts once, within half an hour. A station works for "
                            + "one platform: pairing again replaces the one before.",
            footer = {
                ExitCodes.HEADING,
                "   0  paired",
                "   1  the command line was not understood, or no platform answers there",
                "   3  refused: the code is wrong, used or too old",
                ExitCodes.INTERNAL,
            })
    static final class Pair extends Verb {
        private final Supplier<StationService> service;

        @Parameters(paramLabel = "URL", description = "Where the platform is; https://, or http:// on this machine.")
        private String address = "";

        @Option(names = "--code", paramLabel = "CODE", description = "The pairing code; asked for if not given.")
        private @Nullable String code;

        @Option(
                names = "--name",
                paramLabel = "NAME",
                description = "What people call this station; the machine's name if not given.")
        private @Nullable String name;

        @Option(
                names = "--ca",
                paramLabel = "PEM",
                description =
                        "Certificates that the platform's has to be signed by, where a company signs its own; kept.")
        private @Nullable Path authorities;

        Pair(Function<Boolean, Context> contexts, Supplier<StationService> service) {
            super(contexts);
            this.service = service;
        }

        @Override
        ExitCode run(Context context) throws UserError {
            return service.get()
                    .pair(
                            address,
                            Optional.ofNullable(code),
                            Optional.ofNullable(name),
                            Optional.ofNullable(authorities),
                            context);
        }
    }

    /** {@code wangchuan station status}. */
    @Command(
            name = "status",
            header = "Say which platform this station works for, what is under way, and what it has still to tell.")
    static final class Status extends Verb {
        private final Supplier<StationService> service;

        @Option(names = "--json", description = "Print it as one JSON document.")
        private boolean json;

        Status(Function<Boolean, Context> contexts, Supplier<StationService> service) {
            super(contexts);
            this.service = service;
        }

        @Override
        ExitCode run(Context context) throws UserError {
            return service.get().status(json, context);
        }
    }
}
