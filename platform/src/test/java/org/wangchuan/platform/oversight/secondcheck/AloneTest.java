package org.wangchuan.platform.oversight.secondcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.wangchuan.platform.bench.BenchOrder;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** Nobody makes themselves alone: who takes away whoever could look waits as long as if they were there. A shop of one waits for nobody. */
@Tag("slow")
final class AloneTest extends PlatformTest {
    private static final String TOLD = "a verifier who could have checked it lost that role here";

    private final Shop shop = newShop();
    private final UUID boss = shop.account(Role.MANAGER, Role.ADMINISTRATOR);
    private final Browser office = confirmed(boss);
    private BenchOrder order;
    private UUID device;

    @BeforeEach
    void aDrawnDevice() throws Exception {
        order = new Drawn(shop).drive();
        device = Drawn.device(order);
    }

    private String page() {
        return office.get("/second-checks/" + device).body();
    }

    private Browser.Answer releases() {
        return office.post("/second-checks/" + device + "/release", Map.of());
    }

    private SecondChecks.Release mayBe() throws CheckException {
        return bean(SecondChecks.class)
                .mayBeReleased(bean(Clearings.class).latest(device).orElseThrow());
    }

    private void assertRefused(String why, String words) {
        assertThatThrownBy(() -> jdbc().sql("""
                        WITH note AS (INSERT INTO ledger.note (event_id, text, at) VALUES (gen_random_uuid(), 'test', now()) RETURNING event_id)
                        INSERT INTO oversight.release
                        SELECT (SELECT max(id) FROM oversight.clearing WHERE device_id = ?), ?, now(), ?, event_id FROM note""").params(device, boss, why).update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"roles", "suspend", "end"})
    void whoeverTakesTheVerifierAwayWaits(String how) {
        UUID verifier = shop.account(Role.VERIFIER);
        assertThat(office.post("/people/" + verifier + "/" + how, Map.of("roles", "CLERK", "sure", "yes"))
                        .status())
                .isEqualTo(302);
        assertThat(page()).contains(TOLD).doesNotContain("/release\"");
        Browser.Answer answer = releases();
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("lost that role here less than seven days ago");
        assertThat(bean(Clearings.class).against(device)).contains("drawn");
        for (String why : new String[] {"nobody_else", "nobody_came"}) {
            assertRefused(why, "is not alone");
        }
    }

    /** A change of an account on record, so many days ago; who it was of has no role of a verifier now. */
    private void was(UUID account, String what, String before, String after, int daysAgo) {
        jdbc().sql("DELETE FROM identity.account_role WHERE account_id = ?")
                .param(account)
                .update();
        jdbc().sql("""
                        INSERT INTO identity.account_change (at, account_id, by_account, what, roles_before, roles_after)
                        VALUES (now() - make_interval(days => ?), ?, ?, ?, ARRAY[?], ARRAY[?])""").params(daysAgo, account, boss, what, before, after).update();
    }

    /** The same device, drawn so many days ago. */
    private void wasDrawn(int daysAgo) {
        jdbc().sql("""
                        INSERT INTO oversight.clearing (device_id, site_id, statements, cleared_at, place, month, basis_points,
                          is_drawn, why, drawn_at, event_id, log_index, root)
                        SELECT device_id, site_id, statements, cleared_at, 1 + (SELECT max(place) FROM oversight.clearing WHERE site_id = c.site_id),
                          month, basis_points, is_drawn, why, now() - make_interval(days => ?), gen_random_uuid(), 1, sha256('a'::bytea)
                        FROM oversight.clearing c WHERE device_id = ? ORDER BY id DESC LIMIT 1""").params(daysAgo, device).update();
    }

    @Test
    void itIsAWeekFromThenOnAndCountsAsOneInWhichNobodyCame() throws Exception {
        UUID verifier = shop.account(Role.VERIFIER);
        wasDrawn(9);
        was(verifier, "roles", "verifier", "clerk", 6);
        assertThatThrownBy(this::mayBe).isInstanceOf(CheckException.class).hasMessageContaining("TAKEN_AWAY");
        assertRefused("nobody_came", "is not alone");
    }

    @Test
    void afterThatWeekItIsLetGoAndNotAsAlone() throws Exception {
        UUID verifier = shop.account(Role.VERIFIER);
        wasDrawn(9);
        was(verifier, "roles", "verifier", "clerk", 8);
        assertThat(mayBe()).isEqualTo(SecondChecks.Release.NOBODY_CAME);
        assertRefused("nobody_else", "is not alone");
        assertThat(page()).contains("/release\"").doesNotContain(TOLD);
        assertThat(releases().status()).isEqualTo(302);
    }

    /** Also before anybody knew that it would be drawn. */
    @Test
    void whoWasTakenAwayInTheWeekBeforeTheDrawCountsAndWhoWasLongBeforeDoesNot() throws Exception {
        UUID longAgo = shop.account(Role.VERIFIER);
        was(longAgo, "ended", "verifier", "verifier", 8);
        assertThat(mayBe()).isEqualTo(SecondChecks.Release.NOBODY_ELSE);
        UUID lately = shop.account(Role.VERIFIER);
        was(lately, "ended", "verifier", "verifier", 6);
        assertThatThrownBy(this::mayBe).isInstanceOf(CheckException.class).hasMessageContaining("TAKEN_AWAY");
    }

    /** Whoever could not have looked is missed by nobody. */
    @Test
    void aShopOfOneIsOne() throws Exception {
        UUID wiper = Drawn.wiper(order);
        was(wiper, "roles", "verifier", "technician", 0);
        UUID suspended = shop.account(Role.VERIFIER);
        was(suspended, "suspended", "verifier", "verifier", 30);
        was(suspended, "ended", "verifier", "verifier", 0);
        UUID elsewhere = shop.accountAt(Optional.of(shop.otherSite()), Role.VERIFIER);
        was(elsewhere, "ended", "verifier", "verifier", 0);
        UUID clerk = shop.account(Role.CLERK);
        was(clerk, "ended", "clerk", "clerk", 0);
        assertThat(mayBe()).isEqualTo(SecondChecks.Release.NOBODY_ELSE);
        assertThat(releases().status()).isEqualTo(302);
    }
}
