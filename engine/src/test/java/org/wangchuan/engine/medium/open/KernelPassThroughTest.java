package org.wangchuan.engine.medium.open;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.command.ata.AtaErasePassword;
import org.wangchuan.engine.command.ata.AtaSanitize;
import org.wangchuan.engine.command.ata.AtaSecurity;
import org.wangchuan.engine.command.ata.AtaSecurity.EraseMode;
import org.wangchuan.engine.command.ata.AtaSecurity.Identifier;
import org.wangchuan.engine.command.mmc.MmcCommands;
import org.wangchuan.engine.command.mmc.MmcCommands.EraseKind;
import org.wangchuan.engine.command.mmc.MmcRequest;
import org.wangchuan.engine.command.nvme.NvmeCommands;
import org.wangchuan.engine.command.nvme.NvmeErase;
import org.wangchuan.engine.command.nvme.NvmeSecurity;
import org.wangchuan.engine.command.scsi.ScsiRequest;
import org.wangchuan.engine.kernel.Requests;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.testing.AnsweringKernel;
import org.wangchuan.engine.medium.testing.SequenceKernel;
import org.wangchuan.engine.medium.testing.TcgDrive;

/** What reaches the kernel of a drive that is made to erase itself, and what does not. */
class KernelPassThroughTest {
    private final List<String> reached = new ArrayList<>();

    private final KernelPassThrough way = new KernelPassThrough(
            new AnsweringKernel(_ -> 0) {
                @Override
                public int ioctl(int descriptor, long request, MemorySegment argument) {
                    reached.add(Long.toHexString(request) + "@" + descriptor);
                    if (request == Requests.NVME_IOCTL_ID) {
                        return 7;
                    }
                    if (request == Requests.MMC_IOC_MULTI_CMD) {
                        return card(argument);
                    }
                    if (request == Requests.NVME_IOCTL_ADMIN_CMD) {
                        reached.add(HexFormat.of().toHexDigits(argument.get(JAVA_BYTE, 0)) + " time "
                                + argument.get(JAVA_INT, 64));
                        argument.set(JAVA_INT_UNALIGNED, 68, -2);
                        return argument.get(JAVA_BYTE, 0) == (byte) 0x80 ? 0x4002 : 0;
                    }
                    reached.add("direction " + argument.get(JAVA_INT, 4) + ", " + argument.get(JAVA_INT, 12)
                            + " bytes, time " + argument.get(JAVA_INT, 40));
                    return 0;
                }
            },
            new Descriptors(new AnsweringKernel(_ -> 0), 5, 5));

    @Test
    void aSanitizeGoesWithItsTimeAndComesBackWithStatusAndResult() {
        DeviceCommand.Answer answer =
                way.erase("nvme-sanitize-block", NvmeErase.blockErase().structure(300_000), new byte[0], 0, 300_000);
        assertThat(answer).isEqualTo(new DeviceCommand.Told(0, 0xfffffffeL, ""));
        assertThat(reached).containsExactly("4e40@5", "c0484e41@5", "84 time 300000");
    }

    /** A drive that erases itself may be slow to answer, and a reset in the middle of it does no good. */
    @Test
    void aQuestionHasTheTimeThatItIsGiven() {
        ScsiRequest status = AtaSanitize.status();
        way.ask(status.block(), status.readBytes(), 120_000);
        assertThat(reached.getLast()).endsWith("time 120000");
        way.ask(status.block(), status.readBytes());
        assertThat(reached.getLast()).endsWith("time 15000");
    }

    @Test
    void aFormatIsOfTheNamespaceThatIsHeldAlone() {
        byte[] own = NvmeErase.format(7, 0, NvmeErase.SecureErase.USER_DATA).structure(0);
        byte[] other = NvmeErase.format(1, 0, NvmeErase.SecureErase.USER_DATA).structure(0);
        assertThat(way.erase("nvme-format-user-data", own, new byte[0], 0, 1))
                .isEqualTo(new DeviceCommand.Told(0x4002, 0xfffffffeL, ""));
        reached.clear();
        assertThatThrownBy(() -> way.erase("nvme-format-user-data", other, new byte[0], 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(reached).containsExactly("4e40@5");
    }

    @Test
    void whatIsSentGoesOutAndOnlyByItsOwnTechnique() {
        ScsiRequest erase = AtaSecurity.eraseUnit(Identifier.USER, EraseMode.NORMAL, AtaErasePassword.bytes());
        way.erase("ata-security-erase", erase.block(), erase.sent(), 0, 86_400_000);
        assertThat(reached).containsExactly("2285@5", "direction -2, 512 bytes, time 86400000");
        reached.clear();
        assertThatThrownBy(() -> way.erase("ata-sanitize-block", erase.block(), erase.sent(), 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> way.erase("anything", erase.block(), erase.sent(), 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(reached).isEmpty();
    }

    /** As linux/mmc/ioctl.h has it: the number of commands, then each with opcode at 8, argument at 12, response at 16, time at 56, data at 64. */
    @SuppressWarnings("restricted") // follows the address in the structure, as the kernel does
    private int card(MemorySegment row) {
        long count = row.get(JAVA_LONG, 0);
        for (int i = 0; i < count; i++) {
            int at = 8 + i * 72;
            reached.add("CMD" + row.get(JAVA_INT, at + 8) + " " + Integer.toHexString(row.get(JAVA_INT, at + 12))
                    + " time " + row.get(JAVA_INT, at + 56));
            row.set(JAVA_INT, at + 16, 0x900 + i);
            if (row.get(JAVA_INT, at + 8) == 8) {
                row.get(ADDRESS, at + 64).reinterpret(512).set(JAVA_BYTE, 192, (byte) 8);
            }
        }
        return row.get(JAVA_INT, 8 + 8) == 6 ? -74 : 0;
    }

    @Test
    void aCardIsAskedAndErasedByRows() {
        byte[] erase = MmcRequest.row(MmcCommands.erase(0, 8191, EraseKind.ERASE), 86_400_000);
        assertThat(way.erase("mmc-erase-sanitize", erase, new byte[0], 0, 86_400_000))
                .isEqualTo(new DeviceCommand.Told(0, 0x902, "000009000000090100000902"));
        assertThat(reached)
                .containsExactly(
                        "c008b301@5", "CMD35 0 time 86400000", "CMD36 1fff time 86400000", "CMD38 0 time 86400000");
        byte[] sanitize = MmcRequest.row(List.of(MmcCommands.sanitize()), 1);
        assertThat(way.erase("mmc-erase-sanitize", sanitize, new byte[0], 0, 1))
                .isEqualTo(new DeviceCommand.NotSent(74));
        DeviceCommand.Answer told = way.ask(MmcRequest.row(List.of(MmcCommands.extendedCsd()), 0), 512);
        assertThat(((DeviceCommand.Told) told).data()).hasSize(1024).contains("5a08");
        reached.clear();
        assertThatThrownBy(() -> way.erase("nvme-sanitize-block", erase, new byte[0], 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> way.ask(erase, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(reached).isEmpty();
    }

    /** StartSession as PSID on the Admin SP (TCG Core, "StartSession"; Opal feature set PSID), in a block of 512 bytes; and what answers it. */
    @Test
    void whatASecurityProtocolCarriesReachesAnNvmeDriveAndComesBack() {
        String tokens = "f8a800000000000000ffa8000000000000ff02f08410000001a8000002050000000101f200d020"
                + HexFormat.of().formatHex("MODELTPER0123456789ABCDEFGHIJKLM".getBytes(StandardCharsets.US_ASCII))
                + "f3f203a8000000090001ff01f3f1f9f0000000f1";
        byte[] message = Arrays.copyOf(TcgDrive.comPacket(0, 0, tokens), 512);
        byte[] answer = TcgDrive.padded(TcgDrive.started());
        byte[] send = NvmeSecurity.send(1, TcgDrive.COM_ID, message).structure(120_000);
        byte[] receive = NvmeSecurity.receive(1, TcgDrive.COM_ID, 2048).structure(0);
        try (SequenceKernel kernel = new SequenceKernel(259, 0)) {
            kernel.namespace(1).securitySend(0x01100000, message, 120_000, 0);
            kernel.namespace(1).securityReceive(0x01100000, 2048, 0, answer);
            KernelPassThrough nvme = new KernelPassThrough(kernel, new Descriptors(new AnsweringKernel(_ -> 0), 5, 5));
            assertThat(nvme.erase("tcg-psid-revert", send, message, 0, 120_000))
                    .isEqualTo(new DeviceCommand.Told(0, 0, ""));
            assertThat(nvme.erase("tcg-psid-revert", receive, new byte[0], 2048, 1))
                    .isEqualTo(new DeviceCommand.Told(0, 0, HexFormat.of().formatHex(answer)));
        }
    }

    @Test
    void noOtherTechniqueMovesData() {
        byte[] sanitize = NvmeErase.blockErase().structure(1);
        byte[] receive = NvmeSecurity.receive(1, TcgDrive.COM_ID, 2048).structure(0);
        byte[] row = MmcRequest.row(MmcCommands.erase(0, 8191, EraseKind.ERASE), 1);
        assertThatThrownBy(() -> way.erase("nvme-sanitize-block", sanitize, new byte[512], 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> way.erase("nvme-sanitize-block", sanitize, new byte[0], 512, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> way.erase("nvme-sanitize-block", receive, new byte[0], 2048, 1))
                .isInstanceOf(IllegalArgumentException.class);
        // The length that is read is the one that the command itself says.
        assertThatThrownBy(() -> way.erase("tcg-psid-revert", receive, new byte[0], 512, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(reached).containsOnly("4e40@5");
        reached.clear();
        assertThatThrownBy(() -> way.erase("mmc-erase-sanitize", row, new byte[512], 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> way.erase("mmc-erase-sanitize", row, new byte[0], 512, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(reached).isEmpty();
    }

    @Test
    void aQuestionChangesNothing() {
        assertThatThrownBy(() -> way.ask(NvmeErase.blockErase().structure(0), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> way.ask(AtaSanitize.clearFailure().block(), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(reached).isEmpty();
        // Nobody wrote to the buffer: that is no answer of zeros.
        assertThat(way.ask(NvmeCommands.sanitizeLog().structure(0), 512))
                .isEqualTo(new DeviceCommand.Told(0, 0xfffffffeL, ""));
    }
}
