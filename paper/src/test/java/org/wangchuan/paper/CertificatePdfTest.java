package org.wangchuan.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.paper.CertificateFacts.Cosigned;
import org.wangchuan.paper.CertificateFacts.Grade;
import org.wangchuan.paper.CertificateFacts.Presence;
import org.wangchuan.paper.CertificateFacts.Role;
import org.wangchuan.paper.CertificateFacts.State;
import org.wangchuan.paper.CertificateFacts.Status;

/** What the paper of a certificate says, as a foreign reader (PDFBox) finds it. */
class CertificatePdfTest {
    @Test
    void it_calls_itself_a_certificate_and_nowhere_a_receipt() throws Exception {
        assertThat(text(new SampleCertificate()))
                .contains("Certificate of data erasure", "Certificate, 3 cosignatures", "certificate.json")
                .contains("数据清除证明", "附见证签名 3 个", "本证明不能证明")
                .contains("not a receipt for money", "不是付款凭证")
                .doesNotContain("Receipt", "收据");
    }

    @Test
    void even_where_the_verdict_is_bad_or_denied_by_its_own_facts() throws Exception {
        for (String verdict : List.of("partial", "unproven", "failed")) {
            assertThat(text(SampleCertificate.of(verdict)))
                    .contains("Do not sell", "Record of a", "Record, 3 cosignatures", "本记录不能证明")
                    .doesNotContain("清除证明", "本证明", "Certificate", "this certificate", "收据")
                    .doesNotContain("Receipt");
        }
        SampleCertificate denied = SampleCertificate.of("failed");
        denied.receipt.verdict = "cleared";
        assertThat(text(denied)).contains("Contradictory", "自相矛盾").doesNotContain("收据", "清除证明");
    }

    @Test
    void its_limits_of_time_are_the_widest_that_any_choice_of_witnesses_gives() throws Exception {
        SampleCertificate certificate = new SampleCertificate();
        assertThat(certificate.facts().notEarlier()).hasValue(SampleCertificate.BEFORE);
        assertThat(certificate.facts().notLater()).hasValue(SampleCertificate.AFTER + 14);

        assertThat(text(certificate))
                .contains("Not earlier than 2026-11-24 12:00:00 UTC")
                .contains("Not later than 2026-11-24 16:02:14 UTC")
                .contains("北京时间 2026-11-24 20:00:00（UTC 2026-11-24 12:00:00）")
                .contains("witness-1.example.org/wangchuan 5a17c3e1 2026-11-24 12:00:07", "in the reader's trust list");
    }

    @Test
    void what_the_receipt_had_to_leave_open_about_time_is_not_repeated_and_the_rest_is_said() throws Exception {
        assertThat(text(new SampleCertificate()))
                .doesNotContain("it is the station's own clock, confirmed by nobody")
                .contains("That the owner was present or agreed.")
                .contains("That the witnesses are who their names say")
                .contains("a status list newer than the attached one");

        SampleCertificate open = new SampleCertificate();
        open.earlier = List.of();
        assertThat(text(open)).contains("Not earlier than not proved", "That it is not older than it says");
    }

    @Test
    void without_any_cosignature_it_says_so_and_its_time_is_the_stations_own() throws Exception {
        assertThat(text(SampleCertificate.unwitnessed()))
                .contains("Certificate, not witnessed", "This file holds no cosignature.", "清除证明，未经见证")
                .contains("it is the station's own clock, confirmed by nobody")
                .contains("a revocation would not show");
    }

    @Test
    void a_signature_of_another_kind_is_shown_and_gives_no_time() throws Exception {
        SampleCertificate certificate = new SampleCertificate();
        certificate.witnesses = List.of(new Cosigned("later.example", "01020304", OptionalLong.empty()));
        assertThat(certificate.facts().notLater()).isEmpty();
        assertThat(text(certificate))
                .contains("later.example 01020304 no of a kind not read here", "confirmed by nobody");
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void every_state_of_the_list_has_its_words(State state) throws Exception {
        SampleCertificate certificate = SampleCertificate.withdrawn(state);
        boolean isWithdrawn = certificate.status.isWithdrawn();

        assertThat(isWithdrawn).isEqualTo(state.compareTo(State.VALID) > 0);
        String text = text(certificate);
        assertThat(text.contains("does not hold any more")).isEqualTo(isWithdrawn);
        assertThat(text.contains("请勿采信本记录")).isEqualTo(isWithdrawn);
    }

    /** What each grade is worth, in both languages: never more than is known. */
    private static final Map<Grade, List<String>> WORTH = Map.of(
            Grade.ASSERTED, List.of("the clerk says so", "仅为柜台人员所述"),
            Grade.CODE,
                    List.of(
                            "the station says that somebody at the counter typed the one-time code, and no more",
                            "工作站称柜台前有人输入了一次性验证码，仅此而已"),
            Grade.KEY,
                    List.of(
                            "a key signed that the station says is this person's; compare THUMB with the person's paper",
                            "由工作站称属于本人的密钥签署；请将THUMB与本人所持纸张核对"),
            Grade.HANDWRITTEN,
                    List.of(
                            "the station says that it was given the image of a signature by hand; it was not looked at",
                            "工作站称收到过手写签名图像；未查看图像"));

    @Test
    void every_role_and_grade_has_its_words() throws Exception {
        for (Grade grade : Grade.values()) {
            for (Role role : Role.values()) {
                SampleCertificate certificate = new SampleCertificate();
                certificate.presence = List.of(new Presence(role, grade, 0, Optional.of("THUMB")));
                assertThat(text(certificate)).contains("1970-01-01 00:00:00 UTC by the station's clock");
                assertThat(text(certificate).replaceAll("\\s+", ""))
                        .as("%s", grade)
                        .contains(WORTH.getOrDefault(grade, List.of("no words")).stream()
                                .map(words -> words.replace(" ", ""))
                                .toList());
            }
        }
    }

    @Test
    void many_witnesses_go_on_over_pages_and_none_is_left_out() throws Exception {
        SampleCertificate many = SampleCertificate.longest();
        String text = text(many);
        for (Cosigned one : many.witnesses) {
            assertThat(text.split(one.keyId(), -1)).as(one.name()).hasSize(3);
        }
    }

    @Test
    void any_changed_byte_is_found_and_placed() throws Exception {
        byte[] rendered = new SampleCertificate().pdf();
        assertThat(new SampleCertificate().pdf()).isEqualTo(rendered);
        long seed = 20261125;
        Random random = new Random(seed);
        for (int i = 0; i < 600; i++) {
            int at = random.nextInt(rendered.length);
            byte[] changed = rendered.clone();
            changed[at] ^= (byte) (1 << random.nextInt(8));
            assertThatThrownBy(() -> PaperCheck.sameAsRendered(changed, rendered))
                    .as("seed %d, byte %d", seed, at)
                    .isInstanceOf(PaperException.class);
        }
        assertThatThrownBy(() -> PaperCheck.sameAsRendered(Arrays.copyOf(rendered, rendered.length + 1), rendered))
                .hasMessageContaining("1 bytes more");
    }

    @Test
    void the_paper_of_a_receipt_is_not_taken_for_that_of_a_certificate() throws Exception {
        byte[] receipt = SampleReceipt.ordinary().pdf();
        byte[] certificate = new SampleCertificate().pdf();
        assertThatThrownBy(() -> PaperCheck.sameAsRendered(receipt, certificate))
                .hasMessageContaining("expected wangchuan-certificate-page/v5, found wangchuan-page/v5");
    }

    @Test
    void values_beyond_a_page_are_refused() {
        SampleCertificate certificate = new SampleCertificate();
        certificate.witnesses = List.of(new Cosigned("w".repeat(1025), "01020304", OptionalLong.of(1)));
        assertThatThrownBy(certificate::pdf).hasMessageContaining("name of a witness");
        certificate.witnesses = List.of(new Cosigned("w", "01020304", OptionalLong.of(Long.MAX_VALUE)));
        assertThatThrownBy(certificate::pdf).hasMessageContaining("time of a cosignature");
        certificate.witnesses = SampleCertificate.cosigned(65, 1);
        assertThatThrownBy(certificate::pdf).hasMessageContaining("at most 64");
        certificate.witnesses = List.of();
        certificate.status = new Status(State.VALID, OptionalLong.empty(), OptionalLong.of(-1), List.of());
        assertThatThrownBy(certificate::pdf).hasMessageContaining("presence and status");
    }

    @Test
    void the_attachments_come_out_again() throws Exception {
        assertThat(ReceiptPdf.attachments(new SampleCertificate().pdf()))
                .first()
                .isEqualTo(Attachment.certificate("{\"sample\":true}".getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(SampleCertificate certificate) throws Exception {
        try (PDDocument document = Loader.loadPDF(certificate.pdf())) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            return stripper.getText(document).replaceAll("\\s+", " ");
        }
    }
}
