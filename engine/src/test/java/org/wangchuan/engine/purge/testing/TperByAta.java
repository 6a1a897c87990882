package org.wangchuan.engine.purge.testing;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.Set;
import org.wangchuan.engine.command.nvme.NvmeRequest;
import org.wangchuan.engine.command.nvme.NvmeSecurity;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.PassThrough;
import org.wangchuan.engine.medium.testing.AtaDrive;

/**
 * A trusted peripheral in a SATA drive, which is spoken to by what the kernel or an adapter lets through (SPC-5, SAT-4, ACS-4; fields written from those).
 * A block that is none of these is refused as an unknown one.
 */
public final class TperByAta implements PassThrough {
    private static final HexFormat HEX = HexFormat.of();
    private static final String INVALID_OPCODE = "700005000000000a00000000200000000000";
    private static final String INVALID_FIELD = "700005000000000a00000000240000000000";

    /** What comes through. */
    public enum Lets {
        /** SECURITY PROTOCOL IN and OUT, as Linux translates them: in bytes alone. */
        SECURITY_PROTOCOL,
        /** TRUSTED SEND and RECEIVE. */
        TRUSTED
    }

    private final ModelTper drive;
    private final long blocks;
    private final Set<Lets> lets;

    /**
     * @param drive what is behind it
     * @param blocks of 512 bytes, as it tells
     */
    public TperByAta(ModelTper drive, long blocks, Set<Lets> lets) {
        this.drive = drive;
        this.blocks = blocks;
        this.lets = Set.copyOf(lets);
    }

    @Override
    public OptionalLong namespace() {
        return OptionalLong.empty();
    }

    private record Security(boolean sends, int protocol, int specific, int bytes) {}

    private static DeviceCommand.Answer refused(String sense) {
        return new DeviceCommand.Completed(2, 0, 8, sense, "");
    }

    private static boolean at(byte[] block, int... values) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] >= 0 && Byte.toUnsignedInt(block[i]) != values[i]) {
                return false;
            }
        }
        return true;
    }

    private static int big16(byte[] block, int high, int low) {
        return Byte.toUnsignedInt(block[high]) << 8 | Byte.toUnsignedInt(block[low]);
    }

    @Override
    public DeviceCommand.Answer ask(byte[] block, int readBytes) {
        if (block.length == 16 && at(block, 0x85, 8, 0x0e, 0, 0, 0, 1) && block[14] == (byte) 0xec) {
            return new DeviceCommand.Completed(
                    0,
                    0,
                    0,
                    "",
                    HEX.formatHex(new AtaDrive()
                            .serial("S1")
                            .model("Model")
                            .blocks(blocks)
                            .withoutHidingFeatures()
                            .word(48, 0x4001)
                            .identify()));
        }
        return through(block, new byte[0], readBytes, "");
    }

    @Override
    public DeviceCommand.Answer erase(String technique, byte[] block, byte[] sent, int readBytes, int timeoutMillis) {
        return through(block, sent, readBytes, technique);
    }

    private DeviceCommand.Answer through(byte[] block, byte[] sent, int readBytes, String technique) {
        if (block.length == 12 && (block[0] == (byte) 0xa2 || block[0] == (byte) 0xb5)) {
            int length = ByteBuffer.wrap(block).getInt(6);
            return lets.contains(Lets.SECURITY_PROTOCOL)
                    ? carried(
                            new Security(block[0] == (byte) 0xb5, block[1], big16(block, 2, 3), length),
                            sent,
                            readBytes,
                            technique)
                    : refused(INVALID_OPCODE);
        }
        boolean receives = at(block, 0x85, 8, 0x0e, 0, -1, 0, -1, 0, 0, 0, -1, 0, -1, 0x40, 0x5c, 0);
        boolean sends = at(block, 0x85, 10, 0x06, 0, -1, 0, -1, 0, 0, 0, -1, 0, -1, 0x40, 0x5e, 0);
        if (!receives && !sends) {
            return refused(INVALID_OPCODE);
        }
        return lets.contains(Lets.TRUSTED)
                ? carried(
                        new Security(sends, block[4], big16(block, 12, 10), 512 * block[6]), sent, readBytes, technique)
                : refused(INVALID_FIELD);
    }

    /** What is fetched comes whole or up to what was asked for; what is sent has the length that was named. */
    private DeviceCommand.Answer carried(Security security, byte[] sent, int readBytes, String technique) {
        if (security.sends() ? security.bytes() != sent.length : security.bytes() > readBytes) {
            return refused(INVALID_FIELD);
        }
        NvmeRequest request = security.sends()
                ? NvmeSecurity.send(security.protocol(), security.specific(), sent)
                : NvmeSecurity.receive(security.protocol(), security.specific(), security.bytes());
        DeviceCommand.Answer answer = technique.isEmpty()
                ? drive.ask(request.structure(0), security.bytes())
                : drive.erase(technique, request.structure(0), sent, security.sends() ? 0 : security.bytes(), 1);
        return switch (answer) {
            case DeviceCommand.Told(int status, long _, String data) ->
                status == 0 ? new DeviceCommand.Completed(0, 0, 0, "", data) : refused(INVALID_FIELD);
            case DeviceCommand.NotSent none -> none;
            case DeviceCommand.Completed back -> back;
        };
    }
}
