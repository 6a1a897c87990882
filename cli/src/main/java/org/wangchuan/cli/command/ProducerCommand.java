package org.wangchuan.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.ProducerService;
import org.wangchuan.cli.service.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wangchuan producer …}: a group of commands. */
@Command(
        name = "producer",
        header = "Statements of makers of phones about their built-in clear.",
        description =
                "A maker states, signed, that the built-in clear of some models meets clauses of a rule set. Where the evidence leaves such a clause "
                        + "open, the statement can meet it for whoever accepts that maker's word in their trust list. It never raises a verdict.",
        footer = {
            "@|bold Examples:|@",
            "  ./wangchuan producer template draft.json        for a maker",
            "  ./wangchuan producer new-key maker.key --name phones.example.com/clear",
            "  ./wangchuan producer sign draft.json --key maker.key --out EX-1.producer",
            "  ./wangchuan producer keep EX-1.producer         at a station",
            "  ./wangchuan producer check EX-1.producer",
            "",
            "Whose word is accepted, and for what, stands in a trust list: ./wangchuan trust sign --help",
        })
final class ProducerCommand extends Verb {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    ProducerCommand(Function<Boolean, Context> contexts) {
        super(contexts);
    }

    @Override
    ExitCode run(Context context) {
        throw new UsageException(spec.commandLine(), "producer-command");
    }

    /** {@code wangchuan producer template FILE}. */
    @Command(name = "template", header = "Write the draft of a statement, to be filled in.")
    static final class Template extends Verb {
        private final Supplier<ProducerService> service;

        @Parameters(paramLabel = "FILE", description = "Where the draft goes; it must not exist yet.")
        private Path file = Path.of("");

        Template(Function<Boolean, Context> contexts, Supplier<ProducerService> service) {
            super(contexts);
            this.service = service;
        }

        @Override
        ExitCode run(Context context) throws UserError {
            return service.get().template(file, context);
        }
    }

    /** {@code wangchuan producer new-key FILE --name NAME}. */
    @Command(
            name = "new-key",
            header = "Make the key that signs a maker's statements, and print its verifier key.",
            description =
                    "Publish the verifier key where people believe you: whoever accepts your word puts it into a trust list.",
            footer = {ExitCodes.HEADING, "   0  the key is made", ExitCodes.USAGE, ExitCodes.INTERNAL})
    static final class NewKey extends Verb {
        private final Supplier<ProducerService> service;

        @Parameters(paramLabel = "FILE", description = "Where the private key goes; it must not exist yet.")
        private Path file = Path.of("");

        @Option(
                names = "--name",
                paramLabel = "NAME",
                required = true,
                description = "By custom an address without its scheme, such as phones.example.com/clear.")
        private String name = "";

        NewKey(Function<Boolean, Context> contexts, Supplier<ProducerService> service) {
            super(contexts);
            this.service = service;
        }

        @Override
        ExitCode run(Context context) throws UserError {
            return service.get().newKey(file, name, context);
        }
    }

    /** {@code wangchuan producer sign DRAFT}. */
    @Command(
            name = "sign",
            header = "Sign a statement, or its next one.",
            description =
                    "What is signed under a number with a higher sequence takes the place of what was signed before, also for phones that were erased by "
                            + "then. If OUT is there, it has to be an earlier one of the same number and key.",
            footer = {
                ExitCodes.HEADING,
                "   0  signed",
                "   1  the command line, the draft or the key was not understood; nothing was written",
                "   3  refused: OUT is no earlier one of this number and key; nothing was written",
                "   4  OUT does not verify, or is something else; nothing was written",
                ExitCodes.INTERNAL,
            })
    static final class Sign extends Verb {
        private final Supplier<ProducerService> service;

        @Parameters(paramLabel = "DRAFT", description = "What is stated.")
        private Path draft = Path.of("");

        @Option(
                names = "--key",
                paramLabel = "FILE",
                required = true,
                description = "The key that producer new-key made.")
        private Path key = Path.of("");

        @Option(names = "--out", paramLabel = "OUT", required = true, description = "The statement.")
        private Path out = Path.of("");

        Sign(Function<Boolean, Context> contexts, Supplier<ProducerService> service) {
            super(contexts);
            this.service = service;
        }

        @Override
        ExitCode run(Context context) throws UserError {
            return service.get().sign(new ProducerService.SignRequest(draft, key, out), context);
        }
    }

    /** {@code wangchuan producer check [FILE…]}. */
    @Command(
            name = "check",
            header = "Say what statements state, who signed them, and whether their word is accepted here.",
            footer = {
                ExitCodes.HEADING,
                "   0  whole, and a trust list goes by each of them now for something",
                ExitCodes.USAGE,
                "   2  one of them counts for nothing now by these lists",
                ExitCodes.DOES_NOT_VERIFY,
                ExitCodes.UNTRUSTED,
                ExitCodes.INTERNAL,
            })
    static final class Check extends Verb {
        private final Supplier<ProducerService> service;

        @Parameters(
                paramLabel = "FILE",
                arity = "0..*",
                description = "Statements; those that lie with this station if none is named.")
        private List<Path> files = new ArrayList<>();

        @Option(
                names = "--trust",
                paramLabel = "LIST",
                description = "Use this trust list instead of those that this machine keeps.")
        private @Nullable Path trust;

        @Option(names = "--json", description = "Print the answers as one JSON document.")
        private boolean json;

        Check(Function<Boolean, Context> contexts, Supplier<ProducerService> service) {
            super(contexts);
            this.service = service;
        }

        @Override
        ExitCode run(Context context) throws UserError {
            return service.get().check(files, Optional.ofNullable(trust), json, context);
        }
    }

    /** {@code wangchuan producer keep FILE…}. */
    @Command(
            name = "keep",
            header = "Lay statements with this station.",
            description =
                    "They travel with the receipts of the phones that they speak of. That is no trust: whose word counts, whoever verifies decides.",
            footer = {ExitCodes.HEADING, "   0  kept", ExitCodes.USAGE, ExitCodes.DOES_NOT_VERIFY, ExitCodes.INTERNAL})
    static final class Keep extends Verb {
        private final Supplier<ProducerService> service;

        @Parameters(paramLabel = "FILE", arity = "1..*", description = "Statements.")
        private List<Path> files = new ArrayList<>();

        Keep(Function<Boolean, Context> contexts, Supplier<ProducerService> service) {
            super(contexts);
            this.service = service;
        }

        @Override
        ExitCode run(Context context) throws UserError {
            return service.get().keep(files, context);
        }
    }
}
