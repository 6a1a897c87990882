package org.wangchuan.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How many pages there are, and that nothing is outside of them; a foreign reader (PDFBox) looks. */
class PageCountTest {
    /** What office printers leave white at the edges, in points: about 6 mm. */
    private static final double UNPRINTABLE = 17;

    @Test
    void an_ordinary_receipt_has_a_page_and_its_back_in_each_language() throws Exception {
        assertThat(pages(SampleReceipt.ordinary()))
                .containsExactly("中文第 1 页，共 2 页", "中文第 2 页，共 2 页", "English page 1 of 2", "English page 2 of 2");
    }

    /** Many bridges do not tell whether a disk hides areas: nothing about that is rare. */
    @Test
    void a_disk_behind_a_silent_bridge_still_has_two_pages_in_each_language() throws Exception {
        SampleReceipt receipt = SampleReceipt.ordinary();
        receipt.verdict = "unproven";
        receipt.hidden = "unreadable";
        receipt.hiddenDetail = Optional.of("what the bridge answers carries no checksum of the drive's own");
        receipt.conformity.set(2, SampleReceipt.clause("hidden-areas", "undetermined", "design rule"));
        receipt.conformity.set(3, SampleReceipt.clause("level", "not-satisfied", "design rule"));

        assertThat(pages(receipt)).hasSize(4);
        assertThat(texts(receipt).get(2)).contains("Unproven", "Do not sell");
        assertThat(texts(receipt).getLast()).contains("could not be read: what the bridge answers");
    }

    /** Of every NVMe device it is said that it may have parts that nobody saw; no bridge is before it. */
    @Test
    void a_device_that_may_have_other_parts_still_has_two_pages_in_each_language() throws Exception {
        SampleReceipt receipt = SampleReceipt.ordinary();
        receipt.notProved.set(receipt.notProved.indexOf("behind-bridge"), "other-parts");

        assertThat(pages(receipt)).hasSize(4);
        assertThat(texts(receipt).get(2)).contains("Other parts that the device may have");
    }

    @ParameterizedTest
    @ValueSource(strings = {"purged", "cleared", "partial", "unproven", "failed"})
    void every_verdict_has_two_pages_in_each_language(String verdict) throws Exception {
        assertThat(pages(SampleReceipt.of(verdict))).hasSize(4);
    }

    @Test
    void fifty_ranges_go_on_over_one_page_more_in_each_language_and_none_is_left_out() throws Exception {
        SampleReceipt receipt = SampleReceipt.withErrors(50);

        assertThat(pages(receipt))
                .hasSize(6)
                .startsWith("中文第 1 页，共 3 页", "中文第 2 页，共 3 页", "中文第 3 页，共 3 页")
                .endsWith("English page 3 of 3");
        assertThat(texts(receipt).get(2)).contains("写入错误 50 处；以下为偏移 + 长度（字节）（续）");
        assertThat(texts(receipt).getLast()).contains("Write errors 50, at offset + length in bytes (continued)");
        String all = String.join(" ", texts(receipt));
        for (long i = 0; i < 50; i++) {
            String offset = String.format(Locale.ROOT, "%,d + 4,096", 733_007_872_000L + i * 1_048_576L);
            assertThat(all.split(Pattern.quote(offset), -1))
                    .as("%s: as not erased and as a write error, in both languages", offset)
                    .hasSize(5);
        }
    }

    @Test
    void more_ranges_than_a_few_pages_can_bear_are_counted_and_said_to_be_cut() throws Exception {
        String all = String.join(" ", texts(SampleReceipt.withErrors(121)));

        assertThat(all)
                .contains("in 121 ranges, at offset + length in bytes; the first 120 are printed")
                .contains("121, at offset + length in bytes; the first 120 are printed")
                .contains("121 个区段；以下为偏移 + 长度（字节）；此处列出前 120 个");
        assertThat(String.join(" ", texts(SampleReceipt.withErrors(120)))).doesNotContain("are printed", "此处列出前");
    }

    static Stream<SampleReceipt> unruly() {
        return Stream.of(
                SampleReceipt.longest(),
                SampleFiles.hostile(),
                SampleReceipt.withErrors(121),
                SampleReceipt.ordinary());
    }

    @ParameterizedTest
    @MethodSource("unruly")
    void nothing_is_printed_where_a_printer_can_not_print(SampleReceipt receipt) throws Exception {
        try (PDDocument document = Loader.loadPDF(receipt.pdf())) {
            PDRectangle page = document.getPage(0).getMediaBox();
            for (TextPosition sign : signs(document)) {
                assertThat(sign.getX()).isGreaterThan((float) UNPRINTABLE);
                assertThat(sign.getX() + sign.getWidth()).isLessThan((float) (page.getWidth() - UNPRINTABLE));
                assertThat(sign.getY() - sign.getFontSizeInPt()).isGreaterThan((float) UNPRINTABLE);
                assertThat(sign.getY()).isLessThan((float) (page.getHeight() - UNPRINTABLE));
            }
        }
    }

    @Test
    void the_longest_values_are_printed_to_the_last_sign() throws Exception {
        String all = String.join("", texts(SampleReceipt.longest())).replaceAll("\\s", "");

        for (String sign : List.of("W", "S", "资", "f", "w", "h", "e", "c", "s")) {
            assertThat(all.chars().filter(c -> c == sign.charAt(0)).count())
                    .as("all of %s, in both languages", sign)
                    .isGreaterThanOrEqualTo(2 * 1024);
        }
    }

    @Test
    void without_a_serial_number_the_page_says_that_nothing_ties_it_to_a_device() throws Exception {
        assertThat(texts(SampleReceipt.ordinary()).get(2)).contains("Compare the serial number");
        for (Optional<String> none : List.of(Optional.<String>empty(), Optional.of(""), Optional.of("  "))) {
            SampleReceipt receipt = SampleReceipt.ordinary();
            receipt.serial = none;

            assertThat(texts(receipt).getFirst()).contains("未提供序列号");
            assertThat(String.join(" ", texts(receipt)))
                    .contains("No serial number")
                    .doesNotContain("Compare the serial number");
        }
    }

    /** What stands at the foot of each page. */
    private static List<String> pages(SampleReceipt receipt) throws Exception {
        Pattern foot = Pattern.compile("中文第 \\d+ 页，共 \\d+ 页|English page \\d+ of \\d+");
        List<String> found = new ArrayList<>();
        for (String text : texts(receipt)) {
            foot.matcher(text).results().forEach(match -> found.add(match.group()));
        }
        return found;
    }

    private static List<String> texts(SampleReceipt receipt) throws Exception {
        List<String> texts = new ArrayList<>();
        try (PDDocument document = Loader.loadPDF(receipt.pdf())) {
            for (int page = 1; page <= document.getNumberOfPages(); page++) {
                PDFTextStripper stripper = new PDFTextStripper();
                stripper.setSortByPosition(true);
                stripper.setStartPage(page);
                stripper.setEndPage(page);
                texts.add(stripper.getText(document).replaceAll("\\s+", " "));
            }
        }
        return texts;
    }

    private static List<TextPosition> signs(PDDocument document) throws IOException {
        List<TextPosition> signs = new ArrayList<>();
        PDFTextStripper collector = new PDFTextStripper() {
            @Override
            protected void processTextPosition(TextPosition text) {
                signs.add(text);
            }
        };
        collector.getText(document);
        assertThat(signs).hasSizeGreaterThan(1000);
        return signs;
    }
}
