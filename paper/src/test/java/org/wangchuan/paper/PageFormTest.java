package org.wangchuan.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.wangchuan.paper.receipt.PageForm;

/** Pages that people hold can only be compared by a program that renders them as they were. */
class PageFormTest {
    @Test
    void a_page_of_this_form_has_not_changed_by_a_byte() throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256")
                .digest(SampleFiles.hostile().pdf());

        assertThat(PageForm.ID + " " + HexFormat.of().formatHex(digest))
                .as(
                        "words, layout, fonts or the QR library changed: once a release is out, give the page form a new name")
                .isEqualTo("wangchuan-page/v1 0c25f47b3be68cf6e32654d4d1e7881258f2e83d51d5efbf58bd5621b246bca4");
    }
}
