package org.wangchuan.engine.purge;

import java.util.HexFormat;
import java.util.Optional;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.ata.AtaRegisters;
import org.wangchuan.engine.command.mmc.MmcRow;
import org.wangchuan.engine.command.scsi.SenseData;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.medium.DeviceCommand;

/** Whether a drive took a command, as far as its answer goes; it decides what is sent next, and is no part of any verdict. */
enum Acceptance {
    TAKEN,
    /** It says no, or nobody passed it on. */
    REFUSED,
    /** A SCSI device first wants to tell of something else: the same is to be sent again. */
    AGAIN,
    /** The drive is no longer there. */
    GONE,
    /** Neither: it may have been taken. */
    UNCLEAR;

    private static final int GOOD = 0x00;
    private static final int CHECK_CONDITION = 0x02;
    private static final int NO_CONNECTION = 0x01; // DID_NO_CONNECT, scsi/scsi_status.h
    private static final int UNIT_ATTENTION = 6;
    private static final int NO_SENSE = 0;
    private static final int RECOVERED = 1;
    private static final byte ATA_PASS_THROUGH_16 = (byte) 0x85;
    private static final int STATUS_BITS = 0x7ff;
    private static final int FROM_HOST = 0x370; // linux/nvme.h, NVME_SC_HOST_PATH_ERROR and NVME_SC_HOST_ABORTED_CMD
    private static final int HOST_ABORTED = 0x371;
    private static final HexFormat HEX = HexFormat.of();

    static Acceptance of(DeviceCommand command) {
        return switch (command.answer()) {
            case DeviceCommand.NotSent(int errno) -> {
                if (isGone(errno)) {
                    yield GONE;
                }
                boolean refused = Errno.EINVAL.number() == errno
                        || Errno.EPERM.number() == errno
                        || Errno.EACCES.number() == errno
                        || Errno.ENOTTY.number() == errno
                        || Errno.EOPNOTSUPP.number() == errno
                        // SWITCH_ERROR in the status that the kernel asked for (drivers/mmc/core/mmc_ops.c,
                        // mmc_switch_status_error).
                        || Errno.EBADMSG.number() == errno;
                yield refused ? REFUSED : UNCLEAR;
            }
            case DeviceCommand.Told(int _, long last, String data)
            when MmcRow.isRow(HEX.parseHex(command.request())) ->
                MmcRow.parse(HEX.parseHex(command.request()))
                                .filter(row -> row.taken(last, data))
                                .isPresent()
                        ? TAKEN
                        : REFUSED;
            case DeviceCommand.Told(int status, long _, String _) -> {
                int code = status & STATUS_BITS;
                yield code == 0 ? TAKEN : code == FROM_HOST || code == HOST_ABORTED ? UNCLEAR : REFUSED;
            }
            case DeviceCommand.Completed back -> ofScsi(command, back);
        };
    }

    private static Acceptance ofScsi(DeviceCommand command, DeviceCommand.Completed back) {
        if (back.hostStatus() != 0) {
            return back.hostStatus() == NO_CONNECTION ? GONE : UNCLEAR;
        }
        if (back.status() == GOOD) {
            return TAKEN;
        }
        if (back.status() != CHECK_CONDITION) {
            return REFUSED;
        }
        byte[] sense = HEX.parseHex(back.sense());
        Optional<AtaRegisters> registers = AtaRegisters.parse(sense);
        if (registers.isPresent()) {
            return registers.get().succeeded() ? TAKEN : REFUSED;
        }
        boolean ata = HEX.parseHex(command.request())[0] == ATA_PASS_THROUGH_16;
        try {
            int key = SenseData.parse(sense).key();
            return switch (key) {
                case UNIT_ATTENTION -> AGAIN;
                // Of an ATA command the registers alone say what became of it; asked for by CK_COND they come with this
                // key (SAT-4,
                // "ATA PASS-THROUGH status return"). Without them nothing was answered.
                case RECOVERED -> ata ? UNCLEAR : TAKEN;
                // There is no sense data to tell of (SPC-5, "Sense keys"): with a check condition that is no answer.
                case NO_SENSE -> UNCLEAR;
                default -> REFUSED;
            };
        } catch (AnswerException _) {
            return UNCLEAR;
        }
    }

    static boolean isGone(int errno) {
        return Errno.ENODEV.number() == errno || Errno.ENXIO.number() == errno || Errno.EBADF.number() == errno;
    }
}
