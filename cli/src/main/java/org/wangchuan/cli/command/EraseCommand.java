package org.wangchuan.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.DeclaredMedium;
import org.wangchuan.cli.service.EraseRequest;
import org.wangchuan.cli.service.EraseService;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.PsidSource;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.VerifyMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wangchuan erase TARGET…}. */
@Command(
        name = "erase",
        header = "Erase drives or images, verify, and write a receipt for each.",
        description = {
            "Plans the passes for this medium under the policy, asks once, writes every pass to every block, "
                    + "reads back, computes verdict and conformity from what was recorded, and writes a receipt.",
            "",
            "What is on the targets is lost for ever. A target that is mounted, used as swap, part of a RAID, LVM or "
                    + "LUKS set, the system's own disk, or open elsewhere is refused.",
        },
        footer = {
            "@|bold Words:|@",
            "  pass        one writing of every block",
            "  verdict     what was reached: PURGED, CLEARED, PARTIAL, UNPROVEN or FAILED",
            "  conformity  clause by clause, whether the policy is satisfied",
            "  receipt     a signed statement in the station's log, not yet witnessed by others",
            "  certificate the same once witnesses have cosigned the log; see ./wangchuan witnesses --help",
            "  evidence    the record that verdict and conformity are computed from",
            "",
            "@|bold Examples:|@",
            "  ./wangchuan erase /dev/sdb",
            "  ./wangchuan erase /dev/sdb /dev/sdc --confirm WD-1234 --confirm WD-5678 --out receipts",
            "  ./wangchuan erase disk.img --confirm disk.img --policy nist-clear --json",
            "  ./wangchuan erase /dev/sdb --resume      after an interruption",
            "  ./wangchuan erase /dev/sda --policy nist-purge --suspend     a frozen drive",
            "",
            "Ctrl-C stops where the job can be resumed from and says how.",
            "",
            ExitCodes.HEADING,
            ExitCodes.OK,
            ExitCodes.USAGE,
            ExitCodes.NOT_SATISFIED_OR_NOT_BEGUN,
            ExitCodes.REFUSED,
            ExitCodes.INTERRUPTED,
            ExitCodes.INTERNAL,
        })
final class EraseCommand extends Verb {
    static final String BEST_EFFORT =
            "Go on where the policy cannot be satisfied on this medium, by those of its ways that the medium has. The result is "
                    + "computed all the same, and is not satisfied (exit code 2). Where it names no way that the medium has "
                    + "(LEVEL_OUT_OF_REACH), there is nothing to go on with, and nothing is done: choose a rule set that overwrites.";

    private final Supplier<EraseService> service;

    @Parameters(
            paramLabel = "TARGET",
            arity = "1..*",
            description = "A block device or an image file; each has a lane of its own.")
    private List<String> targets = new ArrayList<>();

    @Option(
            names = "--policy",
            paramLabel = "ID",
            defaultValue = "gb-46864-2025",
            description =
                    "The rule set: gb-46864-2025 (default), nist-clear, nist-clear-native, nist-purge, r2v3, or an older scheme by name.")
    private String policy = "";

    @Option(
            names = "--medium",
            paramLabel = "magnetic|flash",
            description = "Declare what the medium is where the device cannot say; recorded as your declaration. "
                    + "Without it an unknown medium gets the strictest passes.")
    private @Nullable DeclaredMedium medium;

    @Option(
            names = "--verify",
            paramLabel = "full|sample",
            defaultValue = "full",
            description = "Read back every block (default) or a representative sample.")
    private VerifyMode verify = VerifyMode.FULL;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The folder for receipts (JSON and PDF) and evidence; the current folder if not given.")
    private @Nullable Path out;

    @Option(
            names = "--confirm",
            paramLabel = "X",
            description =
                    "Confirm a target without being asked: its serial number; its kernel name, like loop3, if it has none; "
                            + "the file name of an image. Repeat it for each target: the set must match exactly.")
    private List<String> confirm = new ArrayList<>();

    @Option(
            names = "--also",
            paramLabel = "NAMESPACE",
            description =
                    "Another namespace of the same NVMe device, by its kernel name like nvme0n2. A device that erases itself "
                            + "erases all of them: repeat it for each, the set must match exactly. Of an eMMC a boot or general purpose partition "
                            + "like mmcblk0boot0, which is erased with it only if it is named: without its boot loader a computer may never start "
                            + "again.")
    private List<String> also = new ArrayList<>();

    @Option(
            names = "--asset",
            paramLabel = "TAG",
            description = "Your own tag for the asset, disclosed only with the receipt.")
    private @Nullable String asset;

    @Option(names = "--resume", description = "Go on with an interrupted job on the same drive.")
    private boolean resume;

    @Option(names = "--best-effort", description = BEST_EFFORT)
    private boolean bestEffort;

    @Option(
            names = "--suspend",
            description =
                    "Where a drive is frozen, as computers' firmware does, put this computer to sleep for half a minute before anything "
                            + "is begun: that takes the drive's power, and with it the freeze. It wakes by itself; if it does not, press "
                            + "its power key. Without it whoever is at the terminal is asked.")
    private boolean suspend;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "180",
            description = "How long a drive may give no answer before its lane is given up (default: 180).")
    private int patienceSeconds = 180;

    @Option(
            names = "--witness-seconds",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long the station's witnesses are waited for, once the receipt is written (default: 10). "
                    + "0 asks none: ./wangchuan certify does it later.")
    private int witnessSeconds = 10;

    @Option(
            names = "--psid",
            description =
                    "Open drives by the PSID on their label before they are overwritten, where they say that they can be: "
                            + "it destroys all that they hold, also where nobody knows their password. It is asked for unseen, after you have "
                            + "agreed; type it, or scan it with a scanner that types.")
    private boolean psid;

    @Option(
            names = "--psid-file",
            paramLabel = "FILE",
            description =
                    "The same without being asked, for one drive: the PSID is the first line of a file, or of standard input (-).")
    private @Nullable Path psidFile;

    @Option(names = "--json", description = "Print the results as one JSON document: {\"results\":[…]}.")
    private boolean json;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress and no notes; errors are still shown.")
    private boolean quiet;

    EraseCommand(Function<Boolean, Context> contexts, Supplier<EraseService> service) {
        super(contexts);
        this.service = service;
    }

    @Override
    boolean isQuiet() {
        return quiet;
    }

    /** Receipt, paper and evidence are written and synced before anything is printed. */
    @Override
    boolean keepsItsAnswer() {
        return true;
    }

    @Override
    ExitCode run(Context context) throws UserError {
        PsidOnLine.refuse(targets);
        PsidOnLine.refuse(also);
        if (new LinkedHashSet<>(targets).size() != targets.size()) {
            throw UserError.of(ExitCode.USAGE, "TARGET_TWICE");
        }
        if (patienceSeconds < 1 || patienceSeconds > 86_400) {
            throw UserError.of(ExitCode.USAGE, "PATIENCE", patienceSeconds);
        }
        if (suspend && resume) {
            throw UserError.of(ExitCode.USAGE, "SUSPEND_RESUME");
        }
        EraseRequest request = new EraseRequest(
                targets,
                policy,
                Optional.empty(),
                Optional.ofNullable(medium),
                verify,
                Optional.ofNullable(out),
                confirm,
                also,
                Optional.ofNullable(asset),
                resume,
                bestEffort,
                patienceSeconds,
                WitnessSeconds.require(witnessSeconds, 0),
                psidSource(),
                json,
                suspend ? EraseRequest.Suspend.AGREED : EraseRequest.Suspend.ASK);
        // Until the first job is begun there is nothing to resume.
        context.cancellation().promise(Cancellation.Promise.ENDING);
        return service.get().erase(request, context);
    }

    private PsidSource psidSource() throws UserError {
        if (psidFile == null) {
            return psid ? new PsidSource.Asked() : new PsidSource.None();
        }
        if (psid) {
            throw UserError.of(ExitCode.USAGE, "PSID_SOURCE");
        }
        if (targets.size() > 1) {
            throw UserError.of(ExitCode.USAGE, "PSID_FILE.targets", targets.size());
        }
        PsidOnLine.refuse(List.of(psidFile.toString()));
        return new PsidSource.File(psidFile);
    }
}
