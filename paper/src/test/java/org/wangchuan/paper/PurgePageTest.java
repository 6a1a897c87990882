package org.wangchuan.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.wangchuan.paper.claims.Claims;
import org.wangchuan.paper.claims.Consistency;

/** The papers of a rule set that asks what rests on a key alone: {@link SampleFiles} writes them for people to look at. */
class PurgePageTest {
    @Test
    void aKeyAloneLeavesTheRuleSetOpen() throws Exception {
        assertThat(text(PurgeSample.byKey()))
                .contains(
                        "共 4 项条款，满足 3 项，不满足 0 项，未能判定 1 项。规则集未满足。",
                        "请勿凭本收据出售",
                        "undetermined More than a destroyed key",
                        "3 of 4 clauses satisfied, 0 not satisfied, 1 undetermined. The rule set is not met.")
                .doesNotContain("条款全部满足");
    }

    @Test
    void whatIsMoreThanAKeyMeetsIt() throws Exception {
        assertThat(text(PurgeSample.byBlocks()))
                .contains("4 项条款全部满足", "all 4 clauses satisfied")
                .doesNotContain("请勿凭本收据出售", "Do not sell");
    }

    @Test
    void whatWasNotDoneMeetsNothing() throws Exception {
        for (SampleReceipt drive : List.of(PurgeSample.refused(), PurgeSample.failed())) {
            assertThat(text(drive))
                    .contains("清除失败记录", "Record of a failed erasure", "满足 1 项，不满足 3 项", "一个 namespace，它有全部容量")
                    .doesNotContain("Erased itself by", "自行清除方式", "已净化", "Purged");
        }
        assertThat(text(PurgeSample.overwritten()))
                .contains("没有进行；随后已覆写", "refused; then overwritten")
                .doesNotContain("Erased itself by");
    }

    /** No phone meets these rules, however it was erased. */
    @Test
    void ofAPhoneNothingIsMet() throws Exception {
        for (ReceiptPage phone : List.of(PurgeSample.phoneReset(), PurgeSample.phoneFilled())) {
            assertThat(Consistency.isConform(Claims.of(phone))).isFalse();
            assertThat(text(ReceiptPdf.render(phone, List.of())))
                    .contains("已清除", "未锁定", "规则集未满足", "请勿凭本收据出售", "Do not sell")
                    .doesNotContain("条款全部满足");
        }
        assertThat(text(ReceiptPdf.render(PurgeSample.phoneFilled(), List.of())))
                .contains("103.8 GB", "填满存储并读回核对");
    }

    private static String text(SampleReceipt receipt) throws Exception {
        return text(receipt.pdf());
    }

    private static String text(byte[] pdf) throws Exception {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
        }
    }
}
