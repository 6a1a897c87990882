package org.wangchuan.engine.purge;

import java.util.HexFormat;
import java.util.Optional;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.SanitizeState;
import org.wangchuan.engine.command.SanitizeState.Running;
import org.wangchuan.engine.command.scsi.ScsiErase;
import org.wangchuan.engine.command.scsi.ScsiErase.AfterFailure;
import org.wangchuan.engine.command.scsi.ScsiInquiry;
import org.wangchuan.engine.command.scsi.ScsiRequest;
import org.wangchuan.engine.command.scsi.SenseData;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.policy.NativeTechnique;

/** SANITIZE and FORMAT UNIT of SCSI, both answered at once; REQUEST SENSE tells how far it is, and takes that answer away from the kernel. */
final class ScsiDialect implements SanitizeDialect {
    static final int START_MILLIS = 120_000;

    private static final int FORMAT_FAILED =
            0x31; // ADDITIONAL SENSE CODE, with qualifier 01h: FORMAT COMMAND FAILED (SPC-5)
    private static final int FORMAT_COMMAND = 0x01;
    private static final int CHECK_CONDITION = 0x02;
    private static final int ILLEGAL_REQUEST = 0x05;
    private static final int INVALID_FIELD_IN_CDB = 0x24; // with qualifier 00h (SPC-5)
    private static final HexFormat HEX = HexFormat.of();

    private final NativeTechnique technique;
    private final boolean formats;

    ScsiDialect(NativeTechnique technique) {
        this.formats = technique == NativeTechnique.SCSI_FORMAT_UNIT;
        this.technique = technique;
    }

    private Message start(AfterFailure afterFailure) {
        ScsiRequest request = switch (technique) {
            case SCSI_SANITIZE_CRYPTO -> ScsiErase.cryptoErase(afterFailure);
            case SCSI_SANITIZE_BLOCK -> ScsiErase.blockErase(afterFailure);
            case SCSI_SANITIZE_OVERWRITE -> ScsiErase.overwrite(afterFailure, 1, false, new byte[4]);
            case SCSI_FORMAT_UNIT -> ScsiErase.formatUnit(0);
            default -> throw new IllegalArgumentException("none of SCSI: " + technique);
        };
        return Message.of(request, START_MILLIS);
    }

    @Override
    public Message start() {
        return start(AfterFailure.MAY_EXIT);
    }

    /** After a FORMAT UNIT there is no such state. */
    @Override
    public Optional<Message> startRestricted() {
        return formats ? Optional.empty() : Optional.of(start(AfterFailure.STAY));
    }

    /**
     * SANITIZE COMMAND FAILED, as of every other command in that state, or INVALID FIELD IN CDB, as of the way out of it (SBC-4, "SANITIZE command",
     * AUSE): the bit is all in which the two commands differ, so that a drive which minds another field refuses the second one as well.
     */
    @Override
    public boolean isRestricted(DeviceCommand refused) {
        if (refused.answer() instanceof DeviceCommand.Completed back
                && back.hostStatus() == 0
                && back.status() == CHECK_CONDITION) {
            try {
                SenseData sense = SenseData.parse(HEX.parseHex(back.sense()));
                boolean field = sense.key() == ILLEGAL_REQUEST
                        && sense.code() == INVALID_FIELD_IN_CDB
                        && sense.qualifier() == 0;
                return !sense.deferred() && (field || sense.sanitize() instanceof SanitizeState.LastFailed);
            } catch (AnswerException _) {
                // not told
            }
        }
        return false;
    }

    @Override
    public Message state() {
        return Message.of(ScsiInquiry.requestSense(false), START_MILLIS);
    }

    @Override
    public Optional<Message> size() {
        return Optional.of(Message.of(ScsiInquiry.readCapacity16(), START_MILLIS));
    }

    @Override
    public boolean asksWithin() {
        return true;
    }

    @Override
    public SanitizeState meaning(DeviceCommand answer) {
        if (answer.answer() instanceof DeviceCommand.Completed back && back.hostStatus() == 0 && back.status() == 0) {
            try {
                SenseData sense = SenseData.parse(HEX.parseHex(back.data()));
                return formats ? format(sense) : sense.sanitize();
            } catch (AnswerException _) {
                // not told
            }
        }
        return new SanitizeState.NotTold();
    }

    private static SanitizeState format(SenseData sense) {
        if (sense.formatting()) {
            return new Running(sense.progressOf65536().orElse(Running.UNKNOWN_PROGRESS));
        }
        boolean failed = sense.code() == FORMAT_FAILED && sense.qualifier() == FORMAT_COMMAND;
        return failed ? new SanitizeState.LastFailed() : sense.sanitize();
    }

    /** After a FORMAT UNIT there is no such state. */
    @Override
    public Optional<Message> leaveFailure() {
        return formats ? Optional.empty() : Optional.of(Message.of(ScsiErase.exitFailureMode(), START_MILLIS));
    }
}
