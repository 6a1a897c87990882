package org.wangchuan.engine.medium.hidden;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.scsi.CapacitySetting;
import org.wangchuan.engine.command.scsi.ReadCapacity;
import org.wangchuan.engine.command.scsi.ScsiInquiry;
import org.wangchuan.engine.command.scsi.ScsiRequest;
import org.wangchuan.engine.command.scsi.SenseData;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.hidden.SasCapacity.Grown;
import org.wangchuan.engine.medium.hidden.SasCapacity.Next;
import org.wangchuan.engine.medium.hidden.SasCapacity.Shown;
import org.wangchuan.engine.medium.hidden.SasCapacity.Standing;
import org.wangchuan.engine.medium.hidden.SasCapacity.Unknown;

/** Goes through what a SAS drive was sent to make it show all that it has, and what it answered, in order: {@link SasCapacity}. Not thread-safe. */
final class SasRounds {
    private static final int GOOD = 0;
    private static final int CHECK_CONDITION = 2;
    private static final int UNIT_ATTENTION = 6;

    /** scsi/scsi.h of kernels before 5.14; says only that there is sense data. */
    private static final int DRIVER_SENSE = 0x08;

    private static final HexFormat HEX = HexFormat.of();

    private final List<DeviceCommand> commands;
    private int next;

    SasRounds(List<DeviceCommand> commands) {
        this.commands = commands;
    }

    /** What reads an answer of bytes. */
    private interface Reader<T> {
        T read(byte[] bytes) throws AnswerException, Ended;
    }

    /** The round ends here, within it or at its end. */
    private static final class Ended extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Standing standing;

        Ended(Standing standing) {
            super(standing.toString(), null, false, false);
            this.standing = standing;
        }
    }

    /** Whether all that was sent has been gone through. */
    boolean isOver() {
        return next == commands.size();
    }

    /** @param expected bytes that the drive showed last */
    Standing one(OptionalLong expected) {
        try {
            return through(expected);
        } catch (Ended end) {
            return end.standing;
        }
    }

    private Standing through(OptionalLong expected) throws Ended {
        ReadCapacity before = send(ScsiInquiry.readCapacity16(), ReadCapacity::parse);
        if (expected.isPresent() && expected.getAsLong() != bytes(before)) {
            throw new Ended(new Unknown("the drive shows " + bytes(before) + " bytes, after " + expected.getAsLong()));
        }
        boolean wide = isWide(before);
        ScsiRequest order = send(ScsiInquiry.capacitySetting(wide), answer -> {
            long length = CapacitySetting.parse(answer, wide).blockBytes();
            if (length != before.blockBytes()) {
                throw new Ended(new Unknown("the drive is set to blocks of " + length + " bytes, and shows "
                        + before.blockBytes() + ": a format is to come"));
            }
            return CapacitySetting.showAll(answer, wide);
        });
        boolean _ = send(order, _ -> true);
        ReadCapacity after = send(ScsiInquiry.readCapacity16(), ReadCapacity::parse);
        boolean wideNow = isWide(after);
        CapacitySetting set =
                send(ScsiInquiry.capacitySetting(wideNow), answer -> CapacitySetting.parse(answer, wideNow));
        if (after.blockBytes() != before.blockBytes() || after.blocks() < before.blocks()) {
            throw new Ended(new Unknown("after MODE SELECT(10) the drive shows " + after.blocks() + " blocks of "
                    + after.blockBytes() + " bytes, before " + before.blocks() + " of " + before.blockBytes()));
        }
        // A drive may keep the number for its next format: then it says so, and shows what it did before. It may also
        // tell none, or the all ones that it was sent (SBC-4): what it shows by READ CAPACITY(16) alone decides then.
        long told = set.blocks().orElse(after.blocks());
        if (told != after.blocks() || set.blockBytes() != after.blockBytes()) {
            throw new Ended(new Unknown("the drive is set to show " + told + " blocks of " + set.blockBytes()
                    + " bytes, and shows " + after.blocks() + " of " + after.blockBytes()));
        }
        return after.blocks() > before.blocks() ? new Grown(bytes(after)) : new Shown(bytes(after), false);
    }

    private static long bytes(ReadCapacity shown) {
        return shown.blocks() * shown.blockBytes();
    }

    private static boolean isWide(ReadCapacity shown) {
        return shown.blocks() >= CapacitySetting.LONG_FROM;
    }

    private <T> T send(ScsiRequest request, Reader<T> reader) throws Ended {
        for (int time = 0; time < SasCapacity.TRIES; time++) {
            if (isOver()) {
                throw new Ended(new Next(request));
            }
            DeviceCommand command = commands.get(next++);
            if (!isSame(command, request)) {
                throw new Ended(new Unknown(request.name() + " was to be sent, and another command was"));
            }
            Optional<byte[]> answer = answer(command, request);
            if (answer.isPresent()) {
                try {
                    return reader.read(answer.get());
                } catch (AnswerException e) {
                    throw new Ended(new Unknown(request.name() + ": " + e.getMessage()));
                }
            }
        }
        throw new Ended(new Unknown(request.name() + ": UNIT ATTENTION each time"));
    }

    private static boolean isSame(DeviceCommand command, ScsiRequest request) {
        Optional<String> sent =
                request.sent().length == 0 ? Optional.empty() : Optional.of(HEX.formatHex(request.sent()));
        return command.command().equals(request.name())
                && command.request().equals(HEX.formatHex(request.block()))
                && command.sent().equals(sent);
    }

    /** Empty if it tells what has happened to it, and did not look at the command: it is sent again. */
    private static Optional<byte[]> answer(DeviceCommand command, ScsiRequest request) throws Ended {
        return switch (command.answer()) {
            case DeviceCommand.NotSent(int errno) ->
                throw new Ended(
                        new Unknown(request.name() + ": the system did not pass it on: " + Errno.describe(errno)));
            case DeviceCommand.Told _ ->
                throw new Ended(new Unknown(request.name() + ": the answer is none to a SCSI command"));
            case DeviceCommand.Completed back -> {
                boolean passed = back.hostStatus() == 0 && (back.driverStatus() & ~DRIVER_SENSE) == 0;
                if (passed && back.status() == CHECK_CONDITION && isAttention(back.sense())) {
                    yield Optional.empty();
                }
                if (!passed || back.status() != GOOD || back.data().length() > 2 * request.readBytes()) {
                    throw new Ended(new Unknown(request.name() + ": refused, status " + back.status() + ", host "
                            + back.hostStatus() + ", sense " + back.sense()));
                }
                yield Optional.of(HEX.parseHex(back.data()));
            }
        };
    }

    private static boolean isAttention(String sense) {
        try {
            SenseData told = SenseData.parse(HEX.parseHex(sense));
            return !told.deferred() && told.key() == UNIT_ATTENTION;
        } catch (AnswerException unreadable) {
            return false;
        }
    }
}
