package org.wangchuan.engine.purge;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.SanitizeState;
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

    NvmeDialect(NativeTechnique technique, List<DeviceCommand> asked) {
        boolean keep = keepsAllocated(asked);
        this.start = keep
                ? start(technique, SanitizeOption.UNRESTRICTED_EXIT, SanitizeOption.NO_DEALLOCATE)
                : start(technique, SanitizeOption.UNRESTRICTED_EXIT);
        this.restricted = keep ? start(technique, SanitizeOption.NO_DEALLOCATE) : start(technique);
    }

    private static NvmeRequest start(NativeTechnique technique, SanitizeOption... options) {
        return switch (technique) {
            case NVME_SANITIZE_CRYPTO -> NvmeErase.cryptoErase(options);
            case NVME_SANITIZE_BLOCK -> NvmeErase.blockErase(options);
            case NVME_SANITIZE_OVERWRITE -> NvmeErase.overwrite(1, false, 0, options);
            default -> throw new IllegalArgumentException("no sanitize of NVMe: " + technique);
        };
    }

    /** Blocks are to stay allocated where the controller says that it can do that, and leaves something to be read. */
    private static boolean keepsAllocated(List<DeviceCommand> asked) {
        String identify = HEX.formatHex(NvmeCommands.identifyController().structure(0));
        for (DeviceCommand command : asked) {
            if (command.request().equals(identify) && command.answer() instanceof DeviceCommand.Told told) {
                try {
                    if (NvmeController.parse(HEX.parseHex(told.data())).keepsAllocated()) {
                        return true;
                    }
                } catch (AnswerException _) {
                    // not told
                }
            }
        }
        return false;
    }

    @Override
    public Message start() {
        return Message.of(start, START_MILLIS);
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
