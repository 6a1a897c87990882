package org.wangchuan.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.paper.claims.Claims;
import org.wangchuan.paper.claims.Consistency;

/** A clause that the shown work denies is never printed as met, nor is what no rule set plans. */
class DeniedRulesPageTest {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aDeniedClauseIsWhatTheStatementSaysAndNoMore(boolean isCertificate) throws Exception {
        SampleReceipt receipt = SampleReceipt.ordinary();
        String fine = text(pdf(receipt, isCertificate));
        assertThat(fine).contains("all 4 clauses satisfied", "satisfied Number and kind", "Cleared");
        assertThat(Consistency.isProven(Claims.of(receipt.page()))).isTrue();

        receipt.denied = new ReceiptPage.Denied(Set.of(0, 1), false);
        assertThat(Consistency.isProven(Claims.of(receipt.page()))).isFalse();
        assertThat(text(pdf(receipt, isCertificate)))
                .contains("Contradictory", "自相矛盾", "Record that contradicts itself", "自相矛盾的记录")
                .contains("What it says of its rule set does not fit the facts printed below. Do not rely on this")
                .contains("其所述的符合性与下列事实不符")
                .contains("4 of 4 clauses are stated as satisfied, and what is shown denies 2 of these")
                .contains("共 4 项条款，自称满足 4 项，其中 2 项与下列事实不符。规则集未满足。")
                .contains("Do not sell")
                .doesNotContain(
                        "all 4 clauses satisfied",
                        "项条款全部满足",
                        "Every block",
                        "satisfied Number and kind",
                        "Receipt for",
                        "Certificate of");
    }

    @Test
    void theOthersStandAsTheyWere() throws Exception {
        SampleReceipt receipt = SampleReceipt.ordinary();
        receipt.denied = new ReceiptPage.Denied(Set.of(0), false);
        assertThat(text(receipt.pdf()))
                .containsPattern("stated: satisfied; .{0,60}what is shown")
                .contains("satisfied Verified by reading back", "满足 回读验证")
                .contains("自称满足");
        assertThat(text(receipt.pdf()).split("stated: satisfied", -1)).hasSize(2);
    }

    /** It follows from the verdict, which is a good one; the sum counts what is called satisfied, as it was. */
    @Test
    void aLevelThatIsSaidNotToBeReachedIsDeniedAsWell() throws Exception {
        SampleReceipt receipt = SampleReceipt.ordinary();
        receipt.conformity.set(3, SampleReceipt.clause("level", "not-satisfied", "design rule"));
        receipt.denied = new ReceiptPage.Denied(Set.of(3), false);
        assertThat(text(receipt.pdf()))
                .contains("Contradictory", "What it says of its rule set does not fit the facts printed below")
                .contains("3 of 4 clauses satisfied, 1 not satisfied, 0 undetermined. The rule set is not met.")
                .containsPattern("stated: not .{0,60}satisfied; what is")
                .contains("自称不满足")
                .doesNotContain("denies 0", "stated as satisfied", "Every block");
    }

    @Test
    void whatTheRuleSetDoesNotPlanIsSaid() throws Exception {
        SampleReceipt receipt = SampleReceipt.ordinary();
        receipt.denied = new ReceiptPage.Denied(Set.of(), true);
        assertThat(text(receipt.pdf()))
                .contains(
                        "Contradictory", "Rule set gb-46864-2025 does not plan what was done. The rule set is not met.")
                .contains("规则集 gb-46864-2025 中没有这样的清除方式。规则集未满足。")
                .doesNotContain("all 4 clauses satisfied", "Every block");
        assertThat(Consistency.isProven(Claims.of(receipt.page()))).isFalse();
    }

    /** It promises nothing, and keeps its word; its clauses do not. */
    @Test
    void aBadVerdictStaysWhatItIs() throws Exception {
        SampleReceipt receipt = SampleReceipt.of("failed");
        receipt.denied = new ReceiptPage.Denied(Set.of(0), false);
        assertThat(text(receipt.pdf()))
                .contains("Failed", "Record of a failed erasure", "stated: satisfied;")
                .contains("2 of 3 clauses are stated as satisfied, and what is shown denies 1 of these")
                .doesNotContain("Contradictory");
    }

    /** Facts that exclude the verdict itself keep their own words. */
    @Test
    void aVerdictThatIsExcludedIsSaidFirst() throws Exception {
        SampleReceipt receipt = SampleReceipt.of("failed");
        receipt.verdict = "cleared";
        receipt.denied = new ReceiptPage.Denied(Set.of(0), true);
        assertThat(text(receipt.pdf()))
                .contains("Its verdict \"Cleared\" does not fit the facts printed below")
                .doesNotContain("What it says of its rule set");
    }

    private static byte[] pdf(SampleReceipt receipt, boolean isCertificate) throws PaperException {
        SampleCertificate certificate = new SampleCertificate();
        certificate.receipt = receipt;
        return isCertificate ? certificate.pdf() : receipt.pdf();
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            return stripper.getText(document).replaceAll("\\s+", " ");
        }
    }
}
