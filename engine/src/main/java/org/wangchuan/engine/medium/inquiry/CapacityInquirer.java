package org.wangchuan.engine.medium.inquiry;

import java.util.Optional;
import java.util.Set;
import org.wangchuan.engine.command.SanitizeState;
import org.wangchuan.engine.command.scsi.ReadCapacity;
import org.wangchuan.engine.command.scsi.ScsiInquiry;
import org.wangchuan.engine.command.scsi.ScsiRequest;
import org.wangchuan.engine.command.scsi.SenseData;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.Refused;
import org.wangchuan.engine.medium.ata.ScsiPort;
import org.wangchuan.engine.medium.inquiry.Reply.Given;
import org.wangchuan.engine.medium.inquiry.Reply.Withheld;

/**
 * Asks a SCSI drive of which Linux knows no capacity why it has none, by the two commands that Linux has asked as well: TEST UNIT READY and
 * READ CAPACITY(16).
 */
public final class CapacityInquirer {
    /** A drive tells once of what has happened to it (UNIT ATTENTION), and carries nothing out meanwhile. */
    private static final int TRIES = 3;

    private static final int UNIT_ATTENTION = 6;
    private static final int FORMAT_CORRUPTED_OR_FAILED = 0x31;

    /** What every kernel takes (drivers/scsi/sd.c, "Unsupported sector size"); newer ones take longer ones too, and then show a capacity. */
    private static final Set<Integer> TAKEN = Set.of(512, 1024, 2048, 4096);

    private CapacityInquirer() {}

    /**
     * Why.
     *
     * @param code of one of those that are about a drive without blocks
     * @param blockBytes of its blocks, 0 if it was not asked for them
     */
    public record Cause(Refused.Code code, int blockBytes) {}

    /** Asks; empty if what it answers explains nothing. */
    public static Optional<Cause> ask(ScsiPort port) {
        Optional<SenseData> ready = sense(send(ScsiInquiry.testUnitReady(), port));
        for (int i = 1;
                i < TRIES && ready.filter(told -> told.key() == UNIT_ATTENTION).isPresent();
                i++) {
            ready = sense(send(ScsiInquiry.testUnitReady(), port));
        }
        Optional<Cause> cause = ready.flatMap(CapacityInquirer::cause);
        if (cause.isPresent()) {
            return cause;
        }
        DeviceCommand.Answer capacity = send(ScsiInquiry.readCapacity16(), port);
        return switch (Reply.data(capacity, ReadCapacity::parse)) {
            case Given<ReadCapacity>(ReadCapacity told) -> cause(told);
            case Withheld<ReadCapacity> _ -> sense(capacity).flatMap(CapacityInquirer::cause);
        };
    }

    private static DeviceCommand.Answer send(ScsiRequest request, ScsiPort port) {
        return port.execute(request.block(), request.readBytes());
    }

    private static Optional<SenseData> sense(DeviceCommand.Answer answer) {
        return Reply.registers(answer, SenseData::parse) instanceof Given<SenseData>(SenseData told)
                ? Optional.of(told)
                : Optional.empty();
    }

    private static Optional<Cause> cause(ReadCapacity told) {
        if (told.blocks() < 1) {
            return Optional.empty();
        }
        boolean taken = TAKEN.contains(told.blockBytes());
        return Optional.of(
                new Cause(taken ? Refused.Code.STALE_CAPACITY : Refused.Code.BLOCK_LENGTH, told.blockBytes()));
    }

    private static Optional<Cause> cause(SenseData told) {
        if (told.sanitize() instanceof SanitizeState.Running || told.formatting()) {
            return Optional.of(new Cause(Refused.Code.AT_WORK, 0));
        }
        if (told.sanitize() instanceof SanitizeState.LastFailed) {
            return Optional.of(new Cause(Refused.Code.SANITIZE_FAILED, 0));
        }
        // MEDIUM FORMAT CORRUPTED, FORMAT COMMAND FAILED (SPC-5, "ASC and ASCQ assignments").
        return told.code() == FORMAT_CORRUPTED_OR_FAILED && !told.deferred()
                ? Optional.of(new Cause(Refused.Code.FORMAT_BROKEN_OFF, 0))
                : Optional.empty();
    }
}
