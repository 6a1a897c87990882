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
        assertThat(named(false, Edition.V5, SampleFiles.hostile().pdf()))
                .as(CHANGED)
                .isEqualTo("wangchuan-page/v5 541ca21be199e6c7ffd863e7292e984cddc49f3fb718ca4e527acc95159ef805");
        assertThat(named(true, Edition.V5, new SampleCertificate().pdf()))
                .as(CHANGED)
                .isEqualTo(
                        "wangchuan-certificate-page/v5 9d70b47645f06be45dc223dd489cfdb4a23c54753e3fe7cb1c31116097e77c92");
        assertThat(named(false, Edition.V5, refused().pdf()))
                .as(CHANGED)
                .isEqualTo("wangchuan-page/v5 efa473802a6366c0104873b0e6d7e160d3e056ef69a5ed0dfef71b8be9205d45");
    }

    /** The digests of what was rendered when this edition was the newest. */
    @Test
    void nor_has_a_page_of_an_earlier_form() throws Exception {
        assertThat(named(false, Edition.V4, SampleFiles.hostile().pdf(Edition.V4)))
                .isEqualTo("wangchuan-page/v4 f1b7fc5cb5a9960345ddaeb0916987ec32c8edea295bb6f200fe3052bcd9bdf6");
        assertThat(named(true, Edition.V4, new SampleCertificate().pdf(Edition.V4)))
                .isEqualTo(
                        "wangchuan-certificate-page/v4 ad0207b3f9912afe38184c475b75d2db21cc41428dba256e1ae7249f3dd89359");
        assertThat(named(false, Edition.V4, refused().pdf(Edition.V4)))
                .isEqualTo("wangchuan-page/v4 8124dd39dd1732e1cda30ed02b08ae22d0f852bc20f9ddb7fa4121ac2b611c92");
        assertThat(named(
                        false,
                        Edition.V4,
                        SampleReceipt.told("purged", "nvme-sanitize-block", "succeeded", 0)
                                .pdf(Edition.V4)))
                .isEqualTo("wangchuan-page/v4 a4b4df2d2c3676efce881fa00e76029538f5c6d00f8152dee9a5f9a3524f996f");
        assertThat(named(false, Edition.V4, contradictory().pdf(Edition.V4)))
                .isEqualTo("wangchuan-page/v4 59491c53ec833f2ec5f942470f711f9238a8190d84a196b1dee1e4f182a77782");
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

    /** A drive that was told to erase itself, refused, and was overwritten: the fourth edition said that it erased itself. */
    private static SampleReceipt refused() {
        SampleReceipt receipt = SampleReceipt.told("cleared", "nvme-sanitize-block", "refused", 0);
        receipt.passes.add(SampleReceipt.pass("random", SampleReceipt.CAPACITY));
        return receipt;
    }

    private static SampleReceipt contradictory() {
        SampleReceipt receipt = SampleReceipt.of("failed");
        receipt.verdict = "cleared";
        return receipt;
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
