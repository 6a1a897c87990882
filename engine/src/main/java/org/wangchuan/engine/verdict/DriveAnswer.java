package org.wangchuan.engine.verdict;

import java.util.HexFormat;
import java.util.Optional;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.ata.AtaRegisters;
import org.wangchuan.engine.command.mmc.MmcRow;
import org.wangchuan.engine.command.scsi.SenseData;
import org.wangchuan.engine.medium.DeviceCommand;

/** What a recorded answer holds, whatever is in the record; bytes that are no answer hold nothing. */
final class DriveAnswer {
    private static final HexFormat HEX = HexFormat.of();

    /** Status bytes (SAM-5), and the driver's own (scsi/scsi.h of kernels before 5.14), which says only that there is sense data. */
    private static final int GOOD = 0x00;

    private static final int CHECK_CONDITION = 0x02;
    private static final int DRIVER_SENSE = 0x08;
    private static final int RECOVERED = 1;

    private DriveAnswer() {}

    /** Reads bytes. */
    @FunctionalInterface
    interface Parser<T> {
        T parse(byte[] bytes) throws AnswerException;
    }

    /** Whether the drive took the command: no error, and, where its registers came, none in them either. */
    static boolean accepted(DeviceCommand command) {
        return switch (command.answer()) {
            case DeviceCommand.NotSent _ -> false;
            case DeviceCommand.Told(int status, long last, String data) ->
                status == 0
                        && (!MmcRow.isRow(request(command))
                                || MmcRules.row(command)
                                        .filter(row -> row.taken(last, data))
                                        .isPresent());
            case DeviceCommand.Completed back -> {
                Optional<AtaRegisters> registers = AtaRegisters.parse(HEX.parseHex(back.sense()));
                boolean good = back.status() == GOOD
                        || (back.status() == CHECK_CONDITION && (registers.isPresent() || recovered(command, back)));
                yield passedOn(back)
                        && good
                        && registers.map(AtaRegisters::succeeded).orElse(true);
            }
        };
    }

    /**
     * RECOVERED ERROR is a success that had to be helped along (SPC-5, "Sense keys"), unless it is about an earlier command. A command of ATA that came
     * without its registers is none: they alone say what became of it.
     */
    private static boolean recovered(DeviceCommand command, DeviceCommand.Completed back) {
        return AtaBlock.of(command).isEmpty()
                && parsed(back.sense(), SenseData::parse)
                        .filter(sense -> sense.key() == RECOVERED && !sense.deferred())
                        .isPresent();
    }

    /** Whether a drive said no: nothing was done. What was passed on and not answered may have been. */
    static boolean refused(DeviceCommand command) {
        return command.answer() instanceof DeviceCommand.Completed back
                && passedOn(back)
                && back.status() == CHECK_CONDITION
                && !accepted(command);
    }

    /** Data that a question was answered with, without an error. */
    static <T> Optional<T> data(DeviceCommand command, Parser<T> parser) {
        return switch (command.answer()) {
            case DeviceCommand.NotSent _ -> Optional.empty();
            case DeviceCommand.Told(int status, long _, String data) ->
                status == 0 ? parsed(data, parser) : Optional.empty();
            case DeviceCommand.Completed back ->
                passedOn(back) && back.status() == GOOD ? parsed(back.data(), parser) : Optional.empty();
        };
    }

    /** Registers of an ATA command without data, which come as sense data, with or without a check condition. */
    static <T> Optional<T> registers(DeviceCommand command, Parser<T> parser) {
        return command.answer() instanceof DeviceCommand.Completed back
                        && passedOn(back)
                        && (back.status() == GOOD || back.status() == CHECK_CONDITION)
                ? parsed(back.sense(), parser)
                : Optional.empty();
    }

    /** The bytes of a command. */
    static byte[] request(DeviceCommand command) {
        return HEX.parseHex(command.request());
    }

    private static boolean passedOn(DeviceCommand.Completed back) {
        return back.hostStatus() == 0 && (back.driverStatus() & ~DRIVER_SENSE) == 0;
    }

    private static <T> Optional<T> parsed(String hex, Parser<T> parser) {
        try {
            return Optional.of(parser.parse(HEX.parseHex(hex)));
        } catch (AnswerException _) {
            return Optional.empty();
        }
    }
}
