package org.wangchuan.engine.purge;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.Told;
import org.wangchuan.engine.command.ata.AtaTrusted;
import org.wangchuan.engine.command.ata.AtaTrusted.Mode;
import org.wangchuan.engine.command.nvme.NvmeSecurity;
import org.wangchuan.engine.command.scsi.ScsiSecurity;
import org.wangchuan.engine.command.tcg.Level0Discovery;
import org.wangchuan.engine.command.tcg.SecurityCommands;
import org.wangchuan.engine.command.tcg.TcgMessage;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.PassThrough;

/** What carries security protocols to a drive. */
enum TcgCarrier {
    NVME,
    SCSI,
    /** The same, which a translation makes an ATA drive's commands of; Linux does for one that says in its logs that it has them. */
    TRANSLATED,
    /** An ATA drive's own commands. Linux lets them through only if it was started with {@code libata.allow_tpm=1}, the translation of an adapter mostly does. */
    ATA;

    private static final int SCSI_MILLIS = 120_000;

    /**
     * What may lead to the medium that is held, in the order in which it is tried.
     *
     * @param asked what it was asked before; of a drive whose IDENTIFY DEVICE says that it has the Trusted Computing feature set there are two ways
     */
    static List<TcgCarrier> of(PassThrough passThrough, List<DeviceCommand> asked) {
        if (passThrough.namespace().isPresent()) {
            return List.of(NVME);
        }
        return asked.stream().anyMatch(TcgCarrier::saysTrusted) ? List.of(TRANSLATED, ATA) : List.of(SCSI);
    }

    /** By which of them a recorded command is Level 0 Discovery; empty if it is something else. */
    static Optional<TcgCarrier> ofDiscovery(DeviceCommand command) {
        return Arrays.stream(values())
                .filter(one -> one.discovery().isSameAs(command))
                .findFirst();
    }

    private static boolean saysTrusted(DeviceCommand command) {
        if (!SecurityProcedure.identify().isSameAs(command)) {
            return false;
        }
        try {
            Optional<byte[]> data = TcgTalk.data(command);
            return data.isPresent() && SecurityCommands.ata(data.get()) == Told.YES;
        } catch (AnswerException _) {
            return false; // not told
        }
    }

    /** Level 0 Discovery, which changes nothing. */
    Message discovery() {
        return receive(SecurityCommands.TCG, Level0Discovery.COM_ID, Level0Discovery.BYTES);
    }

    /** Hands a message over; a secret in it is not kept. */
    Message send(TcgMessage message) {
        int protocol = message.protocol();
        int comId = message.comId();
        byte[] bytes = message.bytes();
        Message out = switch (this) {
            case NVME -> Message.of(NvmeSecurity.send(protocol, comId, bytes), NvmeDialect.START_MILLIS);
            case SCSI -> Message.of(ScsiSecurity.out(protocol, comId, bytes), SCSI_MILLIS);
            case TRANSLATED -> Message.of(ScsiSecurity.outBytes(protocol, comId, bytes), SCSI_MILLIS);
            case ATA -> Message.of(AtaTrusted.send(Mode.PIO, protocol, comId, bytes), SCSI_MILLIS);
        };
        return out.recordedAs(out.name() + ", " + message.name(), message.recorded());
    }

    /** Fetches what there is for a ComID. */
    Message fetch(int protocol, int comId) {
        return receive(protocol, comId, TcgMessage.BYTES_MAX);
    }

    private Message receive(int protocol, int specific, int bytes) {
        int blocks = bytes / ScsiSecurity.BLOCK_BYTES;
        return switch (this) {
            case NVME -> Message.of(NvmeSecurity.receive(protocol, specific, bytes), 0);
            case SCSI -> Message.of(ScsiSecurity.in(protocol, specific, blocks), SCSI_MILLIS);
            case TRANSLATED -> Message.of(ScsiSecurity.inBytes(protocol, specific, blocks), SCSI_MILLIS);
            case ATA -> Message.of(AtaTrusted.receive(Mode.PIO, protocol, specific, blocks), SCSI_MILLIS);
        };
    }
}
