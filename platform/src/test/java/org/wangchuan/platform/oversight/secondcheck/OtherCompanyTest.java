package org.wangchuan.platform.oversight.secondcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.custody.SecondLook;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.identity.Secrets;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.web.access.Role;

/** Verifiers of another company look from afar as long as both companies say so, see what they need and no more, and are nobody of the shop. */
@Tag("slow")
final class OtherCompanyTest extends AskedLooks {
    private static final Pattern CODE =
            Pattern.compile("<aside class=\"once\">.*?<code>([^<]+)</code>", Pattern.DOTALL);

    private final Shop others = newShop();
    private final UUID boss = shop.accountAt(Optional.empty(), Role.ADMINISTRATOR, Role.MANAGER);
    private final UUID lead = others.account(Role.ADMINISTRATOR);
    private final Browser asking = confirmed(boss);
    private final Browser looking = confirmed(lead);
    private final UUID verifier = others.account(Role.VERIFIER);
    private final Browser far = confirmed(verifier);
    private final String list = "/looks-for-others";
    private final String page = list + "/" + device;

    private static String name(UUID account) {
        return bean(Accounts.class).workName(account).orElseThrow();
    }

    /** Their name, and not the beginning of another one. */
    private static String whole(UUID account) {
        return Pattern.quote(name(account)) + "(?![0-9])";
    }

    private String code() {
        Browser.Answer shown = looking.post("/looks-from-afar/code", Map.of());
        assertThat(shown.status()).isEqualTo(200);
        Matcher code = CODE.matcher(shown.body());
        assertThat(code.find()).isTrue();
        return code.group(1);
    }

    private Browser.Answer asks(String code, UUID site) {
        return asking.post("/looks-from-afar", Map.of("code", code, "site", site.toString()));
    }

    private UUID pact() {
        return jdbc().sql("SELECT id FROM oversight.pact WHERE organisation_id = ? ORDER BY asked_at DESC LIMIT 1")
                .param(shop.organisation())
                .query((row, _) -> row.getObject(1, UUID.class))
                .single();
    }

    private UUID agreed() {
        return agreed(shop.site());
    }

    private UUID agreed(UUID site) {
        assertThat(asks(code(), site).status()).isEqualTo(302);
        UUID pact = pact();
        assertThat(looking.post("/looks-from-afar/" + pact + "/accept", Map.of())
                        .status())
                .isEqualTo(302);
        return pact;
    }

    private Browser.Answer has(Browser browser) {
        return browser.post(
                page + "/looks", Map.of("where", statement(device) + " " + reader.paired.id() + " " + LANE));
    }

    private UUID askedFromAfar() {
        assertThat(has(far).status()).isEqualTo(302);
        return latest();
    }

    private void answered() throws Exception {
        UUID look = askedFromAfar();
        assertThat(found(reader, look, answer(look, good())).status()).isEqualTo(200);
        assertThat(outcome(look)).isEqualTo("read");
    }

    private void ends(Browser browser, UUID pact) {
        assertThat(browser.post("/looks-from-afar/" + pact + "/end", Map.of()).status())
                .isEqualTo(302);
    }

    private static void noted(UUID device, UUID account, Optional<UUID> pact, String result, boolean isFromAfar) {
        jdbc().sql("""
                        WITH note AS (INSERT INTO ledger.note (event_id, text, at) VALUES (gen_random_uuid(), 'test', now()) RETURNING event_id)
                        INSERT INTO oversight.verification (id, clearing_id, account_id, at, result, place, looked, is_apart, note_id, is_by_machine,
                          is_from_afar, pact_id)
                        SELECT gen_random_uuid(), (SELECT max(id) FROM oversight.clearing WHERE device_id = ?), ?, now(), ?, 'other_station', '{}',
                          true, event_id, ?, ?, ? FROM note""")
                .param(device)
                .param(account)
                .param(result)
                .param(result.equals("confirmed"))
                .param(isFromAfar)
                .param(pact.orElse(null))
                .update();
    }

    @Test
    void anotherCompanyHasItReadAndConfirmsItAndNobodyReadsWhoItWas() throws Exception {
        assertThat(far.get(page).status()).isEqualTo(404);
        assertThat(has(far).status()).isEqualTo(404);
        assertThat(asks(code(), shop.site()).status()).isEqualTo(302);
        assertThat(far.get(page).status()).as("not accepted yet").isEqualTo(404);
        assertThat(looking.get("/second-checks").body()).contains("Another company asks yours to look from afar");
        assertThat(asking.post("/looks-from-afar/" + pact() + "/accept", Map.of())
                        .body())
                .as("who asks does not accept")
                .contains("or was answered already");
        assertThat(looking.post("/looks-from-afar/" + pact() + "/accept", Map.of())
                        .status())
                .isEqualTo(302);
        assertThat(asking.get("/looks-from-afar").body())
                .contains("goes on", name(boss), "an administrator")
                .doesNotContainPattern(whole(lead));

        assertThat(far.get(list).body()).contains(page, "first site");
        String seen = far.get(page).body();
        assertThat(seen).contains(order.serial, LANE, "first site");
        String label = bean(Devices.class).find(device).orElseThrow().code();
        String number = bean(Orders.class).find(order.order).orElseThrow().code();
        assertThat(seen)
                .doesNotContain(
                        label,
                        number,
                        order.order.toString(),
                        shop.organisation().toString())
                .doesNotContainPattern(whole(Drawn.wiper(order)));
        assertThat(far.get("/second-checks/" + device).status()).isEqualTo(404);
        assertThat(confirmed(others.account(Role.CLERK)).get(list).status()).isEqualTo(403);

        answered();
        assertThat(bean(Clearings.class).against(device)).contains("drawn");
        assertThat(far.get(page).body())
                .contains("/from-afar\"", "read at your word", "All that was compared is what the erasure left");
        assertThat(far.post(page + "/from-afar", Map.of()).status()).isEqualTo(302);
        assertThat(bean(Clearings.class).against(device)).isEmpty();
        assertThat(far.get(page).status()).as("it waits no more").isEqualTo(404);

        SecondLook.Said said = bean(SecondLook.class).of(List.of(device)).get(device);
        assertThat(said)
                .extracting(SecondLook.Said::key, SecondLook.Said::style)
                .containsExactly("confirmed-other", "wait");
        String company = bean(Organisations.class).name(others.organisation());
        assertThat(second.get("/second-checks/" + device).body())
                .contains(company + ", a verifier")
                .doesNotContainPattern(whole(verifier));
        assertThat(shop.browser(Role.CLERK).get("/intake/" + order.order).body())
                .contains("a verifier of another company who did not see the device")
                .doesNotContain(company)
                .doesNotContainPattern(whole(verifier));
        assertThat(nobody().get("/second-check-draws/" + shop.site() + "/" + Months.text(Months.of(Instant.now())))
                        .body())
                .contains("from afar, by another company: a verifier asked the station, and did not see the device")
                .doesNotContain(
                        company, verifier.toString(), others.organisation().toString());
        order.closes();
        assertThat(Drawn.state(device)).isEqualTo("in_stock");
    }

    @Test
    void aCodeIsUsedOnceIsNotTooOldAndIsAnothersOwn() {
        String code = code();
        assertThat(asks("nothing", shop.site()).body()).contains("Nobody has made that code");
        assertThat(asking.post("/looks-from-afar", Map.of("code", code)).body()).contains("Choose a site");
        assertThat(asks(code, others.site()).body())
                .as("another company’s site")
                .contains("Choose a site");
        assertThat(looking.post(
                                "/looks-from-afar",
                                Map.of("code", code, "site", others.site().toString()))
                        .body())
                .contains("your own company");
        assertThat(asks(code, shop.site()).status()).isEqualTo(302);
        assertThat(asks(code, shop.site()).body()).as("once").contains("it was used");
        String old = Secrets.random();
        jdbc().sql("""
                        INSERT INTO oversight.pact_code (digest, organisation_id, made_by, made_at, expires_at)
                        VALUES (?, ?, ?, now() - interval '25 hours', now() - interval '1 hour')""").params(Secrets.digest(old), others.organisation(), lead).update();
        assertThat(asks(old, shop.site()).body()).contains("too old");
        assertThatThrownBy(() -> inserted(Secrets.digest(old), boss))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("PACT: nobody is asked but by what they gave");
        assertThatThrownBy(() -> inserted(Secrets.digest(code()), lead))
                .as("asked by somebody of the company that looks")
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("PACT: nobody is asked but by what they gave");
        UUID pact = pact();
        assertThatThrownBy(
                        () -> jdbc().sql("UPDATE oversight.pact SET accepted_by = ?, accepted_at = now() WHERE id = ?")
                                .params(boss, pact)
                                .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("PACT: the company that looks says that it does");
        assertThatThrownBy(() -> jdbc().sql("INSERT INTO oversight.pact_site VALUES (?, ?)")
                        .params(pact, others.site())
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("PACT: of its own sites");
        ends(asking, pact);
        assertThat(looking.post("/looks-from-afar/" + pact + "/accept", Map.of())
                        .body())
                .contains("It is over");
        assertThatThrownBy(() -> jdbc().sql("UPDATE oversight.pact SET ended_by = NULL, ended_at = NULL WHERE id = ?")
                        .param(pact)
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("APPEND_ONLY");
        Browser stranger = confirmed(newShop().account(Role.ADMINISTRATOR));
        assertThat(stranger.post("/looks-from-afar/" + pact + "/end", Map.of()).body())
                .contains("It is over");
        assertThat(others.browser(Role.ADMINISTRATOR)
                        .post("/looks-from-afar/code", Map.of())
                        .body())
                .as("without a passkey just now")
                .doesNotContain("class=\"once\"");
    }

    private void inserted(byte[] digest, UUID by) {
        jdbc().sql("""
                        INSERT INTO oversight.pact (id, organisation_id, looker_id, code_digest, asked_by, asked_at)
                        VALUES (gen_random_uuid(), ?, ?, ?, ?, now())""")
                .params(shop.organisation(), others.organisation(), digest, by)
                .update();
    }

    /** Whoever asked while it was agreed does not confirm when it is not any more; and what differs counts all the same. */
    @Test
    void whatHasEndedConfirmsNothingAndHidesNothing() throws Exception {
        UUID pact = agreed();
        answered();
        ends(asking, pact);
        assertThat(far.post(page + "/from-afar", Map.of()).status()).isEqualTo(404);
        assertThatThrownBy(() -> bean(OthersDesk.class).confirm(device, SecondCheckTest.visitor(verifier)))
                .isInstanceOf(CheckException.class)
                .hasMessageContaining("PACT_ENDED");
        assertThatThrownBy(() -> noted(device, verifier, Optional.of(pact), "confirmed", true))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("unless both have said so");
        assertThat(looking.get("/looks-from-afar").body())
                .contains("over", "an administrator")
                .doesNotContainPattern(whole(boss));

        UUID next = agreed();
        assertThat(far.post(page + "/from-afar", Map.of()).body())
                .as("what was asked for before is no word for the new one")
                .contains("From afar you confirm only what");
        assertThatThrownBy(() -> noted(device, verifier, Optional.of(next), "confirmed", true))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("from afar nobody confirms");
        UUID waiting = askedFromAfar();
        ends(looking, next);
        assertThat(outcome(waiting)).isEqualTo("refused PACT_ENDED");
        assertThat(second.get("/second-checks/" + device).body()).contains("Nobody waits any more for what");

        UUID last = agreed();
        UUID reading = askedFromAfar();
        assertThat(claims(reader, reading, LANE, order.serial).status()).isEqualTo(200);
        ends(looking, last);
        assertThat(outcome(reading)).isEqualTo("open");
        assertThat(found(reader, reading, answer(reading, good().differs())).status())
                .isEqualTo(200);
        assertThat(Drawn.state(device)).isEqualTo("registered");
        assertThat(second.get("/second-checks/" + device).body()).doesNotContainPattern(whole(verifier));
    }

    @Test
    void nobodyLooksForAnotherCompanyButByAPactForThatSite() throws Exception {
        UUID elsewhere = agreed(shop.otherSite());
        assertThat(far.get(page).status()).isEqualTo(404);
        assertThat(far.get(list).body()).doesNotContain(page);
        for (Optional<UUID> pact : List.of(Optional.<UUID>empty(), Optional.of(elsewhere))) {
            assertThatThrownBy(() -> jdbc().sql("""
                                    INSERT INTO oversight.look (id, clearing_id, statement_id, task_id, account_id, is_apart, asked_at, station_id, lane,
                                      challenge, pact_id)
                                    SELECT gen_random_uuid(), c.id, c.statements[1], t.id, ?, true, now(), t.station_id, 'x', sha256('afar'), ?
                                    FROM oversight.clearing c JOIN bench.task t ON t.device_id = c.device_id WHERE c.device_id = ?""")
                            .param(verifier)
                            .param(pact.orElse(null))
                            .param(device)
                            .update())
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("unless both have said so");
            assertThatThrownBy(() -> noted(device, verifier, pact, "not_possible", true))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("unless both have said so");
        }
        UUID here = agreed();
        assertThatThrownBy(() -> noted(device, verifier, Optional.of(here), "not_possible", false))
                .as("not seen, and not from afar")
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("verification_pact");
        assertThatThrownBy(() -> noted(device, shop.account(Role.VERIFIER), Optional.of(here), "not_possible", true))
                .as("of the company itself")
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("unless both have said so");
        assertThatThrownBy(() -> noted(device, verifier, Optional.of(here), "confirmed", true))
                .as("nothing was read")
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("from afar nobody confirms");
        UUID look = askedFromAfar();
        assertThatThrownBy(() -> jdbc().sql("UPDATE oversight.look SET pact_id = NULL WHERE id = ?")
                        .param(look)
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("APPEND_ONLY");
    }

    /** What a colleague of the shop had read is no word of another company, nor the other way round. */
    @Test
    void eachConfirmsByWhatTheyAskedForThemselves() throws Exception {
        var _ = agreed();
        UUID own = asked();
        assertThat(found(reader, own, answer(own, good())).status()).isEqualTo(200);
        assertThat(far.post(page + "/from-afar", Map.of()).body()).contains("From afar you confirm only what");
        answered();
        UUID colleague = others.account(Role.VERIFIER);
        assertThat(confirmed(colleague).post(page + "/from-afar", Map.of()).body())
                .contains("From afar you confirm only what");
        jdbc().sql(
                        "INSERT INTO oversight.hand (clearing_id, deed, account_id) SELECT max(id), 'answered', ? FROM oversight.clearing WHERE device_id = ?")
                .params(verifier, device)
                .update();
        assertThat(far.post(page + "/from-afar", Map.of()).body()).contains("You had a hand in this device");
        assertThat(bean(Clearings.class).against(device)).contains("drawn");
    }

    @Test
    void eachCompanyTakesBackItsOwnAndReadsNoNames() {
        var _ = agreed();
        UUID own = asked();
        assertThat(far.get(page).body()).contains("Waits for the station").doesNotContain("/withdraw\"");
        assertThat(far.post(page + "/looks/" + own + "/withdraw", Map.of()).body())
                .contains("It is over by now");
        assertThatThrownBy(() -> jdbc().sql(
                                "UPDATE oversight.look SET ended_at = now(), outcome = 'withdrawn', withdrawn_by = ? WHERE id = ?")
                        .params(verifier, own)
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("unless both have said so");
        UUID keeper = shop.account(Role.VERIFIER);
        assertThat(confirmed(keeper)
                        .post("/second-checks/" + device + "/looks/" + own + "/withdraw", Map.of())
                        .status())
                .isEqualTo(302);
        assertThat(far.get(page).body())
                .contains("By a verifier of " + bean(Organisations.class).name(shop.organisation()))
                .doesNotContainPattern(whole(keeper));

        UUID theirs = askedFromAfar();
        assertThat(far.post(page + "/looks/" + theirs + "/withdraw", Map.of()).status())
                .isEqualTo(302);
        assertThat(second.get("/second-checks/" + device).body())
                .contains("By a verifier of " + bean(Organisations.class).name(others.organisation()))
                .doesNotContainPattern(whole(verifier));
    }

    @Test
    void notPossibleFromAfarKeepsItBackUntilItIsGivenUp() {
        var _ = agreed();
        assertThat(far.post(page + "/not-possible", Map.of()).status()).isEqualTo(302);
        assertThat(far.get(page).body()).contains("could not have it read");
        assertThat(bean(Clearings.class).against(device)).contains("drawn");
        assertThat(asking.get("/second-checks/" + device).body())
                .contains("nowhere: it was to be read from afar", "/give-up\"")
                .doesNotContainPattern(whole(verifier));
        assertThat(asking.post("/second-checks/" + device + "/give-up", Map.of())
                        .status())
                .isEqualTo(302);
        assertThat(Drawn.state(device)).isEqualTo("registered");
        assertThat(far.get(page).status()).isEqualTo(404);
    }

    /** Whom another company's verifiers look for is not alone. */
    @Test
    void nobodyIsLetGoAsIfNobodyElseWereThere() throws Exception {
        jdbc().sql("""
                        DELETE FROM identity.account_role r USING identity.account a
                        WHERE a.id = r.account_id AND a.organisation_id = ? AND r.role = 'verifier'""").param(shop.organisation()).update();
        SecondChecks checks = bean(SecondChecks.class);
        Clearings.Clearing one = bean(Clearings.class).latest(device).orElseThrow();
        assertThat(checks.mayBeReleased(one)).isEqualTo(SecondChecks.Release.NOBODY_ELSE);
        assertThat(asking.get("/second-checks/" + device).body()).contains("can look from afar", "/looks-from-afar");
        UUID pact = agreed();
        assertThatThrownBy(() -> checks.mayBeReleased(one))
                .isInstanceOf(CheckException.class)
                .hasMessageContaining("SOMEBODY_ELSE");
        assertThat(asking.get("/second-checks/" + device).body()).contains("one verifier of another company");
        ends(looking, pact);
        assertThat(checks.mayBeReleased(one))
                .as("no doing of the company that asked")
                .isEqualTo(SecondChecks.Release.NOBODY_ELSE);
        ends(asking, agreed());
        assertThatThrownBy(() -> checks.mayBeReleased(one))
                .as("who ends it to let a device go is not alone")
                .isInstanceOf(CheckException.class)
                .hasMessageContaining("TAKEN_AWAY");
        assertThat(asking.get("/second-checks/" + device).body())
                .contains("or looks by another company were ended")
                .doesNotContain("/release\"");
    }

    @Test
    void whatIsHeldIsNotLookedAtFromAfar() throws Exception {
        var _ = agreed();
        answered();
        bean(Devices.class).move(device, DeviceState.BLOCKED, boss, "damaged");
        assertThat(far.get(page).status()).isEqualTo(404);
        assertThatThrownBy(() -> bean(OthersDesk.class).confirm(device, SecondCheckTest.visitor(verifier)))
                .isInstanceOf(CheckException.class)
                .hasMessageContaining("NOT_HERE");
    }

    /** Whether one was ended since the day of a back-up nobody knows: it is over, and no code of before is used. */
    @Test
    void aRestoreEndsThem() {
        UUID pact = agreed();
        String unused = code();
        assertThatThrownBy(() -> jdbc().sql("""
                                DO $$ BEGIN
                                  INSERT INTO identity.recovery DEFAULT VALUES;
                                  RAISE EXCEPTION 'pact %%, codes %%', (SELECT ended_at IS NOT NULL AND ended_by IS NULL FROM oversight.pact WHERE id = '%s'),
                                    (SELECT count(*) FROM oversight.pact_code);
                                END $$""".formatted(pact)).update()).hasMessageContaining("pact t, codes 0");
        assertThat(unused).isNotEmpty();
    }
}
