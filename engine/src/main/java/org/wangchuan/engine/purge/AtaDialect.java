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

    private final ScsiRequest start;

    AtaDialect(NativeTechnique technique) {
        this.start = switch (technique) {
            case ATA_SANITIZE_CRYPTO -> AtaSanitize.cryptoScramble(AfterFailure.MAY_EXIT);
            case ATA_SANITIZE_BLOCK -> AtaSanitize.blockErase(AfterFailure.MAY_EXIT);
            case ATA_SANITIZE_OVERWRITE -> AtaSanitize.overwrite(AfterFailure.MAY_EXIT, 1, false, 0);
            default -> throw new IllegalArgumentException("no sanitize of ATA: " + technique);
        };
    }

    @Override
    public Message start() {
        return Message.of(start, START_MILLIS);
    }

    @Override
    public Message state() {
        return Message.of(AtaSanitize.status(), START_MILLIS);
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
