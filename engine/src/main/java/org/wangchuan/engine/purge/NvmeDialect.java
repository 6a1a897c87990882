package org.wangchuan.engine.purge;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.SanitizeState;
import org.wangchuan.engine.command.Told;
import org.wangchuan.engine.command.nvme.NvmeCommands;
import org.wangchuan.engine.command.nvme.NvmeController;
import org.wangchuan.engine.command.nvme.NvmeErase;
import org.wangchuan.engine.command.nvme.NvmeErase.SanitizeOption;
import org.wangchuan.engine.command.nvme.NvmeRequest;
import org.wangchuan.engine.command.nvme.NvmeSanitizeLog;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.policy.NativeTechnique;

/** Sanitize of NVMe: the Sanitize Status log tells all. */
final class NvmeDialect implements SanitizeDialect {
    /** Beyond the driver's own minute: past its time Linux resets the controller, in the middle of whatever it has begun. */
    static final int START_MILLIS = 300_000;

    private static final int SANITIZE_FAILED = 0x01c; // generic command status, NVMe Base 2.0, "Status Code"
    private static final int STATUS_BITS = 0x7ff; // type and code, without the bits for retries
    private static final HexFormat HEX = HexFormat.of();

    private final NvmeRequest start;
    private final NvmeRequest restricted;
    private final Optional<NvmeRequest> purging;

    NvmeDialect(NativeTechnique technique, List<DeviceCommand> asked) {
        List<NvmeController> told = controllers(asked);
        // Blocks are to stay allocated where the controller says that it can do that, and leaves something to be read.
        List<SanitizeOption> options = told.stream().anyMatch(NvmeController::keepsAllocated)
                ? List.of(SanitizeOption.NO_DEALLOCATE)
                : List.of();
        boolean purges = !told.isEmpty() && told.stream().allMatch(one -> one.purgeReporting() == Told.YES);
        this.restricted = start(technique, options.toArray(new SanitizeOption[0]));
        this.start = start(technique, with(options, SanitizeOption.UNRESTRICTED_EXIT));
        this.purging = purges
                ? Optional.of(
                        start(technique, with(options, SanitizeOption.UNRESTRICTED_EXIT, SanitizeOption.PURGE_OR_FAIL)))
                : Optional.empty();
    }

    private static SanitizeOption[] with(List<SanitizeOption> options, SanitizeOption... more) {
        List<SanitizeOption> out = new ArrayList<>(options);
        out.addAll(List.of(more));
        return out.toArray(new SanitizeOption[0]);
    }

    private static NvmeRequest start(NativeTechnique technique, SanitizeOption... options) {
        return switch (technique) {
            case NVME_SANITIZE_CRYPTO -> NvmeErase.cryptoErase(options);
            case NVME_SANITIZE_BLOCK -> NvmeErase.blockErase(options);
            case NVME_SANITIZE_OVERWRITE -> NvmeErase.overwrite(1, false, 0, options);
            default -> throw new IllegalArgumentException("no sanitize of NVMe: " + technique);
        };
    }

    /** What the controller told of itself, each time; what can't be read is not told. */
    private static List<NvmeController> controllers(List<DeviceCommand> asked) {
        List<NvmeController> out = new ArrayList<>();
        String identify = HEX.formatHex(NvmeCommands.identifyController().structure(0));
        for (DeviceCommand command : asked) {
            if (command.request().equals(identify) && command.answer() instanceof DeviceCommand.Told told) {
                try {
                    out.add(NvmeController.parse(HEX.parseHex(told.data())));
                } catch (AnswerException _) {
                    // not told
                }
            }
        }
        return out;
    }

    @Override
    public Message start() {
        return Message.of(start, START_MILLIS);
    }

    @Override
    public Optional<Message> startPurging() {
        return purging.map(request -> Message.of(request, START_MILLIS));
    }

    @Override
    public Optional<Message> startRestricted() {
        return Optional.of(Message.of(restricted, START_MILLIS));
    }

    @Override
    public boolean isRestricted(DeviceCommand refused) {
        return refused.answer() instanceof DeviceCommand.Told told && (told.status() & STATUS_BITS) == SANITIZE_FAILED;
    }

    @Override
    public Message state() {
        return Message.of(NvmeCommands.sanitizeLog(), 0);
    }

    @Override
    public Optional<Message> size() {
        return Optional.empty();
    }

    @Override
    public boolean asksWithin() {
        return false;
    }

    /** Whoever started it: to wait, that makes no difference. */
    @Override
    public SanitizeState meaning(DeviceCommand answer) {
        if (answer.answer() instanceof DeviceCommand.Told(int status, long _, String data) && status == 0) {
            try {
                return NvmeSanitizeLog.parse(HEX.parseHex(data)).state();
            } catch (AnswerException _) {
                // not told
            }
        }
        return new SanitizeState.NotTold();
    }

    @Override
    public Optional<Message> leaveFailure() {
        return Optional.of(Message.of(NvmeErase.exitFailureMode(), START_MILLIS));
    }
}
