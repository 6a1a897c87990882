package org.wangchuan.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.wangchuan.paper.receipt.PageForm;

/** Pages that people hold can only be compared by a program that renders them as they were. */
class PageFormTest {
    private static final String CHANGED =
            "words, layout, fonts or the QR library changed: once a release is out, make a new edition";

    @Test
    void a_page_of_this_form_has_not_changed_by_a_byte() throws Exception {
        assertThat(named(false, Edition.V4, SampleFiles.hostile().pdf()))
                .as(CHANGED)
                .isEqualTo("wangchuan-page/v4 f1b7fc5cb5a9960345ddaeb0916987ec32c8edea295bb6f200fe3052bcd9bdf6");
        assertThat(named(true, Edition.V4, new SampleCertificate().pdf()))
                .as(CHANGED)
                .isEqualTo(
                        "wangchuan-certificate-page/v4 ad0207b3f9912afe38184c475b75d2db21cc41428dba256e1ae7249f3dd89359");
    }

    /** The digests of what was rendered when this edition was the newest. */
    @Test
    void nor_has_a_page_of_an_earlier_form() throws Exception {
        assertThat(named(false, Edition.V3, SampleFiles.hostile().pdf(Edition.V3)))
                .isEqualTo("wangchuan-page/v3 765b16cd0476b3e472f60a378655f54a4997d66323542bf1f46e560383ab0ca7");
        assertThat(named(true, Edition.V3, new SampleCertificate().pdf(Edition.V3)))
                .isEqualTo(
                        "wangchuan-certificate-page/v3 d1aaaae52bca9d6e8e56d7a6da03cb04ab33f8a7f01da6c23ecc384a6aec0bd6");
        assertThat(named(false, Edition.V2, SampleFiles.hostile().pdf(Edition.V2)))
                .isEqualTo("wangchuan-page/v2 593699c8ea595116657d517a965cae79fb9d2c72417d4afb011d12d827ab5321");
        assertThat(named(true, Edition.V2, new SampleCertificate().pdf(Edition.V2)))
                .isEqualTo(
                        "wangchuan-certificate-page/v2 355741c357659c96e16a947b7b0bf699e104909e5d1edf4d1c75de0957a09183");
        assertThat(named(false, Edition.V1, SampleFiles.hostile().pdf(Edition.V1)))
                .isEqualTo("wangchuan-page/v1 49f080a0842118b53f51581de0c041ccfbc75de6a47f96cd83532b5ba75002d5");
        assertThat(named(true, Edition.V1, new SampleCertificate().pdf(Edition.V1)))
                .isEqualTo(
                        "wangchuan-certificate-page/v1 b1271d3af20d9491324edf2c9eab35f48391ca2c2efdc707ffe0dbc8734ef0d0");
        assertThat(named(false, Edition.V1, inapplicable("cleared").pdf(Edition.V1)))
                .isEqualTo("wangchuan-page/v1 319ef37ed8b325aea8d488d031a1da209b744c481ba7654b8cb37d240b847cca");
        assertThat(named(false, Edition.V1, inapplicable("unproven").pdf(Edition.V1)))
                .isEqualTo("wangchuan-page/v1 2b0e95ea026d04d8ebcf7449ddcabc983c810cab2cb7f4aea5ac549c9b02d294");
    }

    /** One whose sum of clauses the first edition gave otherwise. */
    private static SampleReceipt inapplicable(String verdict) {
        SampleReceipt receipt = SampleReceipt.of(verdict);
        receipt.conformity.add(SampleReceipt.clause("hidden-areas", "satisfied", "design rule"));
        receipt.hidden = "not-applicable";
        return receipt;
    }

    private static String named(boolean isCertificate, Edition edition, byte[] pdf) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(pdf);
        return PageForm.of(isCertificate, edition) + " " + HexFormat.of().formatHex(digest);
    }
}
