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
                .isEqualTo("wangchuan-page/v1 49f080a0842118b53f51581de0c041ccfbc75de6a47f96cd83532b5ba75002d5");
    }
}
