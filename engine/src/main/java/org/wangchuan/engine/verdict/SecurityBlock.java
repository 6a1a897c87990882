package org.wangchuan.engine.verdict;

import java.util.HexFormat;
import java.util.Optional;
import org.wangchuan.engine.command.tcg.Level0Discovery;
import org.wangchuan.engine.command.tcg.SecurityCommands;
import org.wangchuan.engine.medium.DeviceCommand;

/**
 * The fields of a recorded command that carries a security protocol: Security Send and Receive (NVMe Base 2.0), SECURITY PROTOCOL OUT and IN (SPC-5),
 * TRUSTED SEND and RECEIVE (ACS-4) with or without DMA in an ATA PASS-THROUGH (16).
 *
 * @param carrier what brings it to the device
 * @param sends whether it hands something to the device; otherwise it fetches
 * @param specific what is specific to the protocol, of TCG the ComID
 */
record SecurityBlock(Carrier carrier, boolean sends, int protocol, int specific) {
    /** Of one talk there is one. */
    enum Carrier {
        NVME,
        SCSI,
        ATA
    }

    private static final int SECURITY_SEND = 0x81;
    private static final int SECURITY_RECEIVE = 0x82;
    private static final int SECURITY_PROTOCOL_IN = 0xa2;
    private static final int SECURITY_PROTOCOL_OUT = 0xb5;
    private static final int BLOCK_BYTES = 12;
    private static final int TRUSTED_RECEIVE = 0x5c;
    private static final int TRUSTED_RECEIVE_DMA = 0x5d;
    private static final int TRUSTED_SEND = 0x5e;
    private static final int TRUSTED_SEND_DMA = 0x5f;
    private static final int ATA_DMA = 6;
    private static final int ATA_DATA_BYTES = 512;

    /** T_LENGTH and BYT_BLOK: as many blocks of 512 bytes as COUNT says, and not 0, which would move nothing (SAT-4). */
    private static final int COUNTED_BLOCKS = 0x06;

    private static final int FROM_DEVICE = 0x08;
    private static final int DATA_BITS = 0x1f;
    private static final int TOKENS = 2 * 56; // behind the headers of a ComPacket, a Packet and a Subpacket, in digits
    private static final int SESSION = 2 * 20;

    /** Revert (0000000600000202h) of the Admin SP (0000020500000001h), without parameters. */
    private static final String REVERT = "f8a80000020500000001a80000000600000202f0f1f9f0000000f1";

    private static final HexFormat HEX = HexFormat.of();

    /** Empty if it is another command. */
    static Optional<SecurityBlock> of(DeviceCommand recorded) {
        Optional<NvmeBlock> nvme = NvmeBlock.of(recorded);
        if (nvme.isPresent()) {
            boolean sends = nvme.get().is(SECURITY_SEND);
            long word10 = nvme.get().word10();
            return sends || nvme.get().is(SECURITY_RECEIVE)
                    ? Optional.of(new SecurityBlock(
                            Carrier.NVME, sends, (int) (word10 >>> 24), (int) (word10 >>> 8 & 0xffff)))
                    : Optional.empty();
        }
        Optional<AtaBlock> ata = AtaBlock.of(recorded);
        if (ata.isPresent()) {
            return trusted(recorded, ata.get());
        }
        byte[] block = DriveAnswer.request(recorded);
        if (block.length != BLOCK_BYTES || recorded.answer() instanceof DeviceCommand.Told) {
            return Optional.empty();
        }
        boolean sends = at(block, 0) == SECURITY_PROTOCOL_OUT;
        return sends || at(block, 0) == SECURITY_PROTOCOL_IN
                ? Optional.of(new SecurityBlock(Carrier.SCSI, sends, at(block, 1), at(block, 2) << 8 | at(block, 3)))
                : Optional.empty();
    }

    /** One that moves other than whole blocks, as many as it says, in the direction of its command, is none. */
    private static Optional<SecurityBlock> trusted(DeviceCommand recorded, AtaBlock block) {
        int protocol = switch (block.command()) {
            case TRUSTED_RECEIVE -> AtaBlock.PIO_IN;
            case TRUSTED_SEND -> AtaBlock.PIO_OUT;
            case TRUSTED_RECEIVE_DMA, TRUSTED_SEND_DMA -> ATA_DMA;
            default -> -1;
        };
        boolean sends = block.command() == TRUSTED_SEND || block.command() == TRUSTED_SEND_DMA;
        int moved = HEX.parseHex(recorded.sent().orElse("")).length;
        boolean whole = block.protocol() == protocol
                && !block.extended()
                && (at(DriveAnswer.request(recorded), 2) & DATA_BITS) == (COUNTED_BLOCKS | (sends ? 0 : FROM_DEVICE))
                && block.count() > 0
                && (block.address() & 0xff) == 0
                && block.address() >>> 24 == 0
                && moved == (sends ? block.count() * ATA_DATA_BYTES : 0);
        return whole
                ? Optional.of(new SecurityBlock(Carrier.ATA, sends, block.feature(), (int) (block.address() >>> 8)))
                : Optional.empty();
    }

    /** Level 0 Discovery. */
    boolean discovers() {
        return !sends && protocol == SecurityCommands.TCG && specific == Level0Discovery.COM_ID;
    }

    /** What a Level 0 Discovery was answered with; empty if it is none, or says nothing. */
    static Optional<Level0Discovery> discovered(DeviceCommand recorded) {
        return of(recorded)
                .filter(SecurityBlock::discovers)
                .flatMap(_ -> DriveAnswer.data(recorded, Level0Discovery::parse));
    }

    /** Revert of the Admin SP, within a session. */
    static boolean reverts(DeviceCommand recorded) {
        String sent = recorded.sent().orElse("");
        return of(recorded)
                        .filter(block -> block.sends() && block.protocol() == SecurityCommands.TCG)
                        .isPresent()
                && sent.length() > TOKENS + REVERT.length()
                && sent.startsWith(REVERT, TOKENS)
                && sent.substring(TOKENS + REVERT.length()).matches("(00)*")
                && !sent.startsWith("0".repeat(16), SESSION);
    }

    /** What was sent, if this hands something to the TCG protocol of a ComID by a carrier. */
    static Optional<byte[]> sentTo(Carrier carrier, int comId, DeviceCommand recorded) {
        return of(recorded)
                .filter(block -> block.carrier() == carrier
                        && block.sends()
                        && block.protocol() == SecurityCommands.TCG
                        && block.specific() == comId)
                .map(_ -> HEX.parseHex(recorded.sent().orElse("")));
    }

    private static int at(byte[] bytes, int index) {
        return Byte.toUnsignedInt(bytes[index]);
    }
}
