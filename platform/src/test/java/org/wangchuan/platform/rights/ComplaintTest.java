package org.wangchuan.platform.rights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.vault.Read;
import org.wangchuan.platform.vault.Vault;
import org.wangchuan.platform.web.access.Role;

/** Somebody without a link complains, finds the answer by the address that they were told once, and is forgotten when they want. */
final class ComplaintTest extends PlatformTest {
    private static final Pattern LINK =
            Pattern.compile("<code data-copied>http[^<]*(/complaints/[A-Za-z0-9_-]{32})</code>");

    private final Shop shop = newShop();
    private final Browser desk = confirmed(shop.account(Role.DATA_PROTECTION_OFFICER));

    private Browser.Answer complain(Browser by, String text, String contact) {
        return by.post(
                "/complaints", Map.of("site", shop.site().toString(), "text", text, "name", "王小明", "contact", contact));
    }

    private static String link(Browser.Answer answer) {
        Matcher link = LINK.matcher(answer.body());
        assertThat(link.find()).as(answer.body()).isTrue();
        return link.group(1);
    }

    private PersonRequest of(String link) {
        return bean(OwnRequests.class).byLink(link.replaceFirst(".*/", "")).orElseThrow();
    }

    @Test
    void itIsAnsweredWithoutAnOrder() {
        Browser somebody = Browser.from("127.0.0.36", origin());
        assertThat(somebody.get("/complaints").body()).contains("first site");
        assertThat(complain(somebody, "", "").body()).contains("This needs some words");
        assertThat(complain(somebody, "x".repeat(1001), "").body()).contains("1 to 1000 characters");
        assertThat(complain(somebody, "x", "call me").body()).contains("Expected a telephone number");
        assertThat(somebody.post("/complaints", Map.of("text", "x")).body()).contains("Choose the shop");

        Browser.Answer sent = complain(somebody, "They copied my photos", "139 1234 5678");
        String link = link(sent);
        PersonRequest request = of(link);
        assertThat(sent.body()).contains(request.code());
        assertThat(sent.header("cache-control")).contains("no-store");
        Browser other = nobody();
        assertThat(other.get(link).body()).contains("30 days left").doesNotContain("copied", "139");
        assertThat(other.get("/complaints/" + request.id()).status()).isEqualTo(404);
        assertThat(other.get("/complaints/" + request.code()).status()).isEqualTo(404);

        assertThat(desk.get("/rights").body()).contains(request.code()).doesNotContain("139");
        assertThat(desk.get("/rights/" + request.id()).body()).doesNotContain("copied", "139", "王小明");
        assertThat(desk.post("/rights/" + request.id() + "/words", Map.of()).body())
                .contains("They copied my photos", "139 1234 5678", "王小明");
        assertThat(bean(Vault.class).reads(request.person().orElseThrow()))
                .filteredOn(read -> read.act() == Read.Act.READ)
                .hasSize(2)
                .allMatch(read ->
                        read.role().filter(Role.DATA_PROTECTION_OFFICER::equals).isPresent());
        desk.post(
                "/rights/" + request.id() + "/answer",
                Map.of("seen", "1", "result", "granted", "text", "They don’t any more"));
        assertThat(other.post(link + "/words", Map.of()).body())
                .contains("They copied my photos", "They don’t any more");
        assertThat(other.post(link + "/unsettled", Map.of("seen", "2", "text", "They do"))
                        .location())
                .isEqualTo(link);
        assertThat(of(link).round()).isEqualTo(2);

        assertThat(other.post(link + "/forget", Map.of()).location()).isEqualTo(link);
        assertThat(other.get(link).body()).contains("What was written is gone", "You asked");
        assertThat(other.post(link + "/words", Map.of()).body()).doesNotContain("copied");
        assertThat(desk.post("/rights/" + request.id() + "/words", Map.of()).body())
                .doesNotContain("copied", "139");
        assertThat(other.post(link + "/withdraw", Map.of("seen", "3")).location())
                .isEqualTo(link);
        assertThat(of(link).state()).isEqualTo(PersonRequest.State.WITHDRAWN);
    }

    @Test
    void whatHasNoSecretLeadsNowhere() {
        Browser somebody = Browser.from("127.0.0.36", origin());
        String link = link(complain(somebody, "Rude", ""));
        String guessed = link.substring(0, link.length() - 1) + (link.endsWith("A") ? "B" : "A");
        assertThat(somebody.get(guessed).status()).isEqualTo(404);
        for (String what : List.of("words", "withdraw", "unsettled", "forget")) {
            assertThat(somebody.post(guessed + "/" + what, Map.of("seen", "1")).status())
                    .as(what)
                    .isEqualTo(404);
        }
        assertThat(of(link).isOpen()).isTrue();
    }
}
