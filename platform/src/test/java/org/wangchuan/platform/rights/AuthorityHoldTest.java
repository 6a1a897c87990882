package org.wangchuan.platform.rights;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.vault.Vault;
import org.wangchuan.platform.web.access.Role;

/** A hold that an authority's request came with: what is asked for stays, and its owner is told when they are told of the request. */
final class AuthorityHoldTest extends PlatformTest {
    private static final String AUTHORITY = "Public security, Chaoyang";
    private static final String SECRET = "Criminal procedure law 150";

    private final Shop shop = newShop();
    private final Browser manager = shop.browser(Role.MANAGER);
    private final Browser desk = confirmed(shop.account(Role.DATA_PROTECTION_OFFICER));
    private final LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));

    private Asker asked(String held, String delay) throws Exception {
        Asker asker = Asker.of(shop);
        asker.contact("王小明", "13800138000");
        var form = new HashMap<>(Map.of(
                "authority", AUTHORITY, "article", "PSB law 1", "reference", "2026-113", "purposes", "ceremony"));
        form.put("held", held);
        form.put("delay", delay);
        form.put("delayArticle", delay.isEmpty() ? "" : SECRET);
        assertThat(manager.post("/intake/" + asker.order + "/law/disclosures", form)
                        .status())
                .isEqualTo(302);
        return asker;
    }

    private static Vault.Keeping keeping(Asker asker) {
        return bean(Vault.class).keeping(asker.person()).orElseThrow();
    }

    private static String privacy(Asker asker) {
        return asker.browser.get(asker.link + "/privacy").body();
    }

    private static String forgets(Asker asker, Map<String, String> form) {
        return asker.browser.post(asker.link + "/forget", form).body();
    }

    @Test
    void whatALawKeepsSecretIsHeldAndItsOwnerIsToldLater() throws Exception {
        Asker asker = asked(today.plusDays(90).toString(), today.plusDays(60).toString());
        assertThat(keeping(asker).hold().orElseThrow().reason()).contains(AUTHORITY, "PSB law 1");
        assertThat(privacy(asker)).doesNotContain(AUTHORITY, SECRET, "legal hold");
        for (Map<String, String> form : java.util.List.of(Map.<String, String>of(), Map.of("sure", "1"))) {
            assertThat(forgets(asker, form))
                    .contains("somebody has to look at it first", "within 30 days")
                    .as("nothing that tells of the hold, and nothing that is not so")
                    .doesNotContain(AUTHORITY, SECRET, "legal hold", "was forgotten");
        }
        assertThat(asker.contact("李四", "13900139000").body()).contains("somebody has to look at it first");
        assertThat(keeping(asker).forgottenAt()).isEmpty();
        assertThat(asker.browser.post(asker.link + "/copy-page", Map.of()).body())
                .doesNotContain(AUTHORITY, SECRET);

        asker.ask(RequestKind.DELETION, "Then I ask for it");
        PersonRequest request = asker.latest();
        assertThat(desk.get("/rights/" + request.id()).body()).contains("A legal hold through", SECRET);
        Map<String, String> held =
                Map.of("seen", Integer.toString(request.seen()), "result", "refused", "ground", "held", "text", "");
        assertThat(desk.post("/rights/" + request.id() + "/answer", held).body())
                .contains("is not to be told of this hold yet");
        var secret = new HashMap<>(held);
        secret.put("ground", "secret");
        assertThat(desk.post("/rights/" + request.id() + "/answer", secret).status())
                .isEqualTo(302);
        assertThat(desk.get("/intake/" + asker.order + "/law").body())
                .contains("The person is not told of this hold", SECRET);

        // Changed by the form of holds it is told no earlier.
        manager.post(
                "/intake/" + asker.order + "/law/hold",
                Map.of(
                        "reason",
                        "As before, longer",
                        "until",
                        today.plusDays(120).toString()));
        assertThat(privacy(asker)).doesNotContain("As before, longer", "legal hold");
        assertThat(forgets(asker, Map.of("sure", "1"))).contains("somebody has to look at it first");

        jdbc().sql("UPDATE vault.person SET hold_told_at = now() - interval '1 second' WHERE id = ?")
                .param(asker.person())
                .update();
        assertThat(privacy(asker)).contains("As before, longer");
        assertThat(forgets(asker, Map.of("sure", "1"))).contains("A legal hold stops the forgetting");
    }

    @Test
    void withoutASecretTheOwnerReadsItAtOnce() throws Exception {
        Asker asker = asked(today.plusDays(90).toString(), "");
        assertThat(privacy(asker)).contains(AUTHORITY, "PSB law 1");
        assertThat(forgets(asker, Map.of("sure", "1"))).contains("A legal hold stops the forgetting");
    }

    @Test
    void withoutADayNothingIsHeldAndThePageSaysSo() throws Exception {
        Asker asker = asked("", "");
        assertThat(manager.get("/intake/" + asker.order + "/law").body()).contains("Writing it down protects nothing");
        forgets(asker, Map.of("sure", "1"));
        assertThat(keeping(asker).forgottenAt()).isPresent();
    }

    @Test
    void neitherIsWrittenIfOneIsRefused() throws Exception {
        Asker asker = Asker.of(shop);
        asker.contact("王小明", "13800138000");
        Browser.Answer refused = manager.post(
                "/intake/" + asker.order + "/law/disclosures",
                Map.of(
                        "authority",
                        AUTHORITY,
                        "article",
                        "PSB law 1",
                        "reference",
                        "2026-113",
                        "purposes",
                        "ceremony",
                        "held",
                        today.minusDays(2).toString(),
                        "delay",
                        "",
                        "delayArticle",
                        ""));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body())
                .contains("value=\"" + AUTHORITY + "\"", "value=\"" + today.minusDays(2) + "\"")
                .doesNotContain("waits for a second person");
        assertThat(keeping(asker).hold()).isEmpty();
    }

    @Test
    void aHoldThatWasThereKeepsItsReasonAndEndsNoSooner() throws Exception {
        Asker asker = Asker.of(shop);
        asker.contact("王小明", "13800138000");
        String law = "/intake/" + asker.order + "/law";
        manager.post(
                law + "/hold",
                Map.of("reason", "a dispute", "until", today.plusDays(50).toString()));
        var form = new HashMap<>(Map.of(
                "authority", AUTHORITY, "article", "PSB law 1", "reference", "2026-113", "purposes", "ceremony"));
        form.putAll(Map.of("held", today.plusDays(20).toString(), "delay", "", "delayArticle", ""));
        manager.post(law + "/disclosures", form);
        Vault.Hold hold = keeping(asker).hold().orElseThrow();
        assertThat(hold.lastDay(ZoneId.of("Asia/Shanghai"))).isEqualTo(today.plusDays(50));
        form.putAll(Map.of(
                "held",
                today.plusDays(80).toString(),
                "delay",
                today.plusDays(60).toString(),
                "delayArticle",
                SECRET));
        manager.post(law + "/disclosures", form);
        hold = keeping(asker).hold().orElseThrow();
        assertThat(hold.lastDay(ZoneId.of("Asia/Shanghai"))).isEqualTo(today.plusDays(80));
        assertThat(hold.reason()).isEqualTo("a dispute");
        assertThat(privacy(asker)).as("what is told already is not taken back").contains("a dispute");
    }
}
