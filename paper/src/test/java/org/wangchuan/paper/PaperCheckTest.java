package org.wangchuan.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PaperCheckTest {
    private final byte[] rendered;

    PaperCheckTest() throws PaperException {
        rendered = SampleReceipt.of("partial").pdf();
    }

    @Test
    void the_page_as_it_was_made_passes() {
        assertThatCode(() -> PaperCheck.sameAsRendered(rendered.clone(), rendered))
                .doesNotThrowAnyException();
    }

    @Test
    void any_changed_byte_is_found_and_placed() {
        long seed = 20261124;
        Random random = new Random(seed);
        for (int i = 0; i < 600; i++) {
            int at = random.nextInt(rendered.length);
            byte[] changed = rendered.clone();
            changed[at] ^= (byte) (1 << random.nextInt(8));
            assertThatThrownBy(() -> PaperCheck.sameAsRendered(changed, rendered))
                    .as("seed %d, byte %d", seed, at)
                    .isInstanceOf(PaperException.class)
                    .hasMessageContaining("at byte " + at + ",");
        }
    }

    @Test
    void a_change_in_the_words_is_named_by_page_and_language() {
        assertThatThrownBy(() -> PaperCheck.sameAsRendered(changedAfter("% page 1 in zh-CN"), rendered))
                .hasMessageContaining("the text of page 1 in zh-CN");
        assertThatThrownBy(() -> PaperCheck.sameAsRendered(changedAfter("% page 1 in en"), rendered))
                .hasMessageContaining("the text of page 1 in en");
    }

    @Test
    void a_change_elsewhere_is_named_too() {
        assertThatThrownBy(() -> PaperCheck.sameAsRendered(changedAfter("%PDF"), rendered))
                .hasMessageContaining("the head of the file");
        assertThatThrownBy(() -> PaperCheck.sameAsRendered(changedAfter("{\"sample\""), rendered))
                .hasMessageContaining("an attachment");
        assertThatThrownBy(() -> PaperCheck.sameAsRendered(changedAfter("/Length1"), rendered))
                .hasMessageContaining("a font");
        assertThatThrownBy(() -> PaperCheck.sameAsRendered(changedAfter("<pdfaid:part>"), rendered))
                .hasMessageContaining("the metadata");
        assertThatThrownBy(() -> PaperCheck.sameAsRendered(changedAfter("startxref"), rendered))
                .hasMessageContaining("the structure of the file");
    }

    @Test
    void a_cut_or_lengthened_file_is_found() {
        assertThatThrownBy(() -> PaperCheck.sameAsRendered(Arrays.copyOf(rendered, rendered.length - 1), rendered))
                .hasMessageContaining("the end of the file");
        assertThatThrownBy(() -> PaperCheck.sameAsRendered(Arrays.copyOf(rendered, rendered.length + 1), rendered))
                .hasMessageContaining("1 bytes more");
    }

    @Test
    void a_page_of_another_form_is_named_as_such() {
        byte[] other = new String(rendered, StandardCharsets.ISO_8859_1)
                .replace("wangchuan-page/v5<", "wangchuan-page/v7<")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> PaperCheck.sameAsRendered(other, rendered)).hasMessageContaining("wangchuan-page/v7");
    }

    @Test
    void a_paper_of_an_earlier_edition_says_so_and_is_what_that_edition_gives() throws Exception {
        byte[] earlier = SampleReceipt.of("partial").pdf(Edition.V1);

        assertThat(PaperCheck.edition(earlier)).isEqualTo(Edition.V1);
        assertThat(PaperCheck.edition(rendered)).isEqualTo(Edition.NEWEST);
        assertThatThrownBy(() -> PaperCheck.sameAsRendered(earlier, rendered))
                .hasMessageContaining("expected wangchuan-page/v5, found wangchuan-page/v1");
    }

    /** What is attached stands before it in the file, and may hold what a device calls itself. */
    @Test
    void what_is_attached_does_not_say_which_edition_it_is() throws Exception {
        String claim = "<pdf:Producer>wangchuan-page/v1</pdf:Producer>";
        byte[] pdf = ReceiptPdf.render(
                SampleReceipt.of("partial").page(),
                List.of(Attachment.receipt(claim.getBytes(StandardCharsets.UTF_8))));

        assertThat(PaperCheck.edition(pdf)).isEqualTo(Edition.NEWEST);
    }

    private byte[] changedAfter(String mark) {
        byte[] changed = rendered.clone();
        int at = new String(rendered, StandardCharsets.ISO_8859_1).indexOf(mark) + mark.length();
        changed[at] ^= 1;
        return changed;
    }
}
