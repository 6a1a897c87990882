package org.wangchuan.cli.command;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.LiveService;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.VerifyMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wangchuan live …}: a group of commands. */
@Command(
        name = "live",
        header = "Erase the inner drives of a computer that is started from a stick.",
        description = "./wangchuan image builds the stick. Without an order, whoever stands there is asked.",
        footer = {
            "@|bold Examples:|@",
            "  ./wangchuan live order --serial S4EVNF0M --to /media/WANGCHUAN",
        })
final class LiveCommand extends Verb {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    LiveCommand(Function<Boolean, Context> contexts) {
        super(contexts);
    }

    @Override
    ExitCode run(Context context) {
        throw new UsageException(spec.commandLine(), "live-command");
    }

    /** {@code wangchuan live order}. */
    @Command(
            name = "order",
            header = "Sign an order for one computer, so that nobody has to be asked there.",
            description = {
                "The order names the drives by their serial numbers: all of them are erased, or none. It is begun once, within its time, "
                        + "and the stick remembers that before anything is destroyed. With it go keys for that one start, for which "
                        + "this station's trust list vouches: export that again for whoever checks.",
                "",
                "Until the order is begun, whoever holds the stick holds these keys, and can sign receipts of the order's drives with them. "
                        + "./wangchuan live end takes back what the trust list says of them.",
            },
            footer = {
                ExitCodes.HEADING,
                "   0  the order is on the stick",
                ExitCodes.USAGE,
                "   3  refused: the stick follows another station, or this station's log or statements are gone",
                ExitCodes.INTERNAL,
            })
    static final class Order extends Verb {
        private final Supplier<LiveService> service;

        @Option(
                names = "--serial",
                paramLabel = "SERIAL",
                required = true,
                description = "The serial number of a drive; once for each.")
        private List<String> serials = new ArrayList<>();

        @Option(
                names = "--to",
                paramLabel = "FOLDER",
                required = true,
                description = "Where the stick's partition WANGCHUAN is mounted.")
        private Path stick = Path.of("");

        @Option(
                names = "--policy",
                paramLabel = "ID",
                defaultValue = "gb-46864-2025",
                description =
                        "The rule set: gb-46864-2025 (default), nist-clear, nist-clear-native, nist-purge, r2v3, or an older scheme by name.")
        private String policy = "";

        @Option(
                names = "--verify",
                paramLabel = "full|sample",
                defaultValue = "full",
                description = "Read back every block (default) or a representative sample.")
        private VerifyMode verify = VerifyMode.FULL;

        @Option(names = "--best-effort", description = EraseCommand.BEST_EFFORT)
        private boolean bestEffort;

        @Option(
                names = "--hours",
                paramLabel = "N",
                defaultValue = "72",
                description = "For how long it may be begun, 1 to 744 (default: 72).")
        private int hours = 72;

        Order(Function<Boolean, Context> contexts, Supplier<LiveService> service) {
            super(contexts);
            this.service = service;
        }

        @Override
        boolean keepsItsAnswer() {
            return true;
        }

        @Override
        ExitCode run(Context context) throws UserError {
            return service.get()
                    .order(new LiveService.OrderRequest(stick, serials, policy, verify, bestEffort, hours), context);
        }
    }

    /** {@code wangchuan live collect}. */
    @Command(
            name = "collect",
            header = "Take the receipts of this station's orders in from a stick.",
            description = {
                "Each is verified under this station's own trust list, and kept in its state folder; the stick is left as it is. A paired station "
                        + "brings them to its platform as well, where they stand among the erasures without an order.",
                "",
                "Receipts that somebody at the screen has made are of no order: ./wangchuan live vouch shows them and takes them in.",
            },
            footer = {
                ExitCodes.HEADING,
                "   0  all receipts on the stick are of this station's orders, and are here",
                ExitCodes.USAGE,
                "   3  refused: there are none, or this station's log or statements are gone",
                ExitCodes.DOES_NOT_VERIFY,
                "   5  some are of no order of this station, and stay where they are",
                ExitCodes.INTERNAL,
            })
    static final class Collect extends Verb {
        private final Supplier<LiveService> service;

        @Parameters(paramLabel = "FOLDER", description = "Where the stick's partition WANGCHUAN is mounted.")
        private Path stick = Path.of("");

        Collect(Function<Boolean, Context> contexts, Supplier<LiveService> service) {
            super(contexts);
            this.service = service;
        }

        @Override
        boolean keepsItsAnswer() {
            return true;
        }

        @Override
        ExitCode run(Context context) throws UserError {
            return service.get().collect(stick, context);
        }
    }

    /** {@code wangchuan live vouch}. */
    @Command(
            name = "vouch",
            header = "Vouch for the receipts that a stick has made at its screen, and take them in.",
            description = {
                "At the screen each erasure is signed by keys of its own, which nobody knows. This shows what such keys on the stick have signed: "
                        + "drive, serial number, verdict, rule set and time. Where you type the serial number of each drive, this station's trust "
                        + "list vouches for exactly these drives, this log as far as it is here, and until the newest of these receipts; the "
                        + "receipts are taken in as those of orders are. Say so only of your own stick, and of an erasure that you know of: whoever "
                        + "checks by your list will take these receipts for this station's.",
                "",
                "Each receipt is verified, and its evidence has to lie beside it and give what the receipt says. What does not, shows no serial number, "
                        + "or was made by a wrong clock is told and left out. What is vouched for once is never widened: of an erasure of several "
                        + "drives collect all receipts first. ./wangchuan live end takes it back.",
            },
            footer = {
                "@|bold Examples:|@",
                "  ./wangchuan live vouch /media/WANGCHUAN",
                "  ./wangchuan live vouch /media/WANGCHUAN --confirm S4EVNF0M --confirm WD-WX12",
                "",
                ExitCodes.HEADING,
                "   0  all receipts on the stick are vouched for, and are here",
                ExitCodes.USAGE,
                "   3  refused: not confirmed, none there, or the stick follows another station; nothing vouched for",
                ExitCodes.DOES_NOT_VERIFY,
                "   5  some were left as they are",
                ExitCodes.INTERNAL,
            })
    static final class Vouch extends Verb {
        private final Supplier<LiveService> service;

        @Parameters(paramLabel = "FOLDER", description = "Where the stick's partition WANGCHUAN is mounted.")
        private Path stick = Path.of("");

        @Option(
                names = "--confirm",
                paramLabel = "SERIAL",
                description =
                        "Confirm without being asked: the serial number of a drive; once for each that is vouched for.")
        private List<String> confirmed = new ArrayList<>();

        Vouch(Function<Boolean, Context> contexts, Supplier<LiveService> service) {
            super(contexts);
            this.service = service;
        }

        @Override
        boolean keepsItsAnswer() {
            return true;
        }

        @Override
        ExitCode run(Context context) throws UserError {
            return service.get().vouch(stick, confirmed, context);
        }
    }

    /** {@code wangchuan live end}. */
    @Command(
            name = "end",
            header = "Vouch no more for the keys of an order, or of a stick.",
            description = {
                "For a stick that was lost, an order that nobody carries out, or receipts that were vouched for by mistake. Receipts that were "
                        + "signed by these keys verify no more either, wherever the new trust list is imported: nobody could tell them from false ones.",
            },
            footer = {
                ExitCodes.HEADING,
                "   0  the trust list vouches for these keys no more; export it again",
                ExitCodes.USAGE,
                "   3  refused: the trust list has nothing of this identifier, or it was ended before",
                ExitCodes.INTERNAL,
            })
    static final class End extends Verb {
        private final Supplier<LiveService> service;

        @Parameters(
                paramLabel = "ORDER",
                description =
                        "The order, by its identifier: the name of its folder; or the identifier that live vouch gave.")
        private String order = "";

        End(Function<Boolean, Context> contexts, Supplier<LiveService> service) {
            super(contexts);
            this.service = service;
        }

        @Override
        boolean keepsItsAnswer() {
            return true;
        }

        @Override
        ExitCode run(Context context) throws UserError {
            return service.get().end(order, context);
        }
    }

    /** {@code wangchuan live start}: what the image runs. */
    @Command(
            name = "start",
            header = "What runs on a computer that was started from the stick.",
            footer = {
                ExitCodes.HEADING,
                "   0  the computer may be turned off",
                ExitCodes.USAGE,
                ExitCodes.NOT_SATISFIED,
                ExitCodes.REFUSED,
                ExitCodes.INTERRUPTED,
                ExitCodes.INTERNAL,
            })
    static final class Start extends Verb {
        private final Supplier<LiveService> service;

        @Option(names = "--out", paramLabel = "DIR", required = true, description = "The folder for receipts.")
        private Path out = Path.of("");

        @Option(
                names = "--state",
                paramLabel = "DIR",
                required = true,
                description = "The folder that survives a loss of power.")
        private Path state = Path.of("");

        @Option(names = "--stick", paramLabel = "DIR", description = "What people see of the stick.")
        private @Nullable Path stick;

        @Option(
                names = "--station",
                paramLabel = "THUMBPRINT",
                description = "Whose orders are followed; what the stick says if not given.")
        private @Nullable String station;

        @Option(
                names = "--built",
                paramLabel = "SECONDS",
                defaultValue = "0",
                description = "When the image was built, in seconds since 1970. A clock that is earlier is wrong.")
        private long built;

        @Option(names = "--unattended", description = "Carry out the order on the stick, and ask nobody.")
        private boolean unattended;

        Start(Function<Boolean, Context> contexts, Supplier<LiveService> service) {
            super(contexts);
            this.service = service;
        }

        @Override
        boolean keepsItsAnswer() {
            return true;
        }

        @Override
        ExitCode run(Context context) throws UserError {
            context.cancellation().promise(Cancellation.Promise.RESUMABLE);
            return service.get()
                    .start(
                            new LiveService.StartRequest(
                                    out,
                                    state,
                                    Optional.ofNullable(stick),
                                    Optional.ofNullable(station),
                                    Instant.ofEpochSecond(built),
                                    unattended),
                            context);
        }
    }
}
