package org.wangchuan.engine.purge;

import org.wangchuan.engine.command.nvme.NvmeSecurity;
import org.wangchuan.engine.command.scsi.ScsiSecurity;
import org.wangchuan.engine.command.tcg.Level0Discovery;
import org.wangchuan.engine.command.tcg.SecurityCommands;
import org.wangchuan.engine.command.tcg.TcgMessage;
import org.wangchuan.engine.medium.PassThrough;

/** What carries security protocols to a drive. Linux hands those of SCSI on to SATA drives ({@code ata_scsi_security_inout_xlat}). */
enum TcgCarrier {
    NVME,
    SCSI;

    private static final int SCSI_MILLIS = 120_000;

    /** What leads to the medium that is held. */
    static TcgCarrier of(PassThrough passThrough) {
        return passThrough.namespace().isPresent() ? NVME : SCSI;
    }

    /** Level 0 Discovery, which changes nothing. */
    Message discovery() {
        return receive(SecurityCommands.TCG, Level0Discovery.COM_ID, Level0Discovery.BYTES);
    }

    /** Hands a message over; a secret in it is not kept. */
    Message send(TcgMessage message) {
        byte[] bytes = message.bytes();
        Message out = switch (this) {
            case NVME ->
                Message.of(NvmeSecurity.send(message.protocol(), message.comId(), bytes), NvmeDialect.START_MILLIS);
            case SCSI -> Message.of(ScsiSecurity.out(message.protocol(), message.comId(), bytes), SCSI_MILLIS);
        };
        return out.recordedAs(out.name() + ", " + message.name(), message.recorded());
    }

    /** Fetches what there is for a ComID. */
    Message fetch(int protocol, int comId) {
        return receive(protocol, comId, TcgMessage.BYTES_MAX);
    }

    private Message receive(int protocol, int specific, int bytes) {
        return switch (this) {
            case NVME -> Message.of(NvmeSecurity.receive(protocol, specific, bytes), 0);
            case SCSI -> Message.of(ScsiSecurity.in(protocol, specific, bytes / ScsiSecurity.BLOCK_BYTES), SCSI_MILLIS);
        };
    }
}
