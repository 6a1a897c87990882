package org.wangchuan.engine.purge;

import java.util.HexFormat;
import java.util.Optional;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.SanitizeState;
import org.wangchuan.engine.command.ata.AtaSanitize;
import org.wangchuan.engine.command.ata.AtaSanitize.AfterFailure;
import org.wangchuan.engine.command.scsi.ScsiRequest;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.policy.NativeTechnique;

/** SANITIZE DEVICE of ATA: SANITIZE STATUS EXT tells all. */
final class AtaDialect implements SanitizeDialect {
    /** Past its time Linux resets the link; a drive answers at once, or when it has woken up. */
    static final int START_MILLIS = 120_000;

    private static final HexFormat HEX = HexFormat.of();

    private final NativeTechnique technique;

    AtaDialect(NativeTechnique technique) {
        this.technique = technique;
    }

    private Message start(AfterFailure afterFailure) {
        ScsiRequest request = switch (technique) {
            case ATA_SANITIZE_CRYPTO -> AtaSanitize.cryptoScramble(afterFailure);
            case ATA_SANITIZE_BLOCK -> AtaSanitize.blockErase(afterFailure);
            case ATA_SANITIZE_OVERWRITE -> AtaSanitize.overwrite(afterFailure, 1, false, 0);
            default -> throw new IllegalArgumentException("no sanitize of ATA: " + technique);
        };
        return Message.of(request, START_MILLIS);
    }

    @Override
    public Message start() {
        return start(AfterFailure.MAY_EXIT);
    }

    @Override
    public Optional<Message> startRestricted() {
        return Optional.of(start(AfterFailure.STAY));
    }

    /** Aborted for the reason that the last one was unsuccessful, as the status command is (ACS-4, "Sanitize Device feature set"). */
    @Override
    public boolean isRestricted(DeviceCommand refused) {
        return meaning(refused) instanceof SanitizeState.LastFailed;
    }

    @Override
    public Message state() {
        return Message.of(AtaSanitize.status(), START_MILLIS);
    }

    @Override
    public Optional<Message> size() {
        return Optional.of(SecurityProcedure.identify());
    }

    @Override
    public boolean asksWithin() {
        return false;
    }

    @Override
    public SanitizeState meaning(DeviceCommand answer) {
        if (answer.answer() instanceof DeviceCommand.Completed back && back.hostStatus() == 0) {
            try {
                return AtaSanitize.parse(HEX.parseHex(back.sense())).state();
            } catch (AnswerException _) {
                // not told
            }
        }
        return new SanitizeState.NotTold();
    }

    @Override
    public Optional<Message> leaveFailure() {
        return Optional.of(Message.of(AtaSanitize.clearFailure(), START_MILLIS));
    }
}
