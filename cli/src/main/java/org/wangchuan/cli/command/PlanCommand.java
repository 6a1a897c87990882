package org.wangchuan.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.DeclaredMedium;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.PlanService;
import org.wangchuan.cli.service.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wangchuan plan TARGET…}. */
@Command(
        name = "plan",
        header = "Say what an erasure would do, in which order, and why; nothing is written.",
        description =
                "Shows the techniques for this medium under this policy, each with its reason, its time and the level that "
                        + "it can reach, and why others were left out. If the policy cannot be satisfied here, it says so now. "
                        + "Of a phone it goes by what it shows unasked, and says what would have to be known for each way.",
        footer = {
            "@|bold Examples:|@",
            "  ./wangchuan plan /dev/sdb",
            "  ./wangchuan plan disk.img --policy nist-purge",
            "  ./wangchuan plan 1-4.2",
            "",
            ExitCodes.HEADING,
            "   0  the policy can be satisfied on every target",
            ExitCodes.USAGE,
            "   2  the policy cannot be satisfied on a target",
            ExitCodes.REFUSED,
            ExitCodes.INTERNAL,
        })
final class PlanCommand extends Verb {
    private final Supplier<PlanService> service;

    @Parameters(
            paramLabel = "TARGET",
            arity = "1..*",
            description =
                    "A block device, an image file, or the place of a phone on USB, as ./wangchuan phones shows it, such as 1-4.2.")
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
            description = "Declare what the medium is where the device cannot say.")
    private @Nullable DeclaredMedium medium;

    @Option(
            names = "--psid",
            description = "Plan for drives of which the PSID on the label is at hand; it is not asked for here.")
    private boolean psid;

    @Option(
            names = "--also",
            paramLabel = "PART",
            description =
                    "Plan to erase a boot or general purpose partition of an eMMC with it, by its kernel name like mmcblk0boot0.")
    private List<String> also = new ArrayList<>();

    @Option(names = "--json", description = "Print the plan as one JSON document.")
    private boolean json;

    PlanCommand(Function<Boolean, Context> contexts, Supplier<PlanService> service) {
        super(contexts);
        this.service = service;
    }

    @Override
    ExitCode run(Context context) throws UserError {
        PsidOnLine.refuse(targets);
        PsidOnLine.refuse(also);
        return service.get()
                .plan(
                        new PlanService.Request(
                                targets, policy, Optional.empty(), Optional.ofNullable(medium), psid, also, json),
                        context);
    }
}
