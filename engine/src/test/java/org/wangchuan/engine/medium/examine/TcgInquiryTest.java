package org.wangchuan.engine.medium.examine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.medium.Attachment;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.testing.AtaDrive;
import org.wangchuan.engine.medium.testing.FakeMachine;
import org.wangchuan.engine.medium.testing.Media;
import org.wangchuan.engine.medium.testing.SequenceKernel;
import org.wangchuan.engine.medium.testing.TcgDrive;
import org.wangchuan.engine.medium.told.DriveFacts;
import org.wangchuan.engine.medium.told.Fact;
import org.wangchuan.engine.medium.told.FactName;
import org.wangchuan.engine.medium.told.Way;

/** What goes to the kernel, to the byte, when drives are asked for TCG storage; and what is made of what comes back. */
@Timeout(60)
class TcgInquiryTest {
    private static final String IDENTIFY = "85080e0000000100000000000040ec00";
    private static final String LIST = "a20000000000000002000000";
    private static final String DISCOVERY = "a20100010000000008000000";
    private static final String ATA_LIST = "85080e00000001000000000000405c00";
    private static final String ATA_DISCOVERY = "85080e00010004000000010000405c00";
    private static final int NVME_DISCOVERY = 0x0100_0100;
    private static final long BLOCKS = 2_097_152;
    private static final byte[] NONE = new byte[0];
    private static final byte[] INVALID_OPCODE = {0x70, 0, 5, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0x20, 0, 0, 0, 0, 0};
    private static final Medium SATA = Media.ata(BLOCKS * 512);
    private static final Medium NVME =
            Media.block("nvme0n1", "259:0", new Attachment(Bus.NVME, "pcie", false, false, true), 1 << 30, "NV1");
    private static final List<String> REMOVALS = List.of("tcg-encrypts", "tcg-crypto-erase", "tcg-block-erase");

    @TempDir
    Path folder;

    /** By what the kernel carries to it. */
    @Test
    void aSataDriveTellsItsClassItsLocksAndHowItRemovesData() {
        try (SequenceKernel kernel = sata().scsi(LIST, 512, 0, TcgDrive.protocols(0, 1, 2), NONE)
                .scsi(DISCOVERY, 2048, 0, TcgDrive.padded(new TcgDrive().discovery()), NONE)) {
            DriveFacts facts = ask(kernel, SATA);
            assertThat(said(facts, FactName.TCG)).isEqualTo("yes from SECURITY PROTOCOL IN");
            assertThat(said(facts, FactName.TCG_CLASS)).startsWith("opal-2 ");
            assertThat(said(facts, FactName.TCG_LOCKING_ENABLED)).startsWith("yes ");
            assertThat(said(facts, FactName.TCG_LOCKED)).startsWith("yes ");
            assertThat(said(facts, FactName.TCG_SHADOWED)).startsWith("no ");
            assertThat(said(facts, FactName.TCG_ENCRYPTS)).startsWith("yes ");
            assertThat(said(facts, FactName.TCG_CRYPTO_ERASE)).startsWith("yes ");
            assertThat(said(facts, FactName.TCG_OVERWRITE)).startsWith("no ");
            assertThat(said(facts, FactName.TCG_REMOVAL_SECONDS)).startsWith("3600 ");
            assertThat(said(facts, FactName.TCG_SID_BLOCKED)).startsWith("no ");
            assertThat(revert(facts)).isEqualTo(new Way("tcg-psid-revert", Way.Standing.OFFERED, REMOVALS, List.of()));
            assertThat(revert(facts).needs()).containsExactly("psid");
        }
    }

    /** An adapter that does not translate passes the drive's own command on. */
    @Test
    void whereThatIsRefusedTheDrivesOwnCommandAsks() {
        try (SequenceKernel kernel = sata().scsi(LIST, 512, 2, NONE, INVALID_OPCODE)
                .scsi(ATA_LIST, 512, 0, TcgDrive.protocols(0, 1), NONE)
                .scsi(ATA_DISCOVERY, 2048, 0, TcgDrive.padded(new TcgDrive().discovery()), NONE)) {
            assertThat(said(ask(kernel, SATA), FactName.TCG)).isEqualTo("yes from TRUSTED RECEIVE");
        }
    }

    @Test
    void whatIsRefusedThroughoutIsNotTold() {
        try (SequenceKernel kernel = sata().scsi(LIST, 512, 2, NONE, INVALID_OPCODE)
                .scsi(ATA_LIST, 512, 2, NONE, INVALID_OPCODE)
                .scsi(DISCOVERY, 2048, 2, NONE, INVALID_OPCODE)
                .scsi(ATA_DISCOVERY, 2048, 2, NONE, INVALID_OPCODE)) {
            DriveFacts facts = ask(kernel, SATA);
            assertThat(said(facts, FactName.TCG)).isEqualTo("refused from TRUSTED RECEIVE");
            assertThat(revert(facts).standing()).isEqualTo(Way.Standing.NOT_TOLD);
        }
    }

    @Test
    void aDriveWithoutTheFeatureSetIsNotAsked() {
        try (SequenceKernel kernel = new SequenceKernel(8, 0)
                .scsi(
                        IDENTIFY,
                        512,
                        0,
                        new AtaDrive().withoutHidingFeatures().word(48, 0x4000).identify(),
                        NONE)) {
            DriveFacts facts = ask(kernel, SATA);
            assertThat(said(facts, FactName.TCG)).startsWith("no from IDENTIFY DEVICE");
            assertThat(revert(facts).standing()).isEqualTo(Way.Standing.NOT_OFFERED);
        }
    }

    @Test
    void throughABridgeItIsNotAsked() {
        AtaDrive drive = new AtaDrive().withoutHidingFeatures().word(48, 0x4001);
        try (SequenceKernel kernel = new SequenceKernel(8, 16).scsi(IDENTIFY, 512, 0, drive.identify(), NONE)) {
            DriveFacts facts = ask(kernel, Media.usb(BLOCKS * 512));
            assertThat(said(facts, FactName.TCG)).startsWith("not-asked");
            assertThat(revert(facts).standing()).isEqualTo(Way.Standing.NOT_TOLD);
        }
    }

    /** Opal 2.30 and Pyrite 2.01, "Effects of Revert": an SP that was never activated is not affected, and the data stay. */
    @Test
    void aRevertOfADriveWhoseLockingIsNotEnabledErasesNothing() {
        assertThat(revert(nvme(new TcgDrive().locking(0x09))))
                .isEqualTo(
                        new Way("tcg-psid-revert", Way.Standing.HINDERED, REMOVALS, List.of("tcg-locking-inactive")));
    }

    @Test
    void aRemovalThatRunsIsInTheWay() {
        TcgDrive drive = new TcgDrive().feature("removal", "0404" + "20" + "20" + "00" + "01" + "04" + "00".repeat(29));
        assertThat(revert(nvme(drive)).hindrances()).containsExactly("tcg-removing");
    }

    /** Blocked is the SID, not the PSID. */
    @Test
    void aBlockedSidIsToldAndHindersNothing() {
        DriveFacts facts = nvme(new TcgDrive().feature("block-sid", "0402" + "10" + "0c" + "02" + "00".repeat(11)));
        assertThat(said(facts, FactName.TCG_SID_BLOCKED)).isEqualTo("yes from Security Receive");
        assertThat(revert(facts).standing()).isEqualTo(Way.Standing.OFFERED);
    }

    /** From before there were mechanisms: what becomes of the data is not told, and nothing encrypts them. */
    @Test
    void ofAPyriteDriveOfTheFirstKindItIsNotToldWhatARevertRemoves() {
        TcgDrive drive = new TcgDrive()
                .locking(0x07)
                .feature("class", "0302" + "10" + "10" + "1000" + "0001" + "00".repeat(12))
                .feature("removal", "");
        DriveFacts facts = nvme(drive);
        assertThat(said(facts, FactName.TCG_CLASS)).startsWith("pyrite-1 ");
        assertThat(said(facts, FactName.TCG_CRYPTO_ERASE)).startsWith("not-in-answer ");
        assertThat(revert(facts).standing()).isEqualTo(Way.Standing.NOT_TOLD);
    }

    @Test
    void anEnterpriseDriveIsRecognisedOnly() {
        DriveFacts facts =
                nvme(new TcgDrive().feature("class", "0100" + "10" + "10" + "07fe" + "0002" + "00".repeat(12)));
        assertThat(said(facts, FactName.TCG_CLASS)).startsWith("enterprise ");
        assertThat(revert(facts).standing()).isEqualTo(Way.Standing.NOT_TOLD);
    }

    @Test
    void ofAClassThatNobodyKnowsNothingIsConcluded() {
        DriveFacts facts = nvme(new TcgDrive().feature("class", "0305" + "10" + "10" + "00".repeat(16)));
        assertThat(said(facts, FactName.TCG_CLASS)).startsWith("not-in-answer ");
        assertThat(revert(facts).standing()).isEqualTo(Way.Standing.NOT_TOLD);
    }

    /** Of a drive that only hinders it is never said that it offers nothing, and the other way round. */
    @Test
    void aControllerThatKnowsOtherProtocolsAloneHasNoTcg() {
        try (SequenceKernel kernel = controller().securityReceive(0, 512, 0, list(0, 0xea))) {
            DriveFacts facts = ask(kernel, NVME);
            assertThat(said(facts, FactName.TCG)).isEqualTo("no from Security Receive");
            assertThat(revert(facts).standing()).isEqualTo(Way.Standing.NOT_OFFERED);
        }
    }

    @Test
    void anUnsoundAnswerIsNotTold() {
        TcgDrive twice = new TcgDrive().feature("again", "0002" + "10" + "0c" + "00".repeat(12));
        DriveFacts facts = nvme(twice);
        assertThat(said(facts, FactName.TCG)).startsWith("malformed ");
        assertThat(said(facts, FactName.TCG_LOCKED)).startsWith("malformed ");
        assertThat(revert(facts).standing()).isEqualTo(Way.Standing.NOT_TOLD);
    }

    private DriveFacts nvme(TcgDrive drive) {
        try (SequenceKernel kernel = controller()
                .securityReceive(0, 512, 0, list(0, 1, 2))
                .securityReceive(NVME_DISCOVERY, 2048, 0, TcgDrive.padded(drive.discovery()))) {
            return ask(kernel, NVME);
        }
    }

    /** One without sanitize, format and namespaces that could be managed. */
    private static SequenceKernel controller() {
        byte[] identify = new byte[4096];
        identify[82] = 1;
        identify[81] = 4;
        identify[256] = 1;
        identify[516] = 1;
        return new SequenceKernel(259, 0)
                .nvme(0x06, 0, 1, 4096, 0, identify)
                .nvme(0x06, 0, 2, 4096, 0x4002, NONE)
                .nvme(0x06, 1, 0, 4096, 0x4002, NONE);
    }

    private static byte[] list(int... protocols) {
        return java.util.Arrays.copyOf(TcgDrive.protocols(protocols), 512);
    }

    private static SequenceKernel sata() {
        return new SequenceKernel(8, 0)
                .scsi(
                        IDENTIFY,
                        512,
                        0,
                        new AtaDrive().withoutHidingFeatures().word(48, 0x4001).identify(),
                        NONE);
    }

    private DriveFacts ask(Kernel kernel, Medium medium) {
        FakeMachine machine = new FakeMachine(folder);
        machine.disk("pci0000:00/nvme/nvme0", "nvme0n1", "259:0").with("nsid", "1");
        return new DriveInquiry(kernel, machine.files()).ask(medium, List.of(), 30_000);
    }

    private static Way revert(DriveFacts facts) {
        return Way.of(facts).stream()
                .filter(way -> way.id().equals("tcg-psid-revert"))
                .findFirst()
                .orElseThrow();
    }

    private static String said(DriveFacts facts, FactName name) {
        Fact fact = facts.about(name).orElseThrow();
        String value = switch (fact.value()) {
            case Fact.Flag(boolean yes) -> yes ? "yes" : "no";
            case Fact.Count(long count) -> "" + count;
            case Fact.Word(String id) -> id;
            case Fact.Untold(Fact.Why why, String _) -> why.id();
        };
        return value + " from " + fact.source();
    }
}
