package org.wangchuan.engine.medium.inquiry;

import java.util.HexFormat;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.mmc.CardStatus;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.nvme.NvmePort;
import org.wangchuan.engine.medium.told.Fact.Untold;
import org.wangchuan.engine.medium.told.Fact.Why;

/** What an answer holds, or why it holds nothing. */
sealed interface Reply<T> {

    /** What was given. */
    record Given<T>(T value) implements Reply<T> {}

    /** Why there is nothing. */
    record Withheld<T>(Untold why) implements Reply<T> {}

    /** Reads bytes. */
    @FunctionalInterface
    interface Parser<T> {
        T parse(byte[] bytes) throws AnswerException;
    }

    /** Data of a SCSI command. */
    static <T> Reply<T> data(DeviceCommand.Answer answer, Parser<T> parser) {
        return switch (answer) {
            case DeviceCommand.NotSent(int errno) -> notPassedOn(errno);
            case DeviceCommand.Told _ -> new Withheld<>(new Untold(Why.MALFORMED, "none to a SCSI command"));
            case DeviceCommand.Completed back -> {
                if (failed(back)) {
                    yield adapter(back);
                }
                yield back.status() == Scsi.GOOD ? parsed(back.data(), parser) : refused(back);
            }
        };
    }

    /** Registers of an ATA command without data, which come as sense data, with or without a check condition. */
    static <T> Reply<T> registers(DeviceCommand.Answer answer, Parser<T> parser) {
        return switch (answer) {
            case DeviceCommand.NotSent(int errno) -> notPassedOn(errno);
            case DeviceCommand.Told _ -> new Withheld<>(new Untold(Why.MALFORMED, "none to a SCSI command"));
            case DeviceCommand.Completed back -> {
                if (failed(back)) {
                    yield adapter(back);
                }
                boolean known = back.status() == Scsi.GOOD || back.status() == Scsi.CHECK_CONDITION;
                yield known ? parsed(back.sense(), parser) : refused(back);
            }
        };
    }

    /** Data of an NVMe command. */
    static <T> Reply<T> data(NvmePort.Answer answer, Parser<T> parser) {
        return switch (answer) {
            case NvmePort.NotSent(int errno) -> notPassedOn(errno);
            case NvmePort.Completed back -> {
                if (back.status() == 0) {
                    yield parsed(back.data(), parser);
                }
                String status = HexFormat.of().toHexDigits((short) back.status());
                yield new Withheld<>(new Untold(Why.REFUSED, "status " + status + "h"));
            }
        };
    }

    /** Data of a command to an eMMC that went alone. */
    static <T> Reply<T> row(DeviceCommand.Answer answer, Parser<T> parser) {
        return switch (answer) {
            case DeviceCommand.NotSent(int errno) -> notPassedOn(errno);
            case DeviceCommand.Completed _ -> new Withheld<>(new Untold(Why.MALFORMED, "none to a command of a card"));
            case DeviceCommand.Told(int _, long response, String data) ->
                new CardStatus((int) response).failed()
                        ? new Withheld<>(new Untold(
                                Why.REFUSED, "response " + HexFormat.of().toHexDigits((int) response) + "h"))
                        : parsed(data, parser);
        };
    }

    private static <T> Reply<T> parsed(String hex, Parser<T> parser) {
        return parsed(HexFormat.of().parseHex(hex), parser);
    }

    private static <T> Reply<T> parsed(byte[] bytes, Parser<T> parser) {
        try {
            return new Given<>(parser.parse(bytes));
        } catch (AnswerException e) {
            return new Withheld<>(new Untold(Why.MALFORMED, e.code().id() + ": " + String.valueOf(e.getMessage())));
        }
    }

    private static <T> Reply<T> notPassedOn(int errno) {
        return new Withheld<>(new Untold(Why.NOT_PASSED_ON, Errno.describe(errno)));
    }

    private static boolean failed(DeviceCommand.Completed back) {
        return back.hostStatus() != 0 || (back.driverStatus() & ~Scsi.DRIVER_SENSE) != 0;
    }

    private static <T> Reply<T> adapter(DeviceCommand.Completed back) {
        String host = HexFormat.of().toHexDigits((short) back.hostStatus());
        String driver = HexFormat.of().toHexDigits((short) back.driverStatus());
        return new Withheld<>(new Untold(Why.NOT_PASSED_ON, "host " + host + "h, driver " + driver + "h"));
    }

    private static <T> Reply<T> refused(DeviceCommand.Completed back) {
        String status = HexFormat.of().toHexDigits((byte) back.status());
        return new Withheld<>(new Untold(Why.REFUSED, "status " + status + "h, sense " + back.sense()));
    }

    /** Status bytes (SAM-5), and the driver's own (scsi/scsi.h of kernels before 5.14), which says only that there is sense data. */
    final class Scsi {
        static final int GOOD = 0x00;
        static final int CHECK_CONDITION = 0x02;
        static final int DRIVER_SENSE = 0x08;

        private Scsi() {}
    }
}
