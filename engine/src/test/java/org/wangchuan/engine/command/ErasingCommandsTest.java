package org.wangchuan.engine.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.engine.command.ata.AtaErasePassword;
import org.wangchuan.engine.command.ata.AtaSanitize;
import org.wangchuan.engine.command.ata.AtaSanitize.AfterFailure;
import org.wangchuan.engine.command.ata.AtaSecurity;
import org.wangchuan.engine.command.ata.AtaSecurity.Capability;
import org.wangchuan.engine.command.ata.AtaSecurity.EraseMode;
import org.wangchuan.engine.command.ata.AtaSecurity.Identifier;
import org.wangchuan.engine.command.mmc.MmcCommands;
import org.wangchuan.engine.command.mmc.MmcCommands.EraseKind;
import org.wangchuan.engine.command.mmc.MmcRequest;
import org.wangchuan.engine.command.nvme.NvmeErase;
import org.wangchuan.engine.command.nvme.NvmeErase.SanitizeOption;
import org.wangchuan.engine.command.nvme.NvmeErase.SecureErase;
import org.wangchuan.engine.command.nvme.NvmeRequest;
import org.wangchuan.engine.command.scsi.CapacitySetting;
import org.wangchuan.engine.command.scsi.ScsiErase;
import org.wangchuan.engine.command.scsi.ScsiRequest;

/** What may be sent to a drive that is made to erase itself: of all commands that can be built, those of the technique in hand and no other. */
class ErasingCommandsTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] PASSWORD = AtaErasePassword.bytes();

    /** Rows of the table in docs/commands.md, whose arguments are those of its comparison, so that a new one has to be thought about here. */
    @Test
    void ofAllCommandsOnlyTheseAreLetThrough() {
        Map<String, Set<String>> through = new TreeMap<>();
        for (ErasingCommands technique : ErasingCommands.values()) {
            Set<String> rows = new TreeSet<>();
            for (CommandRow row : CommandRows.all()) {
                if (row.ours().stream().anyMatch(sent -> allowed(technique, sent))) {
                    rows.add(row.name());
                }
            }
            through.put(technique.name(), rows);
        }
        Set<String> ataStatus = Set.of("SANITIZE STATUS EXT", "SANITIZE STATUS EXT, clear failure");
        Set<String> leaving = Set.of("SANITIZE, EXIT FAILURE MODE");
        Map<String, Set<String>> expected = new TreeMap<>();
        expected.put(
                "NVME_SANITIZE_CRYPTO", Set.of("Sanitize, crypto erase, AUSE, NDAS", "Sanitize, exit failure mode"));
        expected.put(
                "NVME_SANITIZE_BLOCK",
                Set.of("Sanitize, block erase", "Sanitize, block erase, AUSE, PREQ", "Sanitize, exit failure mode"));
        expected.put("NVME_SANITIZE_OVERWRITE", Set.of("Sanitize, overwrite", "Sanitize, exit failure mode"));
        expected.put(
                "ATA_SANITIZE_CRYPTO", with(ataStatus, "CRYPTO SCRAMBLE EXT", "CRYPTO SCRAMBLE EXT, failure mode"));
        expected.put("ATA_SANITIZE_BLOCK", with(ataStatus, "BLOCK ERASE EXT"));
        expected.put("ATA_SANITIZE_OVERWRITE", with(ataStatus, "OVERWRITE EXT, 3 passes", "OVERWRITE EXT, 16 passes"));
        expected.put(
                "SCSI_SANITIZE_CRYPTO",
                with(leaving, "SANITIZE, CRYPTOGRAPHIC ERASE", "REQUEST SENSE", "REQUEST SENSE, descriptors"));
        expected.put(
                "SCSI_SANITIZE_BLOCK",
                with(
                        leaving,
                        "SANITIZE, BLOCK ERASE",
                        "SANITIZE, BLOCK ERASE, AUSE",
                        "REQUEST SENSE",
                        "REQUEST SENSE, descriptors"));
        expected.put(
                "ATA_HIDDEN_AREAS",
                Set.of(
                        "SET MAX ADDRESS",
                        "SET MAX ADDRESS EXT",
                        "SET ACCESSIBLE MAX ADDRESS EXT",
                        "DEVICE CONFIGURATION RESTORE"));
        expected.put("SCSI_CAPACITY", Set.of("MODE SELECT(10), all blocks", "MODE SELECT(10), all blocks, long"));
        expected.forEach((technique, rows) ->
                assertThat(through.get(technique)).as(technique).containsExactlyInAnyOrderElementsOf(rows));
        // The password of the comparison is another: none of those with one goes through, and of the rows of the erase
        // only what prepares it.
        Set<String> prepare =
                Set.of("SECURITY ERASE PREPARE", "SECURITY ERASE UNIT, normal", "SECURITY ERASE UNIT, enhanced");
        assertThat(through.get("ATA_SECURITY_ERASE")).isEqualTo(prepare);
        assertThat(through.get("ATA_SECURITY_ERASE_ENHANCED")).isEqualTo(prepare);
        Set<String> known = new TreeSet<>();
        through.values().forEach(known::addAll);
        assertThat(known)
                .doesNotContain(
                        "Namespace Management, delete",
                        "Format NVM, all namespaces",
                        "Sanitize, block erase, EMVS",
                        "SANITIZE FREEZE LOCK EXT",
                        "SECURITY FREEZE LOCK",
                        "SET MAX ADDRESS EXT, until a power cycle",
                        "FREEZE ACCESSIBLE MAX ADDRESS EXT",
                        "DEVICE CONFIGURATION FREEZE LOCK",
                        "DATA SET MANAGEMENT (TRIM)",
                        "UNMAP");
    }

    /** A number of blocks that makes it smaller, another page, one descriptor more. */
    @Test
    void aDiskIsToldToShowAllAndNothingElse() throws AnswerException {
        for (boolean wide : new boolean[] {false, true}) {
            ScsiRequest all = CapacitySetting.showAll(
                    HEX.parseHex(wide ? Witness.LONG_DESCRIPTOR : Witness.SHORT_DESCRIPTOR), wide);
            byte[] sent = all.sent();
            assertThat(ErasingCommands.SCSI_CAPACITY.scsi(all.block(), sent)).isTrue();
            assertThat(ErasingCommands.ATA_HIDDEN_AREAS.scsi(all.block(), sent)).isFalse();
            int page = sent.length - 12;
            for (int at : new int[] {0, 1, 2, 3, 4, 6, 7, 8, 11, page, page + 1}) {
                byte[] other = sent.clone();
                other[at] ^= 0x20;
                assertThat(ErasingCommands.SCSI_CAPACITY.scsi(all.block(), other))
                        .as("byte %d", at)
                        .isFalse();
            }
            byte[] unsaved = all.block();
            unsaved[1] = 0x10;
            assertThat(ErasingCommands.SCSI_CAPACITY.scsi(unsaved, sent)).isFalse();
            assertThat(ErasingCommands.SCSI_CAPACITY.scsi(all.block(), Arrays.copyOf(sent, sent.length - 1)))
                    .isFalse();
        }
    }

    private static Set<String> with(Set<String> some, String... more) {
        Set<String> out = new TreeSet<>(some);
        out.addAll(List.of(more));
        return out;
    }

    private static boolean allowed(ErasingCommands technique, Sent sent) {
        byte[] command = HEX.parseHex(sent.command());
        return switch (sent.kind()) {
            case "scsi" -> technique.scsi(command, HEX.parseHex(sent.data()));
            case "nvme" -> technique.nvme(command, 1) && sent.data().isEmpty();
            default -> false;
        };
    }

    @Test
    void whatTheProceduresSendGoesThrough() {
        nvme(
                ErasingCommands.NVME_SANITIZE_BLOCK,
                NvmeErase.blockErase(SanitizeOption.UNRESTRICTED_EXIT, SanitizeOption.NO_DEALLOCATE));
        nvme(ErasingCommands.NVME_SANITIZE_CRYPTO, NvmeErase.cryptoErase(SanitizeOption.UNRESTRICTED_EXIT));
        nvme(
                ErasingCommands.NVME_SANITIZE_OVERWRITE,
                NvmeErase.overwrite(1, false, 0, SanitizeOption.UNRESTRICTED_EXIT));
        nvme(ErasingCommands.NVME_SANITIZE_OVERWRITE, NvmeErase.overwrite(16, true, -1, SanitizeOption.NO_DEALLOCATE));
        SanitizeOption[] purging = {
            SanitizeOption.UNRESTRICTED_EXIT, SanitizeOption.NO_DEALLOCATE, SanitizeOption.PURGE_OR_FAIL
        };
        nvme(ErasingCommands.NVME_SANITIZE_BLOCK, NvmeErase.blockErase(purging));
        nvme(ErasingCommands.NVME_SANITIZE_CRYPTO, NvmeErase.cryptoErase(purging));
        nvme(ErasingCommands.NVME_SANITIZE_OVERWRITE, NvmeErase.overwrite(1, false, 0, purging));
        nvme(ErasingCommands.NVME_FORMAT_CRYPTO, NvmeErase.format(1, 0, SecureErase.CRYPTOGRAPHIC));
        nvme(ErasingCommands.NVME_FORMAT_USER_DATA, NvmeErase.format(1, 17, SecureErase.USER_DATA));
        scsi(ErasingCommands.ATA_SANITIZE_BLOCK, AtaSanitize.blockErase(AfterFailure.MAY_EXIT));
        scsi(ErasingCommands.ATA_SANITIZE_CRYPTO, AtaSanitize.cryptoScramble(AfterFailure.MAY_EXIT));
        scsi(ErasingCommands.ATA_SANITIZE_OVERWRITE, AtaSanitize.overwrite(AfterFailure.MAY_EXIT, 1, false, 0));
        scsi(
                ErasingCommands.ATA_SECURITY_ERASE,
                AtaSecurity.setPassword(Identifier.USER, Capability.HIGH, PASSWORD, 0));
        scsi(ErasingCommands.ATA_SECURITY_ERASE, AtaSecurity.eraseUnit(Identifier.USER, EraseMode.NORMAL, PASSWORD));
        scsi(
                ErasingCommands.ATA_SECURITY_ERASE_ENHANCED,
                AtaSecurity.eraseUnit(Identifier.USER, EraseMode.ENHANCED, PASSWORD));
        scsi(ErasingCommands.ATA_SECURITY_ERASE, AtaSecurity.unlock(Identifier.USER, PASSWORD));
        scsi(ErasingCommands.ATA_SECURITY_ERASE, AtaSecurity.disablePassword(Identifier.USER, PASSWORD));
        scsi(
                ErasingCommands.SCSI_SANITIZE_OVERWRITE,
                ScsiErase.overwrite(ScsiErase.AfterFailure.MAY_EXIT, 1, false, new byte[4]));
        scsi(ErasingCommands.SCSI_FORMAT_UNIT, ScsiErase.formatUnit(0));
    }

    private static void nvme(ErasingCommands technique, NvmeRequest request) {
        assertThat(technique.nvme(request.structure(300_000), 1))
                .as(request.toString())
                .isTrue();
    }

    private static void scsi(ErasingCommands technique, ScsiRequest request) {
        assertThat(technique.scsi(request.block(), request.sent()))
                .as(request.toString())
                .isTrue();
    }

    @Test
    void otherArgumentsOfTheSameCommandsAreKeptBack() {
        ErasingCommands security = ErasingCommands.ATA_SECURITY_ERASE;
        refused(security, AtaSecurity.setPassword(Identifier.MASTER, Capability.HIGH, PASSWORD, 1));
        refused(security, AtaSecurity.setPassword(Identifier.USER, Capability.MAXIMUM, PASSWORD, 0));
        refused(security, AtaSecurity.setPassword(Identifier.USER, Capability.HIGH, new byte[] {1}, 0));
        refused(security, AtaSecurity.eraseUnit(Identifier.USER, EraseMode.ENHANCED, PASSWORD));
        refused(security, AtaSecurity.freezeLock());
        ErasingCommands format = ErasingCommands.NVME_FORMAT_USER_DATA;
        NvmeRequest own = NvmeErase.format(2, 0, SecureErase.USER_DATA);
        assertThat(format.nvme(own.structure(0), 2)).isTrue();
        assertThat(format.nvme(own.structure(0), 1)).isFalse();
        NvmeRequest all = NvmeErase.format(NvmeRequest.ALL_NAMESPACES, 0, SecureErase.USER_DATA);
        assertThat(format.nvme(all.structure(0), 0xffffffffL)).isFalse();
        assertThat(format.nvme(NvmeErase.format(0, 0, SecureErase.USER_DATA).structure(0), 0))
                .isFalse();
        assertThat(format.nvme(NvmeErase.format(1, 0, SecureErase.CRYPTOGRAPHIC).structure(0), 1))
                .isFalse();
    }

    /** Secure Erase Settings of 0 ask for no erase, and are all that a format by default has; 3 to 7 are reserved (NVM Express, Format NVM). */
    @Test
    void aFormatThatErasesNothingIsKeptBack() {
        Map<ErasingCommands, Integer> own =
                Map.of(ErasingCommands.NVME_FORMAT_USER_DATA, 1, ErasingCommands.NVME_FORMAT_CRYPTO, 2);
        for (ErasingCommands technique : ErasingCommands.values()) {
            for (int settings = 0; settings < 8; settings++) {
                assertThat(technique.nvme(format(settings), 1))
                        .as("%s, SES %d", technique, settings)
                        .isEqualTo(own.getOrDefault(technique, -1) == settings);
            }
        }
    }

    /** Of namespace 1 as it is, by hand: {@code struct nvme_passthru_cmd} of linux/nvme_ioctl.h. */
    private static byte[] format(int settings) {
        byte[] structure = new byte[72];
        structure[0] = (byte) 0x80; // opcode
        structure[4] = 1; // nsid
        structure[41] = (byte) (settings << 1); // cdw10, bits 11:9
        return structure;
    }

    private static void refused(ErasingCommands technique, ScsiRequest request) {
        assertThat(technique.scsi(request.block(), request.sent()))
                .as(request.toString())
                .isFalse();
    }

    /** Of the rows of an eMMC only their times and the last address may be others; and no other kind of erase, nor another technique's. */
    @Test
    void ofACardOnlyTheEraseOfAllAndTheSanitizeGoThrough() {
        ErasingCommands technique = ErasingCommands.MMC_ERASE_SANITIZE;
        byte[] erase = MmcRequest.row(MmcCommands.erase(0, 0x0123_4567, EraseKind.ERASE), 86_400_000);
        byte[] sanitize = MmcRequest.row(List.of(MmcCommands.sanitize()), 86_400_000);
        for (byte[] good : List.of(erase, sanitize)) {
            assertThat(technique.mmc(good)).isTrue();
            assertThat(ErasingCommands.NVME_SANITIZE_BLOCK.mmc(good)).isFalse();
            assertThat(technique.nvme(good, 1)).isFalse();
            assertThat(technique.scsi(good, new byte[0])).isFalse();
            for (int i = 0; i < good.length; i++) {
                byte[] changed = good.clone();
                changed[i] ^= 0x40;
                int inCommand = (i - 8) % 72;
                boolean isTime = i >= 8 && inCommand >= 56 && inCommand < 60;
                boolean isLast = good.length > 80 && i >= 8 + 72 + 12 && i < 8 + 72 + 16;
                assertThat(technique.mmc(changed))
                        .as("byte %d of %d", i, good.length)
                        .isEqualTo(isTime || isLast);
            }
        }
        for (EraseKind kind : EraseKind.values()) {
            assertThat(technique.mmc(MmcRequest.row(MmcCommands.erase(0, 7, kind), 0)))
                    .isEqualTo(kind == EraseKind.ERASE);
        }
        assertThat(technique.mmc(MmcRequest.row(MmcCommands.erase(1, 7, EraseKind.ERASE), 0)))
                .isFalse();
        assertThat(technique.mmc(MmcRequest.row(MmcCommands.eraseSdCard(0, 7), 0)))
                .isFalse();
        assertThat(technique.mmc(MmcRequest.row(List.of(MmcCommands.largeEraseGroups()), 0)))
                .isFalse();
        assertThat(technique.scsi(new byte[0], new byte[0])).isFalse();
    }

    /** Of a command of NVMe only its time may be another. */
    @ParameterizedTest
    @EnumSource(value = ErasingCommands.class, names = "NVME_.*", mode = EnumSource.Mode.MATCH_ALL)
    void noOtherByteMayBeSet(ErasingCommands technique) {
        NvmeRequest request = switch (technique) {
            case NVME_SANITIZE_CRYPTO -> NvmeErase.cryptoErase();
            case NVME_SANITIZE_BLOCK -> NvmeErase.blockErase();
            case NVME_SANITIZE_OVERWRITE -> NvmeErase.overwrite(1, false, 0);
            case NVME_FORMAT_CRYPTO -> NvmeErase.format(1, 0, SecureErase.CRYPTOGRAPHIC);
            default -> NvmeErase.format(1, 0, SecureErase.USER_DATA);
        };
        byte[] good = request.structure(0);
        assertThat(technique.nvme(good, 1)).isTrue();
        for (int i = 0; i < good.length; i++) {
            byte[] changed = Arrays.copyOf(good, good.length);
            changed[i] ^= 0x40;
            boolean isTime = i >= NvmeRequest.TIMEOUT_OFFSET && i < NvmeRequest.RESULT_OFFSET;
            boolean isPattern = technique == ErasingCommands.NVME_SANITIZE_OVERWRITE && i >= 44 && i < 48;
            boolean isPasses = technique == ErasingCommands.NVME_SANITIZE_OVERWRITE && i == 40;
            assertThat(technique.nvme(changed, 1)).as("byte %d", i).isEqualTo(isTime || isPattern || isPasses);
        }
    }
}
