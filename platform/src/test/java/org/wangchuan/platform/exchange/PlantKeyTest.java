package org.wangchuan.platform.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.wangchuan.platform.setting.LimitSettings;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.limit.KeyTries;
import org.wangchuan.platform.web.problem.Problems;

/** Who has a key is let in for what it is good for, as long as it is good, and nobody else is. */
final class PlantKeyTest extends PlatformTest {
    private static final Pattern KEY = Pattern.compile("wck_[a-z2-7]{8}_[A-Za-z0-9_-]{32}");

    private final Shop shop = newShop();

    @Test
    void anAdministratorMakesOneAndSeesItOnce() {
        UUID account = shop.account(Role.ADMINISTRATOR);
        UUID clerk = shop.account(Role.CLERK);
        Map<String, String> form = Map.of(
                "name",
                "sap",
                "site",
                shop.site().toString(),
                "scopes",
                "orders:write",
                "days",
                "30",
                "responsible",
                clerk.toString());
        Browser early = signedIn(account);
        assertThat(early.post("/plant/keys", form).location()).startsWith("/confirm?next=");
        Browser boss = confirmed(account);
        Browser.Answer made = boss.post("/plant/keys", form);
        assertThat(made.status()).isEqualTo(200);
        Matcher key = KEY.matcher(made.body());
        assertThat(key.find()).isTrue();
        assertThat(boss.get("/plant").body())
                .contains("sap", PlantKeys.prefix(key.group()))
                .doesNotContain(key.group());
        Plant plant = new Plant(nobody(), key.group());
        assertThat(plant.post("/api/v1/assets", Plant.request("b", Plant.phones("k", 0, 1)))
                        .status())
                .isEqualTo(200);
        assertThat(plant.get("/api/v1/assets").status()).isEqualTo(403);
        assertThat(plant.get("/api/v1/assets").body()).contains("SCOPE_MISSING", "verdicts:read");
        assertThat(PlantKeys.row(key.group()).usedAt()).isPresent();
        // Nothing of the secret stands in the database.
        String secret = key.group().substring(key.group().length() - 32);
        assertThat(jdbc().sql("SELECT count(*) FROM exchange.api_key k WHERE k::text LIKE ?")
                        .param("%" + secret + "%")
                        .query((row, _) -> row.getInt(1))
                        .single())
                .isZero();
    }

    @Test
    void aKeyInWhoseNameNobodyRegistersIsShownSoAndToldOf() {
        String key = PlantKeys.of(shop, Optional.of(shop.site()), Duration.ofDays(300), Scope.ORDERS_WRITE);
        UUID responsible = PlantKeys.row(key).responsible().orElseThrow();
        Browser boss = shop.browser(Role.ADMINISTRATOR);
        Responsibles responsibles = bean(Responsibles.class);
        assertThat(responsibles.of(PlantKeys.row(key)).isBroken()).isFalse();
        assertThat(boss.get("/plant").body())
                .doesNotContain("takes no devices in any more", "Nobody answers for the key");
        assertThat(boss.get("/plant").body())
                .as("before it is so: the days in which nobody is refused yet end in two weeks")
                .contains("may act through");
        int before = unqualified(responsible);
        jdbc().sql("UPDATE identity.account SET state = 'suspended' WHERE id = ?")
                .param(responsible)
                .update();
        assertThat(boss.get("/plant").body())
                .contains("takes no devices in any more: registers and closes nothing", "make a key for somebody else");
        assertThat(boss.get("/people").body())
                .as("told where the account was suspended, too")
                .contains("Nobody answers for the key “erp” any more");
        jdbc().sql("UPDATE identity.account SET state = 'active' WHERE id = ?")
                .param(responsible)
                .update();
        assertThat(boss.get("/plant").body())
                .doesNotContain("takes no devices in any more", "Nobody answers for the key");
        assertThat(unqualified(responsible)).as("a look leaves no trace").isEqualTo(before);
        bean(ApiKeys.class).revoke(shop.organisation(), PlantKeys.row(key).id(), shop.account(Role.ADMINISTRATOR));
        jdbc().sql("UPDATE identity.account SET state = 'suspended' WHERE id = ?")
                .param(responsible)
                .update();
        assertThat(boss.get("/plant").body())
                .as("of what is revoked nothing is told")
                .doesNotContain("takes no devices in any more", "Nobody answers for the key");
    }

    /** A door of its own: that of the tests' platform lets everything be tried. */
    @Test
    void manyWrongKeysFromOneAddressKeepNoGoodOneOutAndAreToldSo() {
        String good = PlantKeys.of(shop);
        String other = PlantKeys.of(shop);
        KeyDoor door = new KeyDoor(
                bean(ApiKeys.class),
                new KeyNames(bean(JdbcClient.class), Instant::now),
                Instant::now,
                new LimitSettings(3_000, 120));
        for (int i = 0; i < KeyTries.NEW_MAX; i++) {
            assertThat(shown(door, "wck_abcdefgh_" + "0".repeat(29) + (100 + i)))
                    .isEqualTo("KEY_UNKNOWN");
        }
        assertThat(shown(door, "wck_abcdefgh_" + "0".repeat(32))).isEqualTo("TOO_MANY_KEYS");
        assertThat(shown(door, good))
                .as("never shown before, from the same address")
                .isEqualTo("in");
        String guess = other.substring(0, other.length() - 1) + (other.endsWith("x") ? "y" : "x");
        for (int i = 0; i < 60; i++) {
            assertThat(shown(door, guess)).isEqualTo("KEY_UNKNOWN");
        }
        assertThat(shown(door, guess))
                .as("who guesses the rest of one is counted by it")
                .isEqualTo("TOO_MANY_KEYS");
        assertThat(shown(door, good)).as("and keeps no other out").isEqualTo("in");
        for (int i = 0; i < KeyDoor.USES_MAX - 2; i++) {
            assertThat(shown(door, good)).isEqualTo("in");
        }
        assertThat(shown(door, good))
                .as("a key's own limit has no name but the status")
                .isEqualTo("429");
    }

    private static String shown(KeyDoor door, String key) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/v1/assets");
        request.addHeader("Authorization", "Bearer " + key);
        if (door.lets(request)) {
            return "in";
        }
        HttpStatus status = door.refused(request, HttpStatus.UNAUTHORIZED);
        return Problems.told(request, status)
                .map(answer -> String.valueOf(answer.getBody()).replaceFirst("(?s).*code=([A-Z_]+).*", "$1"))
                .orElse(Integer.toString(status.value()));
    }

    private static int unqualified(UUID account) {
        return jdbc().sql("SELECT count(*) FROM staff.unqualified_day WHERE account_id = ?")
                .param(account)
                .query((row, _) -> row.getInt(1))
                .single();
    }

    @Test
    void aFormThatAsksForTooMuchMakesNone() {
        Browser boss = confirmed(shop.account(Role.ADMINISTRATOR));
        UUID elsewhere = shop.accountAt(Optional.of(shop.otherSite()), Role.CLERK);
        UUID technician = shop.account(Role.TECHNICIAN);
        UUID stranger = newShop().account(Role.CLERK);
        Map<String, String> good =
                Map.of("name", "sap", "site", shop.site().toString(), "scopes", "orders:write", "days", "30");
        for (Map<String, String> wrong : List.of(
                Map.of("responsible", ""),
                Map.of("responsible", elsewhere.toString()),
                Map.of("responsible", technician.toString()),
                Map.of("responsible", stranger.toString()),
                Map.of("days", "401"),
                Map.of("scopes", "everything"),
                Map.of("name", "call 13912345678"),
                Map.of("site", newShop().site().toString()))) {
            Map<String, String> form = new java.util.HashMap<>(good);
            form.putAll(wrong);
            Browser.Answer answer = boss.post("/plant/keys", form);
            assertThat(answer.status()).as(wrong.toString()).isEqualTo(422);
            assertThat(KEY.matcher(answer.body()).find()).isFalse();
        }
    }

    @Test
    void whatIsRevokedOverOrOfBeforeARestoreOpensNothing() {
        ApiKeys keys = bean(ApiKeys.class);
        UUID boss = shop.account(Role.ADMINISTRATOR);
        String revoked = PlantKeys.of(shop);
        keys.revoke(newShop().organisation(), PlantKeys.row(revoked).id(), boss);
        assertThat(new Plant(nobody(), revoked).get("/api/v1/assets").status())
                .as("another company's word")
                .isEqualTo(200);
        assertThat(confirmed(boss)
                        .post("/plant/keys/" + PlantKeys.row(revoked).id() + "/revoke", Map.of())
                        .status())
                .isEqualTo(302);
        assertRefused(revoked, 401, "KEY_REVOKED");
        keys.confirm(shop.organisation(), PlantKeys.row(revoked).id(), boss);
        assertRefused(revoked, 401, "KEY_REVOKED");
        String over = PlantKeys.of(shop, Optional.empty(), Duration.ofMillis(1), Scope.VERDICTS_READ);
        assertRefused(over, 401, "KEY_OVER");

        String kept = PlantKeys.of(shop);
        jdbc().sql("UPDATE exchange.api_key SET state = 'unconfirmed' WHERE id = ?")
                .param(PlantKeys.row(kept).id())
                .update();
        assertRefused(kept, 503, "KEY_NOT_CONFIRMED");
        Browser page = confirmed(boss);
        assertThat(page.get("/stock").status()).isEqualTo(403);
        assertThat(page.get("/plant").body()).contains("stand still until you confirm them");
        assertThat(page.post("/plant/keys/" + PlantKeys.row(kept).id() + "/confirm", Map.of())
                        .status())
                .isEqualTo(302);
        assertThat(new Plant(nobody(), kept).get("/api/v1/assets").status()).isEqualTo(200);
    }

    @Test
    void theDatabaseMakesNoKeyMoreThanItWas() {
        UUID id = PlantKeys.row(PlantKeys.of(shop)).id();
        for (String change : List.of(
                "scopes = '{exports:read}', responsible = NULL",
                "ends_at = now() + interval '9 years'",
                "site_id = NULL")) {
            assertThatThrownBy(() -> jdbc().sql("UPDATE exchange.api_key SET " + change + " WHERE id = ?")
                            .param(id)
                            .update())
                    .hasMessageContaining("API_KEY");
        }
    }

    @Test
    void itIsNotTakenFromAnAddressNorGuessedAt() {
        String key = PlantKeys.of(shop);
        assertThat(nobody().get("/api/v1/assets?key=" + key).status()).isEqualTo(401);
        assertRefused(key.substring(0, key.length() - 1) + (key.endsWith("A") ? "B" : "A"), 401, "KEY_UNKNOWN");
        assertRefused("wck_", 401, "KEY_UNKNOWN");
    }

    @Test
    void anotherCompanysAndAnotherSitesAreNotThere() {
        Plant own = new Plant(nobody(), PlantKeys.of(shop));
        assertThat(own.post("/api/v1/assets", Plant.request("b", Plant.phones("x", 0, 2)))
                        .status())
                .isEqualTo(200);
        Plant stranger = new Plant(nobody(), PlantKeys.of(newShop()));
        Plant elsewhere = new Plant(
                nobody(), PlantKeys.of(shop, Optional.of(shop.otherSite()), Duration.ofDays(1), Scope.values()));
        for (Plant other : List.of(stranger, elsewhere)) {
            assertThat(other.get("/api/v1/assets/x0").body()).contains("ASSET_NOT_FOUND");
            assertThat(other.json("/api/v1/assets").get("assets")).isEmpty();
            assertThat(other.json("/api/v1/events").get("events")).isEmpty();
            assertThat(other.get("/api/v1/exports/devices?format=json&from=2026-01-01&to=2026-12-31")
                            .body()
                            .strip()
                            .replace("\n", ""))
                    .isEqualTo("[]");
        }
        // One id is one device of a company; what is known of it at another site is not told.
        assertThat(elsewhere
                        .post("/api/v1/assets", Plant.request("b", Plant.phones("x", 0, 1)))
                        .body())
                .contains("EXTERNAL_ID_USED")
                .doesNotContain("\"device\"");
        assertThat(stranger.post("/api/v1/assets", Plant.request("b", Plant.phones("x", 0, 1)))
                        .body())
                .contains("\"registered\":1");
    }

    private static void assertRefused(String key, int status, String code) {
        Browser.Answer answer = new Plant(nobody(), key).get("/api/v1/assets");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).contains(code);
    }
}
