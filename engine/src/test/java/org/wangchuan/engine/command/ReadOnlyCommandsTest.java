package org.wangchuan.engine.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.command.ata.AtaInquiry;
import org.wangchuan.engine.command.ata.AtaMaxAddress;
import org.wangchuan.engine.command.ata.AtaSanitize;
import org.wangchuan.engine.command.ata.AtaTrusted;
import org.wangchuan.engine.command.mmc.MmcCommands;
import org.wangchuan.engine.command.mmc.MmcRequest;
import org.wangchuan.engine.command.nvme.NvmeCommands;
import org.wangchuan.engine.command.nvme.NvmeRequest;
import org.wangchuan.engine.command.nvme.NvmeSecurity;
import org.wangchuan.engine.command.scsi.ScsiInquiry;
import org.wangchuan.engine.command.scsi.ScsiSecurity;

/** What is sent without asking anybody: of all commands that can be built, these and no other. */
class ReadOnlyCommandsTest {
    private static final HexFormat HEX = HexFormat.of();

    private static final Set<String> ALLOWED = new TreeSet<>(List.of(
            "IDENTIFY DEVICE",
            "CHECK POWER MODE",
            "READ LOG EXT",
            "READ LOG EXT, Device Statistics",
            "LOG SENSE, write errors",
            "LOG SENSE, read errors",
            "READ DEFECT DATA(12), grown list",
            "SMART READ DATA",
            "SMART RETURN STATUS",
            "SANITIZE STATUS EXT",
            "READ NATIVE MAX ADDRESS",
            "READ NATIVE MAX ADDRESS EXT",
            "GET NATIVE MAX ADDRESS EXT",
            "DEVICE CONFIGURATION IDENTIFY",
            "INQUIRY",
            "INQUIRY, VPD 80h",
            "INQUIRY, VPD 83h",
            "INQUIRY, VPD 89h",
            "INQUIRY, VPD B0h",
            "INQUIRY, VPD B1h",
            "INQUIRY, VPD B2h",
            "TEST UNIT READY",
            "READ CAPACITY(10)",
            "READ CAPACITY(16)",
            "REPORT SUPPORTED OPERATION CODES",
            "REPORT LUNS",
            "MODE SENSE(10), block descriptor",
            "MODE SENSE(10), long block descriptor",
            "Identify Controller",
            "Identify Namespace",
            "Identify, active namespaces",
            "Identify, allocated namespaces",
            "Identify, namespace descriptors",
            "Identify, controllers",
            "Get Log Page, SMART (02h)",
            "Get Log Page, Sanitize Status (81h)",
            "Get Log Page, Supported Log Pages (00h)",
            "Get Log Page, Boot Partition (15h), header",
            "TRUSTED RECEIVE, list of protocols",
            "TRUSTED RECEIVE, Level 0 Discovery",
            "TRUSTED RECEIVE DMA, Level 0 Discovery",
            "SECURITY PROTOCOL IN, list of protocols",
            "SECURITY PROTOCOL IN, length in bytes",
            "SECURITY PROTOCOL IN, Level 0 Discovery",
            "Security Receive, list of protocols",
            "Security Receive, Level 0 Discovery",
            "SEND_EXT_CSD",
            "SEND_STATUS"));

    /** Each row of the table in docs/commands.md, so that a new one has to be thought about here. */
    @Test
    void ofAllCommandsOnlyTheseAreLetThrough() {
        Set<String> through = new TreeSet<>();
        for (CommandRow row : CommandRows.all()) {
            long passes =
                    row.ours().stream().filter(ReadOnlyCommandsTest::allowed).count();
            // A row of several commands counts if any of them went through.
            if (passes > 0) {
                through.add(row.name());
            }
        }
        assertThat(through).isEqualTo(ALLOWED);
    }

    private static boolean allowed(Sent sent) {
        byte[] command = HEX.parseHex(sent.command());
        return switch (sent.kind()) {
            case "scsi" -> ReadOnlyCommands.scsi(command);
            case "nvme" -> ReadOnlyCommands.nvme(command);
            case "mmc" -> ReadOnlyCommands.mmc(row(command));
            default -> false;
        };
    }

    /** The same commands with the one field changed that makes them do something. */
    @Test
    void aFieldThatChangesSomethingKeepsItBack() {
        ata(AtaSanitize.status().block(), 6, 1); // clears the failed state
        ata(AtaSanitize.status().block(), 4, 0x12); // BLOCK ERASE EXT, without its key
        ata(AtaSanitize.status().block(), 3, 1); // upper half of FEATURE
        ata(AtaSanitize.status().block(), 1, 0x06); // without EXTEND the translation takes other fields
        ata(AtaMaxAddress.getNativeMax().block(), 4, 1); // SET ACCESSIBLE MAX ADDRESS EXT
        ata(AtaMaxAddress.getNativeMax().block(), 4, 2); // FREEZE
        ata(AtaMaxAddress.readNativeMax().block(), 14, 0xf9); // SET MAX ADDRESS
        ata(AtaMaxAddress.readNativeMaxExt().block(), 14, 0x37);
        ata(AtaMaxAddress.overlayIdentify().block(), 4, 0xc0); // RESTORE
        ata(AtaMaxAddress.overlayIdentify().block(), 4, 0xc3); // SET
        ata(AtaInquiry.identify().block(), 14, 0xf4); // SECURITY ERASE UNIT
        ata(AtaInquiry.identify().block(), 2, 0x06); // towards the device
        ata(AtaInquiry.identify().block(), 1, 5 << 1); // PIO data-out
        ata(AtaInquiry.smartData().block(), 4, 0xd9); // SMART DISABLE OPERATIONS
        ata(AtaInquiry.smartStatus().block(), 4, 0xd4); // EXECUTE OFF-LINE IMMEDIATE
        ata(AtaInquiry.readLog(0x30, 0, 1).block(), 8, 0x10); // NCQ errors: ends what is queued
        ata(AtaInquiry.powerMode().block(), 14, 0xe0); // STANDBY IMMEDIATE
    }

    @Test
    void ofErrorCountersAndDefectsOnlyTheCountsAreLetThrough() {
        ata(ScsiInquiry.logPage(2, 512).block(), 1, 1); // SP: saves what is counted
        ata(ScsiInquiry.logPage(2, 512).block(), 0, 0x4c); // LOG SELECT
        ata(ScsiInquiry.logPage(3, 512).block(), 2, 0x03); // threshold values
        ata(ScsiInquiry.logPage(3, 512).block(), 2, 0x4d); // another page
        ata(ScsiInquiry.logPage(3, 512).block(), 3, 0xff); // all its subpages
        ata(ScsiInquiry.grownDefects().block(), 0, 0xb5); // SECURITY PROTOCOL OUT
        ata(ScsiInquiry.grownDefects().block(), 1, 0x1c); // the primary list as well
    }

    @Test
    void ofModePagesOnlyWhatADiskIsSetToShowIsAskedFor() {
        ata(ScsiInquiry.capacitySetting(false).block(), 0, 0x55); // MODE SELECT
        ata(ScsiInquiry.capacitySetting(true).block(), 2, 0x41); // changeable values
        ata(ScsiInquiry.capacitySetting(false).block(), 2, 0x3f); // all pages
        ata(ScsiInquiry.capacitySetting(false).block(), 1, 0x08); // without block descriptors
        ata(ScsiInquiry.capacitySetting(false).block(), 3, 0xff); // all subpages
        ata(ScsiInquiry.reportUnits().block(), 0, 0xa1); // ATA PASS-THROUGH (12)
    }

    private static void ata(byte[] block, int at, int value) {
        assertThat(ReadOnlyCommands.scsi(block)).isTrue();
        byte[] changed = block.clone();
        changed[at] = (byte) value;
        assertThat(ReadOnlyCommands.scsi(changed)).as(HEX.formatHex(changed)).isFalse();
    }

    @Test
    void otherFormsAreKeptBack() {
        byte[] twelve = new byte[12];
        twelve[0] = (byte) 0xa1; // ATA PASS-THROUGH (12), BLANK on optical drives
        twelve[1] = 4 << 1;
        twelve[9] = (byte) 0xec;
        assertThat(ReadOnlyCommands.scsi(twelve)).isFalse();
        assertThat(ReadOnlyCommands.scsi(new byte[0])).isFalse();
        assertThat(ReadOnlyCommands.scsi(new byte[6])).isTrue(); // TEST UNIT READY
        for (int i = 0; i < 6; i++) {
            byte[] other = new byte[6];
            other[i] = 1;
            assertThat(ReadOnlyCommands.scsi(other)).isFalse(); // REZERO UNIT, or a field that is reserved
        }
        byte[] rezero = new byte[16];
        rezero[0] = 0x12;
        assertThat(ReadOnlyCommands.scsi(rezero)).isFalse(); // of another length than its own
        assertThat(ReadOnlyCommands.nvme(new byte[0])).isFalse();
    }

    /** What is fetched for a ComID is taken away from whoever talks by it. */
    @Test
    void ofSecurityProtocolsOnlyTheListAndDiscoveryAreLetThrough() {
        for (int protocol = 0; protocol <= 0xff; protocol++) {
            for (int specific : new int[] {0, 1, 2, 4, 5, 0x100, 0x7fe, 0x1000, 0xffff}) {
                boolean asks = (protocol == 0 && specific == 0) || (protocol == 1 && specific == 1);
                assertThat(ReadOnlyCommands.scsi(
                                ScsiSecurity.in(protocol, specific, 1).block()))
                        .isEqualTo(asks);
                assertThat(ReadOnlyCommands.scsi(
                                ScsiSecurity.inBytes(protocol, specific, 1).block()))
                        .isEqualTo(asks);
                for (AtaTrusted.Mode mode : AtaTrusted.Mode.values()) {
                    assertThat(ReadOnlyCommands.scsi(AtaTrusted.receive(mode, protocol, specific, 1)
                                    .block()))
                            .isEqualTo(asks);
                    assertThat(ReadOnlyCommands.scsi(AtaTrusted.send(mode, protocol, specific, new byte[512])
                                    .block()))
                            .isFalse();
                }
                assertThat(ReadOnlyCommands.nvme(
                                NvmeSecurity.receive(protocol, specific, 512).structure(0)))
                        .isEqualTo(asks);
                assertThat(ReadOnlyCommands.nvme(NvmeSecurity.send(protocol, specific, new byte[512])
                                .structure(0)))
                        .isFalse();
                assertThat(ReadOnlyCommands.scsi(ScsiSecurity.out(protocol, specific, new byte[512])
                                .block()))
                        .isFalse();
            }
        }
        nvme(NvmeSecurity.receive(1, 1, 512), NvmeRequest.WORD_10_OFFSET, 1); // NSSF
        ata(AtaTrusted.receive(AtaTrusted.Mode.PIO, 1, 1, 1).block(), 14, 0x5e); // TRUSTED SEND
        ata(AtaTrusted.receive(AtaTrusted.Mode.DMA, 1, 1, 1).block(), 14, 0x5f);
        ata(AtaTrusted.receive(AtaTrusted.Mode.PIO, 1, 1, 1).block(), 1, 5 << 1); // PIO data-out
        ata(AtaTrusted.receive(AtaTrusted.Mode.DMA, 1, 1, 1).block(), 2, 0x06); // towards the device
        ata(AtaTrusted.receive(AtaTrusted.Mode.PIO, 1, 1, 1).block(), 3, 1);
    }

    @Test
    void adminCommandsOfOtherKindsAreKeptBack() {
        nvme(NvmeCommands.identifyController(), 0, 0x80); // FORMAT NVM
        nvme(NvmeCommands.identifyController(), 0, 0x84); // SANITIZE
        nvme(NvmeCommands.identifyController(), 0, 0x09); // SET FEATURES
        nvme(NvmeCommands.identifyController(), 0, 0x0d);
        nvme(NvmeCommands.identifyController(), 1, 1); // flags
        nvme(NvmeCommands.identifyController(), NvmeRequest.WORD_10_OFFSET, 0x15);
        nvme(NvmeCommands.sanitizeLog(), NvmeRequest.WORD_10_OFFSET, 0x07); // telemetry: asks for a new capture
        nvme(NvmeCommands.sanitizeLog(), NvmeRequest.WORD_10_OFFSET + 1, 1); // a field of the page's own
        nvme(
                NvmeCommands.bootPartitionHeader(),
                NvmeRequest.WORD_10_OFFSET,
                0x0d); // persistent events: sets what is told
        nvme(NvmeCommands.bootPartitionHeader(), NvmeRequest.WORD_10_OFFSET + 1, 1); // the other partition
    }

    /** {@code struct mmc_ioc_multi_cmd} with one command (linux/mmc/ioctl.h). */
    private static byte[] row(byte[] command) {
        byte[] out = new byte[8 + command.length];
        out[0] = 1;
        System.arraycopy(command, 0, out, 8, command.length);
        return out;
    }

    /** Of each byte of a question to a card only those of its time may be another. */
    @Test
    void noOtherByteOfACardsQuestionMayBeSet() {
        for (MmcRequest request : List.of(MmcCommands.extendedCsd(), MmcCommands.status())) {
            byte[] good = row(request.structure(0));
            assertThat(ReadOnlyCommands.mmc(good)).isTrue();
            for (int i = 0; i < good.length; i++) {
                byte[] changed = good.clone();
                changed[i] ^= 1;
                boolean isTime = i >= 8 + 56 && i < 8 + 60;
                assertThat(ReadOnlyCommands.mmc(changed))
                        .as("%s, byte %d", request.name(), i)
                        .isEqualTo(isTime);
            }
        }
        byte[] twice = Arrays.copyOf(row(MmcCommands.status().structure(0)), 8 + 2 * 72);
        twice[0] = 2;
        System.arraycopy(MmcCommands.sanitize().structure(0), 0, twice, 8 + 72, 72);
        assertThat(ReadOnlyCommands.mmc(twice)).isFalse();
        assertThat(ReadOnlyCommands.mmc(new byte[0])).isFalse();
    }

    private static void nvme(NvmeRequest request, int at, int value) {
        byte[] structure = request.structure(1);
        assertThat(ReadOnlyCommands.nvme(structure)).isTrue();
        byte[] changed = Arrays.copyOf(structure, structure.length);
        changed[at] = (byte) value;
        assertThat(ReadOnlyCommands.nvme(changed)).isFalse();
    }
}
