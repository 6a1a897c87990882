package org.wangchuan.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

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
        try (PDDocument document = Loader.loadPDF(receipt.pdf())) {
            return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
        }
    }
}
