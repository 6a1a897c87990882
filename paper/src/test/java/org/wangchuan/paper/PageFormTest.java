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
                .isEqualTo("wangchuan-page/v1 6009dd13f016abb1441586c5ac80ee9da3f6eb9dff4efb5f2c37c10ce8ca2bb0");
    }
}
