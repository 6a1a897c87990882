package org.wangchuan.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** What lets somebody in, or can't be taken back, is done by nobody who has just found a browser open. */
final class FreshTest extends PlatformTest {
    private final Shop shop = newShop();
    private final UUID administrator = shop.account(Role.ADMINISTRATOR);
    private final UUID person = shop.account(Role.CLERK);
    private final AccountHistory history = bean(AccountHistory.class);

    @Test
    void anOpenBrowserIsNotEnough() {
        UUID suspended = shop.account(Role.CLERK);
        Browser office = signedIn(administrator);
        office.post("/people/" + suspended + "/suspend", Map.of());
        assertThat(history.of(suspended)).as("it takes away, and may be urgent").hasSize(1);
        String passkey = Passkey.of(person);
        String path = "/people/" + person;
        Map<String, Map<String, String>> acts = new LinkedHashMap<>();
        acts.put("/people", Map.of("workName", "Another me", "roles", "MANAGER"));
        acts.put(path + "/link", Map.of());
        acts.put(path + "/badge", Map.of());
        acts.put(path + "/roles", Map.of("roles", "MANAGER"));
        acts.put("/people/" + suspended + "/restore", Map.of());
        acts.put(path + "/passkeys/remove", Map.of("passkey", passkey, "sure", "yes"));
        acts.put(path + "/end", Map.of("sure", "yes"));

        int people = bean(Accounts.class).list(shop.organisation()).size();
        acts.forEach((act, form) -> {
            Browser.Answer asked = office.post(act, form);
            assertThat(asked.status()).as(act).isEqualTo(302);
            assertThat(asked.location()).as(act).startsWith("/confirm?next=%2Fpeople");
        });
        assertThat(bean(Accounts.class).list(shop.organisation())).hasSize(people);
        assertThat(history.of(person)).isEmpty();
        assertThat(history.of(suspended)).hasSize(1);
        assertThat(bean(PasskeyTable.class).of(person)).hasSize(1);
        assertThat(bean(QuickSwitch.class).badgeMadeAt(person)).isEmpty();
        assertThat(jdbc().sql("SELECT count(*) FROM identity.one_time_link WHERE account_id = ?")
                        .param(person)
                        .query((row, _) -> row.getInt(1))
                        .single())
                .isZero();
        for (String page : new String[] {"/people", path}) {
            assertThat(office.get(page).body())
                    .as(page)
                    .contains("need your own passkey, shown within the last 5 minutes")
                    .doesNotContain("action=\"" + page + "/end\"", "action=\"/people\"");
        }

        PasskeyShown.by(administrator);
        acts.forEach((act, form) -> {
            Browser.Answer done = office.post(act, form);
            assertThat(done.status()).as(act).isIn(200, 302);
            assertThat(done.location()).as(act).doesNotContain("/confirm");
        });
        assertThat(bean(Accounts.class).list(shop.organisation())).hasSize(people + 1);
        assertThat(history.of(person))
                .extracting(AccountHistory.Change::what)
                .containsExactly("ended", "passkey", "roles", "badge", "link");
    }

    /** Who can see the page in a frame of their own words sends nobody elsewhere by it. */
    @Test
    void oneComesBackToAPageOfThisPlatformOnly() {
        Browser office = signedIn(administrator);
        assertThat(office.get("/confirm?next=/people/" + person).body())
                .contains("You have no passkey yet", "href=\"/people/" + person + "\"");
        Passkey.of(administrator);
        assertThat(office.get("/confirm?next=/people/" + person).body())
                .contains("data-next=\"/people/" + person + "\"", "Nothing was done");
        for (String elsewhere :
                new String[] {"//example.org", "https://example.org", "/%5Cexample.org", "javascript:x"}) {
            assertThat(office.get("/confirm?next=" + elsewhere).body())
                    .as(elsewhere)
                    .contains("data-next=\"/\"")
                    .doesNotContain("example.org\"");
        }
        assertThat(nobody().get("/confirm").location()).isEqualTo("/sign-in");
    }
}
