package org.wangchuan.platform.oversight.secondcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.wangchuan.platform.consumer.channel.CountedSite;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.custody.SecondLook;
import org.wangchuan.platform.oversight.count.SiteCounts;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.CountsClaims;
import org.wangchuan.proof.statement.Verdict;

/** Who does not see a device confirms it by what a station read at their own word, since the draw, and by nothing else. */
@Tag("slow")
final class FromAfarTest extends AskedLooks {
    private final UUID verifier = shop.account(Role.VERIFIER);
    private final Browser afar = confirmed(verifier);
    private final String page = "/second-checks/" + device;

    private Clearings.Clearing clearing() {
        return bean(Clearings.class).latest(device).orElseThrow();
    }

    private UUID askedBy(Browser browser) {
        assertThat(asks(browser, reader, LANE).status()).isEqualTo(302);
        return latest();
    }

    private UUID answeredTo(Browser browser) throws Exception {
        UUID look = askedBy(browser);
        assertThat(found(reader, look, answer(look, good())).status()).isEqualTo(200);
        assertThat(outcome(look)).isEqualTo("read");
        return look;
    }

    private Browser.Answer confirms(Browser browser) {
        return browser.post(page + "/from-afar", Map.of());
    }

    /** Past the program: the row that it would have written. */
    private static void noted(long clearing, UUID account, String looked, String result) {
        jdbc().sql("""
                        WITH note AS (INSERT INTO ledger.note (event_id, text, at) VALUES (gen_random_uuid(), 'test', now()) RETURNING event_id)
                        INSERT INTO oversight.verification (id, clearing_id, account_id, at, result, place, looked, is_apart, note_id, is_by_machine,
                          is_from_afar)
                        SELECT gen_random_uuid(), ?, ?, now(), ?, 'other_station', ?::text[], true, event_id, true, true FROM note""").params(clearing, account, result, looked).update();
    }

    private void assertRefused(Browser browser, UUID account, String words, String database) {
        Browser.Answer answer = confirms(browser);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains(words);
        assertThatThrownBy(() -> noted(clearing().id(), account, "{}", "confirmed"))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("SECOND_CHECK: " + database);
        assertThat(bean(Clearings.class).against(device)).contains("drawn");
    }

    @Test
    void aStationReadsAtTheWordOfWhoDoesNotSeeItAndThatIsAGradeOfItsOwn() throws Exception {
        assertThat(afar.get(page).body()).contains("From afar").doesNotContain("/from-afar\"");
        assertRefused(afar, verifier, "From afar you confirm only what", "from afar nobody confirms");
        var _ = answeredTo(afar);
        assertThat(bean(Clearings.class).against(device))
                .as("a machine sells nothing")
                .contains("drawn");
        assertThat(afar.get(page).body()).contains("/from-afar\"", "you did not see the device");
        assertThat(confirmed(shop.account(Role.CLERK))
                        .post(page + "/from-afar", Map.of())
                        .status())
                .isEqualTo(403);
        assertThat(confirms(afar).status()).isEqualTo(302);

        assertThat(bean(Clearings.class).against(device)).isEmpty();
        SecondLook.Said said = bean(SecondLook.class).of(List.of(device)).get(device);
        assertThat(said)
                .extracting(SecondLook.Said::key, SecondLook.Said::style, SecondLook.Said::isFromAfar)
                .containsExactly("confirmed-afar", "wait", true);
        assertThat(afar.get(page).body())
                .contains("read again by a station from afar, seen by nobody else", "Not seen; stations have read");
        assertThat(shop.browser(Role.CLERK).get("/intake/" + order.order).body())
                .contains("a verifier who had no hand in the erasure and did not see the device")
                .doesNotContain("checked by a second person");
        assertThat(bean(Numbers.class).months(List.of(shop.site())))
                .extracting(
                        Numbers.Month::checked,
                        Numbers.Month::afar,
                        Numbers.Month::open,
                        Numbers.Month::rate,
                        Numbers.Month::rateWithAfar,
                        Numbers.Month::isReached)
                .containsExactly(tuple(0, 1, 0, "0.0", "100.0", false));
        assertThat(afar.get("/second-checks").body()).contains("0 checked (0.0 %)", "1 read from afar", "100.0 % with");
        String draws = nobody().get("/second-check-draws/" + shop.site() + "/" + Months.text(Months.of(Instant.now())))
                .body();
        assertThat(draws)
                .contains("from afar: a verifier asked the station, and did not see the device")
                .doesNotContain(verifier.toString());
        order.closes();
        assertThat(Drawn.state(device)).isEqualTo("in_stock");
        new CountedSite(shop.site()).with(10, Verdict.CLEARED).monthEnds(1);
        assertThat(bean(SiteCounts.class).of(shop.site(), 1).getFirst().looks())
                .isEqualTo(new CountsClaims.Looks(1, 0, 1, 0, 0, 0));
    }

    @Test
    void neitherAFileNorWhatSomebodyElseAskedForIsTheirWord() throws Exception {
        assertThat(afar.upload(page + "/recheck", Map.of(), "recheck", reader.again(good()))
                        .status())
                .isEqualTo(302);
        assertThat(afar.get(page).body()).contains("handed in by hand, or asked for by somebody else");
        assertRefused(afar, verifier, "From afar you confirm only what", "from afar nobody confirms");

        var _ = answeredTo(second);
        assertRefused(afar, verifier, "From afar you confirm only what", "from afar nobody confirms");

        var _ = answeredTo(afar);
        assertThat(asks(afar, reader, LANE).body()).as("once").contains("a station has read it already");
        assertThat(confirms(afar).status()).isEqualTo(302);
    }

    @Test
    void nobodyConfirmsTheirOwnWorkByWhatAnotherHadRead() throws Exception {
        var _ = answeredTo(afar);
        UUID wiper = Drawn.wiper(order);
        Drawn.alsoVerifies(wiper);
        Browser.Answer own = confirms(confirmed(wiper));
        assertThat(own.status()).isEqualTo(422);
        assertThat(own.body()).contains("You had a hand in this device");
        assertThatThrownBy(() -> noted(clearing().id(), wiper, "{}", "confirmed"))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("SECOND_CHECK");

        // Nor does whoever got a hand in it since they asked.
        jdbc().sql("INSERT INTO oversight.hand (clearing_id, deed, account_id) VALUES (?, 'answered', ?)")
                .params(clearing().id(), verifier)
                .update();
        assertRefused(afar, verifier, "You had a hand in this device", "nobody looks at their own work");
    }

    /** Another erasure, or one more drive, makes another clearing: what was read of the one before is no word for it. */
    @Test
    void whatWasReadOfAClearingBeforeIsNoWordForTheLast() throws Exception {
        var _ = answeredTo(afar);
        long before = clearing().id();
        assertThat(second.post(page + "/result", Map.of("result", "found", "place", "other_computer"))
                        .status())
                .isEqualTo(302);
        assertThat(Drawn.erased(order)).isTrue();
        assertRefused(afar, verifier, "From afar you confirm only what", "from afar nobody confirms");
        assertThatThrownBy(() -> noted(before, verifier, "{}", "confirmed"))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("SECOND_CHECK: it was erased once more since");
        var _ = answeredTo(afar);
        assertThat(confirms(afar).status()).isEqualTo(302);
    }

    /** The challenge of a look that was asked for before it was known that this is drawn is no word for the draw, also past the program. */
    @Test
    void whatWasAskedForBeforeTheDrawIsNoAnswerToIt() throws Exception {
        UUID look = answeredTo(afar);
        jdbc().sql("""
                        DO $$ BEGIN
                          ALTER TABLE oversight.look DISABLE TRIGGER guard_look;
                          ALTER TABLE oversight.look DISABLE TRIGGER look_knows_the_draw;
                          UPDATE oversight.look SET is_after_draw = false WHERE id = '%s';
                          ALTER TABLE oversight.look ENABLE TRIGGER look_knows_the_draw;
                          ALTER TABLE oversight.look ENABLE TRIGGER guard_look;
                        END $$""".formatted(look)).update();
        assertRefused(afar, verifier, "From afar you confirm only what", "from afar nobody confirms");
    }

    /** A clock that was ahead when it was drawn, and was set right before somebody asked, takes no answer away. */
    @Test
    void theOrderOfThingsCountsAndNoClock() throws Exception {
        UUID look = answeredTo(afar);
        jdbc().sql("""
                        DO $$ BEGIN
                          ALTER TABLE oversight.look DISABLE TRIGGER guard_look;
                          UPDATE oversight.look l SET asked_at = c.drawn_at - interval '40 days'
                            FROM oversight.clearing c WHERE c.id = l.clearing_id AND l.id = '%s';
                          ALTER TABLE oversight.look ENABLE TRIGGER guard_look;
                        END $$""".formatted(look)).update();
        assertThat(confirms(afar).status()).isEqualTo(302);
    }

    @Test
    void nobodyConfirmsFromAfarWhatIsNotHere() throws Exception {
        var _ = answeredTo(afar);
        bean(Devices.class).move(device, DeviceState.BLOCKED, shop.account(Role.MANAGER), "damaged");
        assertRefused(afar, verifier, "It is not here as a cleared device", "it is not here as a cleared device");
    }

    /** What differs is never outvoted: not before the confirmation, not while it can't be taken, and not after it. */
    @Test
    void whatDiffersIsNotOutvotedFromAfar() throws Exception {
        var _ = answeredTo(afar);
        UUID other = askedBy(second);
        byte[] ahead = answer(other, good().differs().at(Instant.now().plusSeconds(86_400 * 365L)));
        assertThat(claims(reader, other, LANE, order.serial).status()).isEqualTo(200);
        assertRefused(afar, verifier, "A station reads it just now", "a station reads it, and nobody");
        assertThat(found(reader, other, ahead).status()).isEqualTo(200);
        assertThat(outcome(other)).isEqualTo("not_taken RECHECK_AHEAD");
        assertRefused(afar, verifier, "Nobody confirms the device", "a station says that something else is there");

        UUID last = askedBy(second);
        assertThat(found(reader, last, answer(last, good().differs())).status()).isEqualTo(200);
        assertThat(Drawn.state(device)).isEqualTo("registered");
        Browser.Answer late = confirms(afar);
        assertThat(late.status()).isEqualTo(422);
        assertThat(late.body()).contains("It is not here as a cleared device");
    }

    @Test
    void whatDiffersAfterwardsRefutesAConfirmationFromAfar() throws Exception {
        UUID slow = askedBy(second);
        assertThat(second.post(page + "/looks/" + slow + "/withdraw", Map.of()).status())
                .isEqualTo(302);
        var _ = answeredTo(afar);
        assertThat(confirms(afar).status()).isEqualTo(302);
        assertThat(found(reader, slow, answer(slow, good().differs())).status()).isEqualTo(200);
        assertThat(Drawn.state(device)).isEqualTo("registered");
        assertThat(bean(Numbers.class).months(List.of(shop.site())))
                .extracting(Numbers.Month::afar, Numbers.Month::found)
                .containsExactly(tuple(0, 1));
    }

    /** Whoever does not see it compares nothing and finds nothing by eye. */
    @Test
    void fromAfarNothingIsLookedAt() throws Exception {
        var _ = answeredTo(afar);
        for (String[] wrong :
                new String[][] {{"{number}", "confirmed"}, {"{first}", "confirmed"}, {"{number}", "not_possible"}}) {
            assertThatThrownBy(() -> noted(clearing().id(), verifier, wrong[0], wrong[1]))
                    .isInstanceOf(DataAccessException.class);
        }
        assertThatThrownBy(() -> jdbc().sql("""
                                INSERT INTO oversight.verification (id, clearing_id, account_id, at, result, place, looked, is_apart, note_id,
                                  is_by_machine, is_from_afar)
                                VALUES (gen_random_uuid(), ?, ?, ?, 'confirmed', 'other_station', '{}', false, gen_random_uuid(), true, true)""")
                        .params(clearing().id(), verifier, Instant.now().atOffset(ZoneOffset.UTC))
                        .update())
                .as("not known whether by somebody else")
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("verification_from_afar");
        assertThat(bean(Clearings.class).against(device)).contains("drawn");
    }
}
