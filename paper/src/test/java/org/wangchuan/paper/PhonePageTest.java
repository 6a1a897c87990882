package org.wangchuan.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.paper.claims.Claims;
import org.wangchuan.paper.claims.Consistency;

/** What a paper says of a phone: never the sign of success for one that is held, or whose verdict is denied. */
class PhonePageTest {
    private String verdict = "cleared";
    private String tier = "told";
    private String lock = "unlocked";
    private List<String> reasons = List.of();
    private List<String> lockReasons = List.of("reset-protection-off");
    private String step = "set-off";
    private boolean isDenied;
    private List<ReceiptPage.ProducerNote> producers = List.of();

    private ReceiptPage page() {
        ReceiptPage drive = SampleReceipt.ordinary().page();
        Map<String, JsonValue> payload = new TreeMap<>(drive.payload().members());
        payload.put("verdict", new JsonValue.Text(verdict));
        payload.put("notProved", Json.texts(List.of("phones-own-word", "never-tried", "cards")));
        payload.put(
                "phoneResult",
                Json.object()
                        .put(
                                "technique",
                                Json.object()
                                        .put("id", "android-reset-read-again")
                                        .put("version", 1)
                                        .put("digest", "A".repeat(43))
                                        .build())
                        .put("tier", tier)
                        .put("lock", lock)
                        .put("reasons", Json.texts(reasons))
                        .put("lockReasons", Json.texts(lockReasons))
                        .build());
        JsonValue.Obj phone = Json.object()
                .put("maker", "Samsung")
                .put("model", "SM-G991B")
                .put("serial", "R58M123ABCD")
                .put("system", "android")
                .build();
        JsonValue.Obj work = Json.object()
                .put("tool", "wangchuan 0.1")
                .put("startedAt", "2026-11-28T10:00:00Z")
                .put("finishedAt", "2026-11-28T10:10:00Z")
                .put(
                        "steps",
                        new JsonValue.Array(List.of(Json.object()
                                .put("word", step)
                                .put("at", "2026-11-28T10:04:00Z")
                                .build())))
                .build();
        return new ReceiptPage(
                new JsonValue.Obj(payload),
                phone,
                work,
                Optional.empty(),
                drive.log(),
                drive.qrText(),
                isDenied,
                producers,
                ReceiptPage.Denied.NOTHING);
    }

    @Test
    void a_phone_has_a_page_and_the_same_bytes_each_time() throws Exception {
        assertThat(ReceiptPdf.render(page(), List.of())).isEqualTo(ReceiptPdf.render(page(), List.of()));
        byte[] free = ReceiptPdf.render(page(), List.of());
        lock = "locked";
        lockReasons = List.of("reset-protection-on");
        assertThat(ReceiptPdf.render(page(), List.of())).isNotEqualTo(free);
    }

    @Test
    void only_one_that_nobody_holds_has_the_sign_of_success() throws Exception {
        assertThat(Consistency.isProven(Claims.of(page()))).isTrue();
        lock = "locked";
        assertThat(Consistency.isProven(Claims.of(page()))).isFalse();
        lock = "unknown";
        assertThat(Consistency.isProven(Claims.of(page()))).isFalse();
        lock = "unlocked";
        isDenied = true;
        assertThat(Consistency.contradicts(Claims.of(page()))).isTrue();
        isDenied = false;
        tier = "observed";
        assertThat(Consistency.contradicts(Claims.of(page()))).isTrue();
        tier = "told";
        reasons = List.of("not-back");
        assertThat(Consistency.contradicts(Claims.of(page()))).isTrue();
        verdict = "unproven";
        assertThat(Consistency.contradicts(Claims.of(page()))).isFalse();
        assertThat(Consistency.isProven(Claims.of(page()))).isFalse();
    }

    /** Of one that is not known to be reset nobody saw that it is free, whatever an older station says. */
    @Test
    void one_that_was_not_reset_is_not_shown_as_free() throws Exception {
        verdict = "unproven";
        reasons = List.of("way-shows-too-little");
        assertThat(Claims.of(page()).phone().orElseThrow().isUnlocked()).isTrue();
        for (String reason :
                List.of("never-gone", "not-back", "after-unknown", "after-contradicted", "second-system")) {
            reasons = List.of("way-shows-too-little", reason);
            assertThat(Claims.of(page()).phone().orElseThrow().result().lock())
                    .as(reason)
                    .isEqualTo("unknown");
        }
        lock = "locked";
        assertThat(Claims.of(page()).phone().orElseThrow().result().lock()).isEqualTo("locked");
    }

    @ParameterizedTest
    @ValueSource(strings = {"purged", "partial"})
    void no_phone_has_such_a_verdict(String other) {
        verdict = other;
        assertRefused();
    }

    @ParameterizedTest
    @CsvSource({"tier, sure", "lock, open", "lock, locked.means", "reason, perhaps", "step, done"})
    void a_word_that_the_page_does_not_have_is_refused(String where, String word) {
        switch (where) {
            case "tier" -> tier = word;
            case "lock" -> lock = word;
            case "reason" -> reasons = List.of(word);
            default -> step = word;
        }
        assertRefused();
    }

    @Test
    void a_phones_facts_under_a_drives_statement_are_refused() {
        ReceiptPage phone = page();
        ReceiptPage mixed = new ReceiptPage(
                SampleReceipt.ordinary().page().payload(),
                phone.target(),
                phone.work(),
                Optional.empty(),
                phone.log(),
                phone.qrText());
        assertThatThrownBy(() -> ReceiptPdf.render(mixed, List.of())).isInstanceOf(PaperException.class);
    }

    private static final List<ReceiptPage.ProducerNote> NOTES = List.of(new ReceiptPage.ProducerNote(
            "phones.example/clear+01234567",
            "Samsung Electronics",
            "EX-1",
            2,
            "2026-01-01T00:00:00Z",
            List.of("overwrite", "verification")));

    private String text() throws Exception {
        try (PDDocument document = Loader.loadPDF(ReceiptPdf.render(page(), List.of()))) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            return stripper.getText(document).replaceAll("\\s+", "");
        }
    }

    /** Anybody can sign in a maker's name: the page names the key, and never says that the maker states something, or that the record fits it. */
    @Test
    void a_statement_is_told_as_that_of_a_key_whose_owner_is_not_known() throws Exception {
        String without = text();
        producers = NOTES;
        String with = text();
        assertThat(with)
                .contains(
                        "由密钥phones.example/clear+01234567签署，自称SamsungElectronics；该密钥属于谁",
                        "工作站称记录与之相符",
                        "任何人都能签署声明",
                        "Thestationsaysthattherecordfitsit",
                        "Anybodycansignone")
                .doesNotContain("SamsungElectronicsstates");
        assertThat(without).doesNotContain("SamsungElectronics", "EX-1");
        assertThat(Consistency.isProven(Claims.of(page()))).isTrue();
        for (String mark : List.of("✓", "✗", "?")) {
            assertThat(with.chars().filter(c -> c == mark.charAt(0)).count())
                    .as(mark)
                    .isEqualTo(without.chars().filter(c -> c == mark.charAt(0)).count());
        }
        lock = "locked";
        lockReasons = List.of("reset-protection-on");
        assertThat(Consistency.isProven(Claims.of(page()))).isFalse();
    }

    private void assertRefused() {
        assertThatThrownBy(() -> ReceiptPdf.render(page(), List.of())).isInstanceOf(PaperException.class);
    }
}
