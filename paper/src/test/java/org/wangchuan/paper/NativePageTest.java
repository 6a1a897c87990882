package org.wangchuan.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.canonical.Json;

/** How a drive erased itself stands on paper in both languages; what its facts deny is not printed as a success. */
class NativePageTest {
    @Test
    void techniqueAndAnswerAreInWords() throws Exception {
        SampleReceipt receipt = alone("nvme-sanitize-block", "succeeded", 0);
        assertThat(text(receipt)).contains("NVMe Sanitize block erase（按块清除）", "成功，不是以前的结果", "仅凭设备自述");
        assertThat(text(receipt))
                .contains("NVMe Sanitize, block erase", "that it succeeded", "drive's word")
                .doesNotContain("Pattern");
    }

    @Test
    void aWayThatReachesClearIsNotCalledOverwriting() throws Exception {
        SampleReceipt receipt = alone("ata-security-erase", "ended", 0);
        receipt.verdict = "cleared";
        assertThat(text(receipt))
                .contains("The drive erased itself in a way that reaches every block")
                .doesNotContain("was overwritten");
    }

    @Test
    void whatTheFactsDenyIsSaid() throws Exception {
        SampleReceipt overwritten = SampleReceipt.of("cleared");
        overwritten.verdict = "purged";
        for (SampleReceipt lie : List.of(
                overwritten,
                alone("nvme-format-user-data", "ended", 0),
                alone("nvme-sanitize-block", "succeeded", 512),
                alone("nvme-sanitize-block", "failed", 0),
                alone("nvme-sanitize-block", "not-told", 0))) {
            assertThat(text(lie)).doesNotContain("meant to withstand laboratory recovery");
        }
        assertThat(text(alone("nvme-sanitize-block", "ended", 0))).contains("meant to withstand laboratory recovery");
    }

    @Test
    void thatItErasedItselfIsSaidOnlyWhereItIsShown() throws Exception {
        String shown = text(SampleReceipt.told("purged", "nvme-sanitize-block", "succeeded", 0));
        assertThat(shown)
                .contains(
                        "Erased itself by NVMe Sanitize, block erase What",
                        "自行清除方式 NVMe Sanitize block erase（按块清除） 设备的回答")
                .doesNotContain("Told to erase itself by", "要求自行清除", "then overwritten");
        for (String said : List.of("failed", "refused", "not-told")) {
            for (String verdict : List.of("purged", "cleared", "failed", "unproven")) {
                assertThat(text(SampleReceipt.told(verdict, "nvme-sanitize-block", said, 0)))
                        .as(verdict + " " + said)
                        .contains("Told to erase itself by")
                        .doesNotContain("Erased itself by", "自行清除方式", "The drive erased itself", "then overwritten");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "refused, 0, refused, 没有进行",
        "not-told, 0, not shown, 未能证实",
        "failed, 0, failed, 失败",
        "succeeded, 512, failed, 失败",
        "ended, 512, failed, 失败",
        "refused, 512, failed, 失败"
    })
    void whatAnOrderCameToIsInOneWord(String said, long found, String english, String chinese) throws Exception {
        SampleReceipt receipt = SampleReceipt.told("failed", "nvme-sanitize-block", said, found);
        assertThat(text(receipt))
                .contains(
                        "Told to erase itself by NVMe Sanitize, block erase: " + english + " What the drive said",
                        "要求自行清除 NVMe Sanitize block erase（按块清除）：" + chinese + " 设备的回答");
        receipt.passes.add(SampleReceipt.pass("random", SampleReceipt.CAPACITY));
        assertThat(text(receipt))
                .contains(
                        "NVMe Sanitize, block erase: " + english + "; then overwritten What",
                        "NVMe Sanitize block erase（按块清除）：" + chinese + "；随后已覆写 设备的回答");
        receipt.passes.set(0, SampleReceipt.pass("random", SampleReceipt.CAPACITY - 512));
        assertThat(text(receipt)).contains(english + "; then overwritten in part What", chinese + "；随后覆写了一部分 设备");
        receipt.passes.set(0, SampleReceipt.pass("random", SampleReceipt.CAPACITY, SampleReceipt.error(0, 512)));
        assertThat(text(receipt)).contains(english + "; then overwritten in part What");
        receipt.passes.set(0, SampleReceipt.pass("random", 0));
        assertThat(text(receipt)).doesNotContain("then overwritten");
    }

    /** Where nothing had been planted a success is the drive's word alone. */
    @Test
    void asWordWithoutASearchShowsNothing() throws Exception {
        SampleReceipt receipt = SampleReceipt.told("cleared", "nvme-sanitize-crypto", "succeeded", 0);
        receipt.byItself = Optional.of(Json.object()
                .put("technique", "nvme-sanitize-crypto")
                .put("attempts", 1)
                .put("said", "succeeded")
                .put("durationMillis", 5_000)
                .put("canaryBytes", 0)
                .put("canaryBytesFound", 0)
                .build());
        receipt.passes.add(SampleReceipt.pass("random", SampleReceipt.CAPACITY));
        assertThat(text(receipt))
                .contains("Told to erase itself by NVMe Sanitize, crypto erase: not shown; then overwritten")
                .doesNotContain("destroyed its own key", "销毁了自身的密钥");
    }

    /** The statement has no reasons: that it says so, and nothing planted was found, is less than a verdict asks for. */
    @ParameterizedTest
    @CsvSource({
        "cleared, true, not shown; then overwritten",
        "partial, true, not shown; then overwritten",
        "unproven, true, not shown; then overwritten",
        "failed, true, not shown; then overwritten",
        "unproven, false, not shown",
        "failed, false, not shown"
    })
    void whatTheVerdictDoesNotBearOutIsNotShown(String verdict, boolean isOverwritten, String came) throws Exception {
        SampleReceipt receipt = SampleReceipt.told(verdict, "nvme-sanitize-block", "succeeded", 0);
        receipt.hiddenDetail = Optional.of("an NVMe device that erased all that it has, also what no namespace has");
        if (isOverwritten) {
            receipt.passes.add(SampleReceipt.pass("random", SampleReceipt.CAPACITY));
        }
        assertThat(text(receipt))
                .contains("Told to erase itself by NVMe Sanitize, block erase: " + came + " What the drive said")
                .contains("none: as stated: an NVMe device that erased all")
                .doesNotContain("Erased itself by", "自行清除方式", "The drive erased itself");
    }

    /** Of a drive that was not overwritten each of them rests on what that did by itself, as the terminal says. */
    @ParameterizedTest
    @CsvSource({"purged, nvme-sanitize-block", "cleared, nvme-format-user-data", "partial, nvme-format-user-data"})
    void whatTheVerdictRestsOnIsShown(String verdict, String technique) throws Exception {
        assertThat(text(SampleReceipt.told(verdict, technique, "succeeded", 0)))
                .contains("Erased itself by NVMe ")
                .doesNotContain("Told to erase itself by", "not shown");
    }

    /** A verdict that is excluded bears nothing out. */
    @Test
    void nothingIsShownUnderAContradiction() throws Exception {
        SampleReceipt beyondItsWay = SampleReceipt.told("purged", "nvme-format-user-data", "ended", 0);
        SampleReceipt unplanned = SampleReceipt.told("cleared", "nvme-format-user-data", "ended", 0);
        unplanned.denied = new ReceiptPage.Denied(Set.of(), true);
        for (SampleReceipt one : List.of(beyondItsWay, unplanned)) {
            assertThat(text(one))
                    .contains("Contradictory", "Told to erase itself by NVMe Format, user data erase: not shown")
                    .doesNotContain("Erased itself by");
        }
    }

    /** It opens a drive for the passes that follow, and what else it did is its own word. */
    @Test
    void aRevertIsAnOrderAndNoErasure() throws Exception {
        SampleReceipt receipt = SampleReceipt.told("cleared", "tcg-psid-revert", "succeeded", 0);
        receipt.passes.add(SampleReceipt.pass("random", SampleReceipt.CAPACITY));
        assertThat(text(receipt))
                .contains("TCG revert by the PSID on its label: not shown; then overwritten")
                .doesNotContain("Erased itself by", "Contradictory");
        assertThat(text(SampleReceipt.told("partial", "tcg-psid-revert", "succeeded", 0)))
                .contains("TCG revert by the PSID on its label: not shown What")
                .doesNotContain("Erased itself by");
    }

    /** One that confirms each write and keeps what it held. */
    @Test
    void whatWasReadBackOtherwiseWasNotOverwritten() throws Exception {
        SampleReceipt receipt = SampleReceipt.told("failed", "nvme-sanitize-block", "refused", 0);
        receipt.passes.add(SampleReceipt.pass("random", SampleReceipt.CAPACITY));
        receipt.mismatches = List.of(SampleReceipt.range(0, 1 << 20));
        assertThat(text(receipt)).contains("refused; then overwritten in part What", "没有进行；随后覆写了一部分 设备");
        receipt.bytesRead = 1 << 20; // and none of it was as written
        assertThat(text(receipt)).contains("block erase: refused What").doesNotContain("then overwritten", "随后");
    }

    @Test
    void oneThatIsShownAndOverwrittenSaysBoth() throws Exception {
        SampleReceipt receipt = SampleReceipt.told("purged", "ata-sanitize-crypto", "ended", 0);
        receipt.passes.add(SampleReceipt.pass("random", SampleReceipt.CAPACITY));
        assertThat(text(receipt))
                .contains(
                        "Erased itself by ATA Sanitize, crypto scramble: it destroyed its own key; then overwritten",
                        "设备销毁了自身的密钥；随后已覆写");
    }

    /** The sentence is the statement's; its own facts deny it. */
    @Test
    void thatNothingIsHiddenSinceItErasedItselfIsCalledTheStatementsWordWhereThatIsNotShown() throws Exception {
        SampleReceipt receipt = SampleReceipt.told("purged", "nvme-sanitize-block", "succeeded", 0);
        receipt.hiddenDetail = Optional.of("an NVMe device that erased all that it has, also what no namespace has");
        assertThat(text(receipt))
                .contains("none: an NVMe device that erased all")
                .doesNotContain("as stated", "自称");
        receipt.byItself = Optional.of(SampleReceipt.byItself("nvme-sanitize-block", "refused", 0));
        assertThat(text(receipt)).contains("none: as stated: an NVMe device that erased all", "自称NVMe 设备清除了");
    }

    /** Each of these sentences is of the drives of one bus, and of ways that reach so far. */
    @ParameterizedTest
    @CsvSource({
        "sas, purged, scsi-sanitize-block, succeeded, true",
        "sas, purged, scsi-sanitize-block, refused, false",
        "sas, unproven, scsi-sanitize-block, succeeded, false",
        "sas, cleared, scsi-format-unit, ended, false",
        "sas, purged, nvme-sanitize-block, succeeded, false",
        "nvme, purged, nvme-sanitize-block, succeeded, true",
        "nvme, cleared, nvme-format-user-data, ended, false",
        "nvme, purged, scsi-sanitize-block, succeeded, false"
    })
    void whatASanitizeReachedIsSaidOfItsOwnBus(
            String drive, String verdict, String technique, String said, boolean isReached) throws Exception {
        SampleReceipt receipt = SampleReceipt.told(verdict, technique, said, 0);
        String detail = drive.equals("sas")
                ? "a SAS drive that erased all of its medium, also blocks that it does not show"
                : "an NVMe device that erased all that it has, also what no namespace has";
        receipt.hiddenDetail = Optional.of(detail);
        assertThat(text(receipt)).contains(isReached ? "none: " + detail : "none: as stated: " + detail);
    }

    /** Papers of before are compared with what they said. */
    @Test
    void theFormOfBeforeSaidErasedItselfOfAll() throws Exception {
        SampleReceipt receipt = SampleReceipt.told("failed", "nvme-sanitize-block", "refused", 0);
        assertThat(text(receipt.pdf(Edition.V4)))
                .contains("Erased itself by NVMe Sanitize, block erase What the drive said it did not take the command")
                .doesNotContain("Told to erase itself by");
    }

    private static SampleReceipt alone(String technique, String said, long found) {
        SampleReceipt receipt = SampleReceipt.of("purged");
        receipt.passes.clear();
        receipt.mode = "sample";
        receipt.bytesRead = 4096;
        receipt.seed = Optional.of(SampleReceipt.DIGEST);
        receipt.byItself = Optional.of(SampleReceipt.byItself(technique, said, found));
        receipt.notProved.add("devices-word");
        return receipt;
    }

    private static String text(SampleReceipt receipt) throws IOException, PaperException {
        return text(receipt.pdf());
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
        }
    }
}
