package org.wangchuan.cli.command;

import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.TrustService;
import org.wangchuan.cli.service.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wangchuan trust …}: a group of commands. */
@Command(
        name = "trust",
        header = "Keep the list of stations whose signatures are believed.",
        description =
                "A receipt can be consistent in itself and still come from anyone. The trust list says whom you believe; get "
                        + "an entry from the station itself, not from the receipt.",
        footer = {
            "@|bold Examples:|@",
            "  ./wangchuan trust show",
            "  ./wangchuan trust export > our-station.json     on the station",
            "  ./wangchuan trust import our-station.json       where receipts are checked",
            "  ./wangchuan trust station-key                   for the list of whoever has several stations",
            "  ./wangchuan trust sign --help                   how such a list is made",
        })
final class TrustCommand extends Verb {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    TrustCommand(Function<Boolean, Context> contexts) {
        super(contexts);
    }

    @Override
    ExitCode run(Context context) {
        throw new UsageException(spec.commandLine(), "trust-command");
    }

    /** {@code wangchuan trust show}. */
    @Command(name = "show", header = "Print the trust list.")
    static final class Show extends Verb {
        private final Supplier<TrustService> service;

        @Option(names = "--json", description = "Print it as one JSON document.")
        private boolean json;

        Show(Function<Boolean, Context> contexts, Supplier<TrustService> service) {
            super(contexts);
            this.service = service;
        }

        @Override
        ExitCode run(Context context) throws UserError {
            return service.get().show(json, context);
        }
    }

    /** {@code wangchuan trust import FILE}. */
    @Command(name = "import", header = "Believe the stations and makers that a file names.")
    static final class Import extends Verb {
        private final Supplier<TrustService> service;

        @Parameters(paramLabel = "FILE", description = "What another station's `trust export` printed.")
        private Path file = Path.of("");

        Import(Function<Boolean, Context> contexts, Supplier<TrustService> service) {
            super(contexts);
            this.service = service;
        }

        @Override
        ExitCode run(Context context) throws UserError {
            return service.get().addFrom(file, context);
        }
    }

    /** {@code wangchuan trust export}. */
    @Command(name = "export", header = "Print what others import to believe this station.")
    static final class Export extends Verb {
        private final Supplier<TrustService> service;

        Export(Function<Boolean, Context> contexts, Supplier<TrustService> service) {
            super(contexts);
            this.service = service;
        }

        @Override
        ExitCode run(Context context) throws UserError {
            return service.get().export(context);
        }
    }

    /** {@code wangchuan trust station-key}. */
    @Command(
            name = "station-key",
            header = "Print the key of this station, for a list that several stations share.",
            description =
                    "It signs the station's statements. The key of its log, and the one that appends to an operator's, are others.")
    static final class StationKey extends Verb {
        private final Supplier<TrustService> service;

        StationKey(Function<Boolean, Context> contexts, Supplier<TrustService> service) {
            super(contexts);
            this.service = service;
        }

        @Override
        ExitCode run(Context context) throws UserError {
            return service.get().stationKey(context);
        }
    }

    /** {@code wangchuan trust new-key FILE --name NAME}. */
    @Command(
            name = "new-key",
            header = "Make the key that signs trust lists, and print its verifier key.",
            description =
                    "A signer keeps one name and one key for ever: whoever imported a list takes its next version from that key only.",
            footer = {ExitCodes.HEADING, "   0  the key is made", ExitCodes.USAGE, ExitCodes.INTERNAL})
    static final class NewKey extends Verb {
        private final Supplier<TrustService> service;

        @Parameters(paramLabel = "FILE", description = "Where the private key goes; it must not exist yet.")
        private Path file = Path.of("");

        @Option(
                names = "--name",
                paramLabel = "NAME",
                required = true,
                description = "By custom an address without its scheme, such as trust.example.org/1.")
        private String name = "";

        NewKey(Function<Boolean, Context> contexts, Supplier<TrustService> service) {
            super(contexts);
            this.service = service;
        }

        @Override
        ExitCode run(Context context) throws UserError {
            return service.get().newListKey(file, name, context);
        }
    }
}
