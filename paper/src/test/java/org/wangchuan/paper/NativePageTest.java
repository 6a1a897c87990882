package org.wangchuan.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
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
