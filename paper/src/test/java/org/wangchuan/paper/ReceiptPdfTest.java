package org.wangchuan.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.canonical.Json;

/** What a foreign reader (PDFBox) finds in the pages that we write. */
class ReceiptPdfTest {
    private static final String JADE = "0.12 0.48 0.35 rg";

    @ParameterizedTest
    @CsvSource({
        "purged,已净化,Purged",
        "cleared,已清除,Cleared",
        "partial,部分清除,Partly cleared",
        "unproven,未能证明,Unproven",
        "failed,清除失败,Failed"
    })
    void every_verdict_is_printed_in_both_languages_on_a_receipt_not_yet_witnessed(
            String verdict, String chinese, String english) throws Exception {
        byte[] pdf = SampleReceipt.of(verdict).pdf();

        assertThat(text(pdf, 1)).contains(chinese, "收据，尚未见证", "ZN1A2B3C", "1,000,204,886,016");
        assertThat(text(pdf, 2)).contains(english, "Receipt, not yet witnessed", "ZN1A2B3C", "1,000.2 GB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"purged", "cleared", "partial", "unproven", "failed"})
    void the_same_input_gives_the_same_bytes_without_any_compression(String verdict) throws Exception {
        byte[] pdf = SampleReceipt.of(verdict).pdf();

        assertThat(SampleReceipt.of(verdict).pdf()).isEqualTo(pdf);
        assertThat(new String(pdf, StandardCharsets.ISO_8859_1)).doesNotContain("/Filter", "/ObjStm", "/XRef");
    }

    @Test
    void an_image_and_a_sample_claim_no_more_than_they_are() throws Exception {
        SampleReceipt receipt = SampleReceipt.of("cleared");
        receipt.kind = "image";
        receipt.mode = "sample";
        receipt.bytesRead = 4096;

        assertThat(text(receipt.pdf(), 2)).contains("The contents of this image file", "the rest was not read");
        assertThat(text(receipt.pdf(), 1).replace(" ", "")).contains("存放该文件的磁盘不在其内", "其余部分没有读回");
    }

    @Test
    void a_loop_device_is_said_to_be_a_file_and_no_drive() throws Exception {
        SampleReceipt receipt = SampleReceipt.of("cleared");
        receipt.bus = "loop";

        assertThat(text(receipt.pdf(), 2))
                .contains("Nothing is said about any drive")
                .doesNotContain("Every block that the");
        assertThat(text(receipt.pdf(), 1).replace(" ", "")).contains("对任何磁盘都没有说明");

        receipt.notProved.add("volume-only"); // as a station says of it
        assertThat(text(receipt.pdf(), 2)).contains("Nothing is said about any drive");
        assertThat(text(receipt.pdf(Edition.V1), 2))
                .contains("Every block of this volume")
                .doesNotContain("about any drive");
    }

    @Test
    void exact_unerased_ranges_are_printed() throws Exception {
        byte[] pdf = SampleReceipt.of("partial").pdf();

        assertThat(text(pdf, 1)).contains("12,288 字节，2 个区段", "512,000,000 + 4,096", "733,007,872,000 + 8,192");
        assertThat(text(pdf, 2)).contains("12,288 bytes in 2 ranges", "512,000,000 + 4,096", "Do not sell");
    }

    @ParameterizedTest
    @ValueSource(strings = {"purged", "cleared"})
    void success_is_green_only_with_every_clause_met(String verdict) throws Exception {
        SampleReceipt open = SampleReceipt.of(verdict);
        open.conformity.set(0, SampleReceipt.clause("c", "undetermined", "s"));
        SampleReceipt unjudged = SampleReceipt.of(verdict);
        unjudged.conformity.clear();
        SampleReceipt test = SampleReceipt.of(verdict);
        test.notProved.add("test-device");

        assertThat(panelIsGreen(SampleReceipt.of(verdict))).isTrue();
        assertThat(panelIsGreen(open)).isFalse();
        assertThat(panelIsGreen(unjudged)).isFalse();
        assertThat(panelIsGreen(test)).isFalse();
        assertThat(text(open.pdf(), 2)).contains("The rule set is not met", "Do not sell");
        assertThat(text(unjudged.pdf(), 2)).contains("no clause was judged", "Do not sell");
    }

    @Test
    void a_clause_that_does_not_apply_is_not_called_satisfied() throws Exception {
        SampleReceipt drive = SampleReceipt.of("cleared");
        drive.conformity.add(SampleReceipt.clause("hidden-areas", "satisfied", "design rule"));
        SampleReceipt nvme = SampleReceipt.of("cleared");
        nvme.conformity.add(SampleReceipt.clause("hidden-areas", "satisfied", "design rule"));
        nvme.hidden = "not-applicable";

        assertThat(text(drive.pdf(), 2)).contains("satisfied Hidden areas examined", "all 4 clauses satisfied.");
        assertThat(text(nvme.pdf(), 2))
                .contains("not applicable Hidden areas examined")
                .contains("3 of 4 clauses satisfied, 1 not applicable. The rule set is met.")
                .doesNotContain("all 4 clauses satisfied")
                .doesNotContain("satisfied Hidden areas examined");
    }

    /** The rules' own names are not for people; earlier forms, which are older than this clause, print it as they did. */
    @Test
    void an_erasure_that_rests_on_a_key_alone_leaves_its_clause_open_in_words() throws Exception {
        SampleReceipt open = SampleReceipt.of("purged");
        open.conformity.add(
                SampleReceipt.clause("cryptographic-erase", "undetermined", "NIST SP 800-88 Rev. 2; IEEE 2883"));

        assertThat(panelIsGreen(open)).isFalse();
        assertThat(text(open.pdf(), 2))
                .contains("undetermined More than a destroyed key", "Do not sell")
                .contains("3 of 4 clauses satisfied, 0 not satisfied, 1 undetermined. The rule set is not met.");
        assertThat(text(open.pdf(), 1).replace(" ", "")).contains("不只是销毁密钥", "未能判定1项");
        assertThat(text(open.pdf(Edition.V4), 2))
                .contains("undetermined cryptographic-erase")
                .doesNotContain("More than a destroyed key");
    }

    @Test
    void nor_is_it_counted_as_satisfied_where_another_clause_is_open() throws Exception {
        SampleReceipt nvme = SampleReceipt.of("unproven");
        nvme.conformity.add(SampleReceipt.clause("hidden-areas", "satisfied", "design rule"));
        nvme.hidden = "not-applicable";

        assertThat(text(nvme.pdf(), 2))
                .contains("2 of 4 clauses satisfied, 0 not satisfied, 1 undetermined, 1 not applicable.");
        assertThat(text(nvme.pdf(), 1).replace(" ", "")).contains("共4项条款，满足2项，不满足0项，未能判定1项，不适用1项。");
    }

    @Test
    void whoever_holds_it_is_told_of_the_page_that_checks_it_and_not_only_of_a_command() throws Exception {
        assertThat(text(SampleReceipt.of("cleared").pdf(), 2))
                .contains("Use the checking page", "Works offline:", "./wangchuan verify FILE");
        assertThat(text(SampleReceipt.of("cleared").pdf(), 1).replace(" ", "")).contains("在核验页放入本文件", "无需联网");
    }

    @ParameterizedTest
    @ValueSource(strings = {"partial", "unproven", "failed"})
    void other_verdicts_are_never_green_even_if_every_clause_claims_to_be_met(String verdict) throws Exception {
        SampleReceipt receipt = SampleReceipt.of(verdict);
        receipt.conformity = new SampleReceipt().conformity;

        assertThat(panelIsGreen(receipt)).isFalse();
    }

    @Test
    void a_good_verdict_above_facts_that_exclude_it_is_called_contradictory() throws Exception {
        SampleReceipt unread = SampleReceipt.of("cleared");
        unread.mode = "none";
        SampleReceipt mismatched = SampleReceipt.of("cleared");
        mismatched.mismatches = List.of(SampleReceipt.range(0, 512));
        SampleReceipt unreached = SampleReceipt.of("purged");
        unreached.unreachable = List.of(SampleReceipt.range(0, 512));
        SampleReceipt hidden = SampleReceipt.of("cleared");
        hidden.hidden = "unreadable";
        SampleReceipt idle = SampleReceipt.of("cleared");
        idle.passes.clear();

        SampleReceipt shortWritten = SampleReceipt.of("cleared");
        shortWritten.passes = List.of(SampleReceipt.pass("stamped", SampleReceipt.CAPACITY - 512));
        SampleReceipt shortRead = SampleReceipt.of("cleared");
        shortRead.bytesRead = SampleReceipt.CAPACITY - 512;

        for (SampleReceipt receipt : List.of(unread, mismatched, unreached, hidden, idle, shortWritten, shortRead)) {
            assertThat(panelIsGreen(receipt)).isFalse();
            assertThat(text(receipt.pdf(), 1)).contains("自相矛盾", "请勿采信");
            assertThat(text(receipt.pdf(), 2)).contains("Contradictory", "Do not rely on this receipt");
        }
    }

    @Test
    void long_and_hostile_values_go_on_over_pages_and_the_page_says_what_it_could_not_print() throws Exception {
        byte[] pdf = SampleFiles.hostile().pdf();

        String all = text(pdf, 0);
        assertThat(all).contains("in 5,000 ranges", "the first 120 are printed", "5,000 个区段", "列出前 120 个");
        assertThat(all)
                .contains("stands for a sign that this page cannot print")
                .doesNotContain("\u202e");
        assertThat(all.chars().filter(c -> c == 'W').count()).isGreaterThanOrEqualTo(600);
        assertThat(all.replaceAll("\\s", "")).contains("x".repeat(180));
    }

    @Test
    void a_foreign_reader_finds_the_attachments_and_so_do_we() throws Exception {
        Attachment receipt = Attachment.receipt("{}".getBytes(StandardCharsets.UTF_8));
        Attachment evidence =
                Attachment.evidence("endstream\nendobj\n3 0 obj\n".repeat(99).getBytes(StandardCharsets.UTF_8));
        byte[] pdf = ReceiptPdf.render(new SampleReceipt().page(), List.of(receipt, evidence));

        assertThat(ReceiptPdf.attachments(pdf)).containsExactly(receipt, evidence);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            var files =
                    document.getDocumentCatalog().getNames().getEmbeddedFiles().getNames();
            assertThat(files.keySet()).containsExactly(Attachment.EVIDENCE, Attachment.RECEIPT);
            PDComplexFileSpecification found = Objects.requireNonNull(files.get(Attachment.EVIDENCE));
            assertThat(found.getEmbeddedFile().toByteArray()).isEqualTo(evidence.bytes());
        }
    }

    @Test
    void claims_outside_the_vocabulary_are_refused() {
        SampleReceipt verdict = SampleReceipt.of("excellent");
        SampleReceipt limit = new SampleReceipt();
        limit.notProved.add("nothing-at-all");
        SampleReceipt member = new SampleReceipt();
        member.moreOfTarget.put("colour", "black");
        SampleReceipt long1 = new SampleReceipt();
        long1.serial = Optional.of("x".repeat(1025));
        SampleReceipt code = new SampleReceipt();
        code.qrText = "x".repeat(901);

        for (SampleReceipt receipt : List.of(verdict, limit, member, long1, code)) {
            assertThatThrownBy(receipt::pdf).isInstanceOf(PaperException.class).hasMessageContaining("expected");
        }
    }

    @Test
    void the_start_statement_is_not_a_receipt() {
        ReceiptPage page = new SampleReceipt().page();
        ReceiptPage start = new ReceiptPage(
                Json.object().put("vct", "urn:wangchuan:statement:start:v1").build(),
                page.target(),
                page.work(),
                page.asset(),
                page.log(),
                page.qrText());

        assertThatThrownBy(() -> ReceiptPdf.render(start, List.of())).isInstanceOf(PaperException.class);
    }

    @Test
    void warming_up_renders_the_sample() {
        ReceiptPdf.warmUp();
    }

    /** The bar, the shape and the headline are the only jade things above the section on clauses. */
    private static boolean panelIsGreen(SampleReceipt receipt) throws PaperException {
        String pdf = new String(receipt.pdf(), StandardCharsets.ISO_8859_1);
        int page = pdf.indexOf("% page 1 in zh-CN");
        int panel = pdf.indexOf(JADE, page);
        return panel >= 0 && panel < pdf.indexOf("0.11 0.43 0.55 rg BT /B 10.5", page);
    }

    /** The text of the pages in Chinese (1), in English (2), or of all (0). */
    private static String text(byte[] pdf, int language) throws Exception {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            if (language > 0) {
                int each = document.getNumberOfPages() / 2;
                stripper.setStartPage((language - 1) * each + 1);
                stripper.setEndPage(language * each);
            }
            return stripper.getText(document).replaceAll("\\s+", " ");
        }
    }
}
