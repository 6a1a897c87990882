package org.wangchuan.platform.oversight.secondcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.wangchuan.canonical.Json;
import org.wangchuan.platform.bench.SigningStation;
import org.wangchuan.platform.custody.DeviceHolds;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.web.access.Role;

/** What a station answers does not vanish by when it comes, who has a hand in it by then, or where the device is; and nobody waits it out. */
@Tag("slow")
final class LookAnswerTest extends AskedLooks {
    private static final Map<String, String> BY_EYE = Map.of(
            "result",
            "confirmed",
            "place",
            "other_computer",
            "looked",
            "number,first,last,random",
            "without",
            "no_files");

    private final UUID boss = shop.account(Role.MANAGER);
    private final String page = "/second-checks/" + device;

    private Clearings.Clearing clearing() {
        return bean(Clearings.class).latest(device).orElseThrow();
    }

    private UUID claimed() {
        UUID look = asked();
        assertThat(claims(reader, look, LANE, order.serial).status()).isEqualTo(200);
        return look;
    }

    private static int count(String sql, Object... params) {
        return jdbc().sql(sql).params(params).query((row, _) -> row.getInt(1)).single();
    }

    private static int kept(UUID look) {
        return count("SELECT count(*) FROM oversight.look_answer WHERE look_id = ?", look);
    }

    private void gets(UUID account) {
        jdbc().sql("INSERT INTO oversight.hand (clearing_id, deed, account_id) VALUES (?, 'answered', ?)")
                .params(clearing().id(), account)
                .update();
    }

    @Test
    void whatCantBeTakenWhileTheDeviceIsHeldIsKeptAndCountsWhenItIsNot() throws Exception {
        UUID look = claimed();
        bean(Devices.class).move(device, DeviceState.BLOCKED, boss, "damaged");
        byte[] file = answer(look, good().differs());

        assertThat(found(reader, look, file).status()).isEqualTo(409);
        assertThat(found(reader, look, file).body()).as("brought again").contains("LOOK_NOT_NOW");
        assertThat(outcome(look)).isEqualTo("open");
        assertThat(kept(look)).isEqualTo(1);
        assertThat(confirmed(boss).get(page).body())
                .contains("Read, and not taken yet", "says: not as the erasure left it", "weighed when it is cleared");
        assertThat(confirmed(boss).get("/second-checks").body())
                .contains("a station has read something else than the erasure left");

        assertThat(bean(DeviceHolds.class).released(device, boss, "mistake").state())
                .isEqualTo(DeviceState.CLEARED);
        assertThat(found(reader, look, file).status()).isEqualTo(200);
        assertThat(outcome(look)).isEqualTo("read");
        assertThat(Drawn.state(device)).isEqualTo("registered");
        assertThat(bean(Orders.class).find(order.order).orElseThrow().state()).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(confirmed(boss).get(page).body()).doesNotContain("Sent by stations, and not taken");
    }

    @Test
    void whatDiffersOfADeviceThatHasLeftIsKeptAndToldUntilSomebodyElseHasSeenToIt() throws Exception {
        UUID look = claimed();
        takesBack(look);
        assertThat(second.post(page + "/result", BY_EYE).status()).isEqualTo(302);
        order.closes();
        assertThat(Drawn.state(device)).isEqualTo("in_stock");
        byte[] file = answer(look, good().differs());
        assertThat(found(reader, look, file).status()).isEqualTo(200);
        assertThat(found(reader, look, file).status()).as("told once more").isEqualTo(200);
        assertThat(outcome(look)).isEqualTo("not_taken NOT_HERE");
        assertThat(kept(look)).isEqualTo(1);

        Browser manager = confirmed(boss);
        assertThat(manager.get("/stock").body()).contains("a station has read something else");
        assertThat(manager.get(page).body())
                .contains("says: not as the erasure left it", "It was seen to", "was not taken. It is kept below");
        UUID answer = answerOf(look);
        assertThat(manager.get(page + "/answers/" + answer).body()).isEqualTo(new String(file, StandardCharsets.UTF_8));

        UUID wiper = Drawn.wiper(order);
        Drawn.alsoVerifies(wiper);
        Browser.Answer own = confirmed(wiper).post(page + "/answers/" + answer + "/seen", Map.of());
        assertThat(own.status()).isEqualTo(422);
        assertThat(own.body()).contains("You had a hand in this device");
        assertThatThrownBy(() -> jdbc().sql(
                                "UPDATE oversight.look_answer SET seen_by = ?, seen_at = now() WHERE look_id = ?")
                        .params(wiper, look)
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("nobody looks at their own work");
        assertThatThrownBy(() -> jdbc().sql("DELETE FROM oversight.look_answer WHERE look_id = ?")
                        .param(look)
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("APPEND_ONLY");
        assertThat(manager.post(page + "/answers/" + answer + "/seen", Map.of()).status())
                .isEqualTo(302);
        assertThat(manager.get(page).body())
                .contains("says: not as the erasure left it")
                .doesNotContain("a station has read something else", "It was seen to");

        // Held and free again it is not sold anew: seen to is not outvoted.
        bean(Devices.class).move(device, DeviceState.BLOCKED, boss, "damaged");
        assertThat(bean(DeviceHolds.class).released(device, boss, "mistake").state())
                .isEqualTo(DeviceState.CLEARED);
        assertThatThrownBy(() -> bean(Devices.class).move(device, DeviceState.IN_STOCK, boss, "test"))
                .isInstanceOf(GateException.class)
                .hasMessageContaining("SECOND_CHECK_DIFFERS");
        assertThatThrownBy(() -> jdbc().sql("UPDATE custody.device SET state = 'in_stock' WHERE id = ?")
                        .param(device)
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("GATE: a station says that something else is there");
        assertThat(manager.post(page + "/give-up", Map.of()).status()).isEqualTo(302);
        assertThat(Drawn.state(device)).as("its order is over").isEqualTo("blocked");
    }

    private void takesBack(UUID look) {
        assertThat(second.post(page + "/looks/" + look + "/withdraw", Map.of()).status())
                .isEqualTo(302);
    }

    private static UUID answerOf(UUID look) {
        return jdbc().sql("SELECT id FROM oversight.look_answer WHERE look_id = ? ORDER BY at DESC LIMIT 1")
                .param(look)
                .query((row, _) -> row.getObject(1, UUID.class))
                .single();
    }

    private void sees(UUID look) {
        assertThat(confirmed(boss)
                        .post(page + "/answers/" + answerOf(look) + "/seen", Map.of())
                        .status())
                .isEqualTo(302);
    }

    private void assertConfirmationRefused(String page, String database) {
        assertThat(second.post(this.page + "/result", BY_EYE).body()).contains(page);
        assertThatThrownBy(() -> jdbc().sql("""
                                INSERT INTO oversight.verification (id, clearing_id, account_id, at, result, place, looked, is_apart, note_id,
                                  is_by_machine, without)
                                VALUES (gen_random_uuid(), ?, ?, now(), 'confirmed', 'other_computer',
                                  ARRAY['number', 'first', 'last', 'random'], true, gen_random_uuid(), false, 'no_files')""")
                        .params(clearing().id(), shop.account(Role.VERIFIER))
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining(database);
        assertThat(bean(Clearings.class).against(device)).contains("drawn");
    }

    /** By eye nobody outruns a station: what it is about to say would come too late. */
    @Test
    void nobodyConfirmsWhatIsReadBeforeItIsTakenBack() throws Exception {
        UUID look = claimed();
        assertConfirmationRefused("A station reads it just now", "a station reads it, and nobody");
        takesBack(look);
        assertThat(found(reader, look, answer(look, good().differs())).status()).isEqualTo(200);
        assertThat(Drawn.state(device)).isEqualTo("registered");
    }

    /** What differs while it is held, seen to by a click, is no less true when the hold is over; nor when it is gone. */
    @Test
    void thatSomebodyHasSeenItLiftsNothing() throws Exception {
        UUID look = claimed();
        bean(Devices.class).move(device, DeviceState.BLOCKED, boss, "damaged");
        byte[] file = answer(look, good().differs());
        assertThat(found(reader, look, file).status()).isEqualTo(409);
        sees(look);
        assertThat(confirmed(boss).get("/second-checks").body()).doesNotContain("a station has read something else");

        assertThat(bean(DeviceHolds.class).released(device, boss, "mistake").state())
                .isEqualTo(DeviceState.CLEARED);
        takesBack(look);
        assertConfirmationRefused("Nobody confirms the device", "no word changes that");
        assertThat(found(reader, look, file).status()).isEqualTo(200);
        assertThat(Drawn.state(device)).isEqualTo("registered");
    }

    @Test
    void whatWasSeenWhileItWasHeldIsToldAnewWhenItIsAway() throws Exception {
        UUID look = claimed();
        bean(Devices.class).move(device, DeviceState.BLOCKED, boss, "damaged");
        byte[] file = answer(look, good().differs());
        assertThat(found(reader, look, file).status()).isEqualTo(409);
        sees(look);
        bean(Devices.class).move(device, DeviceState.TO_DESTROY, boss, "damaged");
        assertThat(found(reader, look, file).status()).isEqualTo(200);
        assertThat(outcome(look)).isEqualTo("not_taken NOT_HERE");
        assertThat(kept(look)).isEqualTo(2);
        assertThat(confirmed(boss).get("/second-checks").body()).contains("a station has read something else");
        sees(look);
        assertThat(confirmed(boss).get("/second-checks").body()).doesNotContain("a station has read something else");
    }

    /** A clock that is a little ahead passes: the answer is brought again, and counts when its time has come. */
    @Test
    void aClockThatIsALittleAheadMakesNoAnswerVoid() throws Exception {
        UUID look = claimed();
        Instant said = Instant.now().plus(Duration.ofMinutes(5)).plusSeconds(4);
        byte[] file = answer(look, good().differs().at(said));
        assertThat(found(reader, look, file).body()).contains("LOOK_NOT_NOW");
        assertThat(outcome(look)).isEqualTo("open");
        assertThat(confirmed(boss).get(page).body()).contains("can be taken once that time has come");
        sees(look);
        assertConfirmationRefused("Nobody confirms the device", "a station reads it, and nobody");
        while (!Instant.now().plus(Duration.ofMinutes(5)).isAfter(said.plusSeconds(2))) {
            Thread.sleep(100);
        }
        assertThat(found(reader, look, file).status()).isEqualTo(200);
        assertThat(outcome(look)).isEqualTo("read");
        assertThat(Drawn.state(device)).isEqualTo("registered");
    }

    /** The platform has its file, and can't say what it says: that is no word for the device, nor for its being let go. */
    @Test
    void whatCantBeJudgedYetIsNotPassedOver() throws Exception {
        UUID look = claimed();
        byte[] file = answer(look, good().differs());
        spoilsProof("receipt || ' '");
        assertThat(found(reader, look, file).body()).contains("LOOK_NOT_NOW");
        assertThat(count("SELECT count(*) FROM oversight.look_answer WHERE look_id = ? AND result IS NULL", look))
                .isEqualTo(1);
        takesBack(look);
        assertConfirmationRefused("can’t be told yet", "nobody knows yet what it says");
        assertThatThrownBy(() -> bean(SecondChecks.class).mayBeReleased(clearing()))
                .isInstanceOf(CheckException.class)
                .hasMessageContaining("LOOKED_AT");
        assertReleaseRefused("nobody_else", "what somebody has looked at nobody lets go without");
        assertThat(confirmed(boss).get(page).body()).contains("/give-up");

        spoilsProof("rtrim(receipt)");
        assertThat(found(reader, look, file).status()).isEqualTo(200);
        assertThat(Drawn.state(device)).isEqualTo("registered");
    }

    /** What turns out to be no answer speaks neither for the device nor against it. */
    @Test
    void whatTurnsOutToBeNoAnswerIsInNobodysWay() throws Exception {
        UUID look = claimed();
        byte[] rubbish = "{}".getBytes(StandardCharsets.UTF_8);
        bean(Devices.class).move(device, DeviceState.BLOCKED, boss, "damaged");
        assertThat(found(reader, look, rubbish).status()).isEqualTo(409);
        assertThat(bean(DeviceHolds.class).released(device, boss, "mistake").state())
                .isEqualTo(DeviceState.CLEARED);
        takesBack(look);
        assertConfirmationRefused("can’t be told yet", "nobody knows yet what it says");
        assertThat(found(reader, look, rubbish).status()).isEqualTo(200);
        assertThat(outcome(look)).isEqualTo("not_taken RECHECK_FORMAT");
        assertThat(second.post(page + "/result", BY_EYE).status()).isEqualTo(302);
    }

    private void spoilsProof(String receipt) {
        jdbc().sql("UPDATE ledger.statement SET receipt = " + receipt + " WHERE event_id = ?")
                .param(statement(device))
                .update();
    }

    /** Not taken for a clock that is far ahead: nobody confirms it by eye all the same, seen to or not; it is erased once more. */
    @Test
    void nobodyConfirmsWhatAStationSaysDiffers() throws Exception {
        UUID look = claimed();
        byte[] file = answer(look, good().differs().at(Instant.now().plus(Duration.ofDays(365))));
        assertThat(found(reader, look, file).status()).isEqualTo(200);
        assertThat(outcome(look)).isEqualTo("not_taken RECHECK_AHEAD");
        assertConfirmationRefused("Nobody confirms the device", "no word changes that");
        sees(look);
        assertConfirmationRefused("Nobody confirms the device", "no word changes that");
        Browser manager = confirmed(boss);
        assertThat(manager.get(page).body()).contains("/give-up", "seen to or not");
        assertThat(manager.post(page + "/give-up", Map.of()).status()).isEqualTo(302);
        assertThat(Drawn.state(device)).isEqualTo("registered");
        assertThat(Drawn.erased(order)).isTrue();
        assertThat(second.post(page + "/result", BY_EYE).status())
                .as("of what was erased anew it says nothing")
                .isEqualTo(302);
    }

    /** Whoever asked gets a hand in it before the answer comes: that was asked when they asked. */
    @Test
    void noHandThatIsGivenAfterwardsMakesAnAnswerVoid() throws Exception {
        UUID asker = shop.account(Role.VERIFIER);
        assertThat(asks(confirmed(asker), reader, LANE).status()).isEqualTo(302);
        UUID look = latest();
        gets(asker);
        assertThat(found(reader, look, answer(look, good().differs())).status()).isEqualTo(200);
        assertThat(outcome(look)).isEqualTo("read");
        assertThat(Drawn.state(device)).isEqualTo("registered");
    }

    @Test
    void anotherStationThatComesAfterwardsMakesNoAnswerVoid() throws Exception {
        jdbc().sql("UPDATE identity.station SET state = 'ended' WHERE id = ?")
                .param(reader.paired.id())
                .update();
        order.station.tellLane(LANE, order.serial);
        assertThat(asks(second, order.station, LANE).status()).isEqualTo(302);
        UUID look = latest();
        stationAt(shop.site());
        byte[] file = order.station.again(good(), Optional.of(challenge(look)));
        assertThat(found(order.station, look, file).status()).isEqualTo(200);
        assertThat(outcome(look)).isEqualTo("read");
    }

    @Test
    void whatIsReadNobodyLetsGoMeanwhile() throws Exception {
        Clearings.Clearing drawn = clearing();
        Clearings.Clearing longAgo = new Clearings.Clearing(
                drawn.id(),
                drawn.device(),
                drawn.site(),
                drawn.statements(),
                drawn.clearedAt(),
                drawn.isDrawn(),
                drawn.why(),
                Optional.of(Instant.now().minus(Duration.ofDays(8))));
        SecondChecks checks = bean(SecondChecks.class);
        assertThat(checks.mayBeReleased(longAgo)).isEqualTo(SecondChecks.Release.NOBODY_CAME);

        UUID look = asked();
        assertThatThrownBy(() -> checks.mayBeReleased(longAgo))
                .as("somebody came")
                .isInstanceOf(CheckException.class)
                .hasMessageContaining("SOMEBODY_ELSE");
        assertReleaseRefused("nobody_came", "a station reads it, or is asked to");

        assertThat(claims(reader, look, LANE, order.serial).status()).isEqualTo(200);
        assertThatThrownBy(() -> checks.mayBeReleased(longAgo))
                .isInstanceOf(CheckException.class)
                .hasMessageContaining("LOOK_READING");
        assertReleaseRefused("nobody_else", "a station reads it, or is asked to");
        Browser.Answer refused = confirmed(boss).post(page + "/release", Map.of());
        assertThat(refused.body()).contains("A station reads it just now");

        // A matching answer of a year ahead is not taken; a station has read it all the same.
        byte[] ahead = answer(look, good().at(Instant.now().plus(Duration.ofDays(365))));
        assertThat(found(reader, look, ahead).status()).isEqualTo(200);
        assertThat(outcome(look)).isEqualTo("not_taken RECHECK_AHEAD");
        assertThat(confirmed(boss).get(page).body()).contains("says: as the erasure left it");
        assertThatThrownBy(() -> checks.mayBeReleased(longAgo))
                .isInstanceOf(CheckException.class)
                .hasMessageContaining("LOOKED_AT");
        assertReleaseRefused("nobody_else", "what somebody has looked at nobody lets go without");
    }

    private void assertReleaseRefused(String why, String words) {
        assertThatThrownBy(
                        () -> jdbc().sql("""
                                INSERT INTO oversight.release (clearing_id, account_id, at, why, note_id)
                                VALUES (?, ?, now(), ?, gen_random_uuid())""").params(clearing().id(), boss, why).update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("SECOND_CHECK: " + words);
    }

    @Test
    void whoTookALookBackIsKnownAndHadNoHandInIt() {
        UUID look = claimed();
        UUID wiper = Drawn.wiper(order);
        Drawn.alsoVerifies(wiper);
        Browser.Answer own = confirmed(wiper).post(page + "/looks/" + look + "/withdraw", Map.of());
        assertThat(own.status()).isEqualTo(422);
        assertThat(own.body()).contains("You had a hand in this device");
        assertThatThrownBy(() -> jdbc().sql("""
                                UPDATE oversight.look SET ended_at = now(), outcome = 'withdrawn', withdrawn_by = ?, recipient = NULL
                                WHERE id = ?""").params(wiper, look).update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("nobody looks at their own work");
        assertThat(outcome(look)).isEqualTo("open");
        UUID other = shop.account(Role.VERIFIER);
        assertThat(confirmed(other)
                        .post(page + "/looks/" + look + "/withdraw", Map.of())
                        .status())
                .isEqualTo(302);
        assertThat(count("SELECT count(*) FROM oversight.look WHERE id = ? AND withdrawn_by = ?", look, other))
                .isEqualTo(1);
        assertThat(second.get(page).body()).contains("Taken back while").doesNotContain("Taken back before");
        UUID unclaimed = asked();
        assertThat(second.post(page + "/looks/" + unclaimed + "/withdraw", Map.of())
                        .status())
                .isEqualTo(302);
        assertThat(second.get(page).body()).contains("Taken back before");
    }

    @Test
    void whoErasedEndsNothingOnceItsFilesAreThere() {
        UUID look = asked();
        assertThat(order.station
                        .call("POST", "/looks/" + look + "/no-files", word("FILES_GONE"))
                        .body())
                .as("nobody has claimed it")
                .contains("LOOK_RECIPIENT");
        assertThat(claims(reader, look, LANE, order.serial).status()).isEqualTo(200);
        assertThat(handsOver(order.station, look, KEY).status()).isEqualTo(200);
        Browser.Answer answer = order.station.call("POST", "/looks/" + look + "/no-files", word("FILES_GONE"));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).contains("LOOK_RECIPIENT");
        assertThat(outcome(look)).isEqualTo("open");
    }

    @Test
    void aKeyIsNothingButAKey() {
        UUID look = asked();
        for (String wrong :
                new String[] {"k", "k".repeat(58), "k".repeat(60), "k".repeat(58) + " ", "k".repeat(58) + "\u202e"}) {
            Browser.Answer answer = reader.call(
                    "POST",
                    "/looks/" + look + "/claim",
                    Json.object()
                            .put("lane", LANE)
                            .put("serial", order.serial)
                            .put("recipient", wrong)
                            .build());
            assertThat(answer.status()).as(wrong).isEqualTo(422);
        }
        assertThatThrownBy(
                        () -> jdbc().sql("UPDATE oversight.look SET claimed_at = now(), recipient = 'k' WHERE id = ?")
                                .param(look)
                                .update())
                .isInstanceOf(DataAccessException.class);
    }

    /** How often it had what it needs to read is counted, and not how often it waited; and it is shown beside what it found. */
    @Test
    void howOftenItWasBegunIsShownBesideWhatItFound() throws Exception {
        UUID look = claimed();
        assertThat(claims(reader, look, LANE, order.serial).status()).isEqualTo(200);
        assertThat(reader.get("/looks/" + look + "/files").body()).isEqualTo("{}");
        begins(look, KEY);
        begins(look, KEY);
        String other = "o".repeat(59);
        assertThat(reader.call(
                                "POST",
                                "/looks/" + look + "/claim",
                                Json.object()
                                        .put("lane", LANE)
                                        .put("serial", order.serial)
                                        .put("recipient", other)
                                        .build())
                        .status())
                .isEqualTo(200);
        begins(look, other);
        assertThat(count("SELECT tries FROM oversight.look WHERE id = ?", look)).isEqualTo(2);
        assertThat(found(reader, look, answer(look, good())).status()).isEqualTo(200);
        assertThat(second.get(page).body()).contains("Its station has begun 2 times");
    }

    private void begins(UUID look, String key) {
        var _ = handsOver(order.station, look, key);
        assertThat(reader.get("/looks/" + look + "/files").body()).contains("sealed");
    }

    @Test
    void afterItWasReadAnotherFindingCountsOnlyIfItDiffers() throws Exception {
        UUID look = claimed();
        assertThat(found(reader, look, answer(look, good().written())).status()).isEqualTo(200);
        assertThat(outcome(look)).isEqualTo("read");
        assertThat(found(reader, look, answer(look, good())).status()).isEqualTo(200);
        assertThat(findings(device)).as("no better word afterwards").isEqualTo(1);
        assertThat(kept(look)).isEqualTo(1);
        assertThat(second.get(page).body()).contains("says: as the erasure left it");
        assertThat(found(reader, look, answer(look, good().differs())).status()).isEqualTo(200);
        assertThat(findings(device)).isEqualTo(2);
        assertThat(Drawn.state(device)).isEqualTo("registered");
    }

    @Test
    void whatWasErasedOnceMoreSinceIsNotSaidOfWhatIsThereNow() throws Exception {
        UUID look = claimed();
        byte[] file = answer(look, good());
        assertThat(second.post(page + "/result", Map.of("result", "found", "place", "other_computer"))
                        .status())
                .isEqualTo(302);
        assertThat(Drawn.erased(order)).isTrue();
        assertThat(listed(reader)).as("nobody reads for it any more").doesNotContain(look.toString());
        assertThat(outcome(look)).isEqualTo("refused ERASED_SINCE");
        assertThat(found(reader, look, file).status()).isEqualTo(200);
        assertThat(kept(look)).isEqualTo(1);
        assertThat(findings(device)).isZero();
        assertThat(confirmed(boss).get(page).body()).contains("erased once more since", "says: as the erasure left it");
    }

    /** It blocks neither its lane nor the drive: another is asked for, and it has an end. */
    @Test
    void whatWasErasedOnceMoreSinceIsInNobodysWay() throws Exception {
        UUID look = claimed();
        assertThat(handsOver(order.station, look, KEY).status()).isEqualTo(200);
        assertThat(second.post(page + "/result", Map.of("result", "found", "place", "other_computer"))
                        .status())
                .isEqualTo(302);
        assertThat(Drawn.erased(order)).isTrue();
        assertThat(outcome(look)).isEqualTo("refused ERASED_SINCE");
        assertNothingSealed(look);
        UUID next = asked();
        assertThat(next).isNotEqualTo(look);
        assertThat(second.get(page).body()).contains("Nobody waits any more for what", "erased once more since");
    }

    private static void assertNothingSealed(UUID look) {
        assertThat(count(
                        "SELECT count(*) FROM oversight.look WHERE id = ? AND ended_at IS NOT NULL AND sealed IS NULL",
                        look))
                .isEqualTo(1);
    }

    /** Nobody has begun it: it keeps nobody from looking, and ends by that; what differs counts all the same. */
    @Test
    void whatNobodyHasBegunEndsWithTheConfirmation() throws Exception {
        UUID look = asked();
        byte[] file = answer(look, good().differs());
        assertThat(second.post(page + "/result", BY_EYE).status()).isEqualTo(302);
        assertThat(outcome(look)).isEqualTo("refused LOOK_SETTLED");
        assertThat(listed(reader)).doesNotContain(look.toString());
        assertThat(second.get(page).body())
                .contains("Nobody waits any more for what", "Somebody has confirmed the device");
        assertThat(found(reader, look, file).status()).isEqualTo(200);
        assertThat(Drawn.state(device)).isEqualTo("registered");
    }

    /** Whoever has taken it back need not have reached its station; whoever is silent for a week holds nothing up. */
    @Test
    void aStationMayBeReadingUntilItSaysSoOrIsSilentForAWeek() {
        SecondChecks checks = bean(SecondChecks.class);
        UUID look = claimed();
        takesBack(look);
        assertThatThrownBy(() -> checks.mayBeReleased(clearing()))
                .isInstanceOf(CheckException.class)
                .hasMessageContaining("LOOK_READING");
        assertReleaseRefused("nobody_else", "a station reads it, or is asked to");
        assertThat(reader.call("POST", "/looks/" + look + "/end", word("RECHECK_OTHER_DRIVE"))
                        .status())
                .isEqualTo(200);
        assertThat(outcome(look)).isEqualTo("refused RECHECK_OTHER_DRIVE");
        assertThatThrownBy(() -> checks.mayBeReleased(clearing()))
                .isInstanceOf(CheckException.class)
                .hasMessageContaining("SOMEBODY_ELSE");

        UUID silent = claimed();
        assertThat(handsOver(order.station, silent, KEY).status()).isEqualTo(200);
        assertThatThrownBy(() -> checks.mayBeReleased(clearing()))
                .isInstanceOf(CheckException.class)
                .hasMessageContaining("LOOK_READING");
        ages(8);
        Browser manager = confirmed(boss);
        assertThat(manager.get(page).body()).contains("/release\"");
        assertThat(manager.post(page + "/release", Map.of()).status()).isEqualTo(302);
        assertThat(bean(Clearings.class).against(device)).isEmpty();
        assertThat(outcome(silent)).isEqualTo("refused LOOK_SETTLED");
        assertNothingSealed(silent);
    }

    /** A station that is asked and does not come keeps nobody from coming to the end of a week. */
    @Test
    void whoNeverBeginsHoldsNothingUpForLongerThanAWeek() throws Exception {
        UUID look = asked();
        ages(6);
        assertThatThrownBy(() -> bean(SecondChecks.class).mayBeReleased(clearing()))
                .isInstanceOf(CheckException.class)
                .hasMessageContaining("SOMEBODY_ELSE");
        assertReleaseRefused("nobody_came", "a station reads it, or is asked to");
        ages(2);
        assertThat(bean(SecondChecks.class).mayBeReleased(clearing())).isEqualTo(SecondChecks.Release.NOBODY_CAME);
        assertThat(confirmed(boss).post(page + "/release", Map.of()).status()).isEqualTo(302);
        assertThat(outcome(look)).isEqualTo("refused LOOK_SETTLED");
    }

    /** Time goes by, and nothing is heard. */
    private void ages(int days) {
        jdbc().sql("""
                        DO $$ BEGIN
                          ALTER TABLE oversight.look DISABLE TRIGGER guard_look;
                          UPDATE oversight.look l SET asked_at = asked_at - interval '%d days', claimed_at = claimed_at - interval '%d days',
                            progress_at = progress_at - interval '%d days'
                          FROM oversight.clearing c WHERE c.id = l.clearing_id AND c.device_id = '%s';
                          ALTER TABLE oversight.look ENABLE TRIGGER guard_look;
                        END $$""".formatted(days, days, days, device)).update();
    }

    /** As if one more drive of the device had been erased: that makes another clearing, and the first drive is the same. */
    private void oneMoreDrive(boolean isKnown) {
        String drawn = isKnown ? """
                        , 1 + (SELECT coalesce(max(o.place), 0) FROM oversight.clearing o WHERE o.site_id = c.site_id), '2026-01-01'::date, 500,
                          true, 'lot', now(), gen_random_uuid(), 1, sha256('a'::bytea)""" : ", NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL";
        jdbc().sql("""
                        INSERT INTO oversight.clearing (device_id, site_id, statements, cleared_at, place, month, basis_points,
                          is_drawn, why, drawn_at, event_id, log_index, root)
                        SELECT c.device_id, c.site_id, c.statements || gen_random_uuid(), now()%s
                        FROM oversight.clearing c WHERE c.device_id = ? ORDER BY c.id DESC LIMIT 1""".formatted(drawn)).param(device).update();
    }

    @Test
    void oneMoreDriveMakesNoReadingOfTheFirstVoid() throws Exception {
        UUID look = claimed();
        oneMoreDrive(true);
        assertThat(outcome(look)).isEqualTo("open");
        assertThat(listed(reader)).contains(look.toString());
        assertThatThrownBy(() -> bean(SecondChecks.class).mayBeReleased(clearing()))
                .isInstanceOf(CheckException.class)
                .hasMessageContaining("LOOK_READING");
        assertReleaseRefused("nobody_else", "a station reads it, or is asked to");
        assertConfirmationRefused("A station reads it just now", "a station reads it, and nobody");

        assertThat(found(reader, look, answer(look, good().differs())).status()).isEqualTo(200);
        assertThat(outcome(look)).isEqualTo("read");
        assertThat(Drawn.state(device)).isEqualTo("registered");
    }

    @Test
    void whatMatchesCountsForTheClearingThatIsTheLastByThen() throws Exception {
        UUID look = claimed();
        oneMoreDrive(false);
        byte[] file = answer(look, good());
        assertThat(found(reader, look, file).body())
                .as("not known yet whether it is drawn")
                .contains("LOOK_NOT_NOW");
        oneMoreDrive(true);
        assertThat(found(reader, look, file).status()).isEqualTo(200);
        assertThat(outcome(look)).isEqualTo("read");
        assertThat(count(
                        "SELECT count(*) FROM oversight.recheck WHERE clearing_id = ?",
                        clearing().id()))
                .isEqualTo(1);
        oneMoreDrive(true);
        assertReleaseRefused("nobody_else", "what somebody has looked at nobody lets go without");
    }

    /** By hand nobody brings in the best of several answers to what a station was asked. */
    @Test
    void whatAnswersALookComesFromItsStation() throws Exception {
        UUID look = claimed();
        byte[] file = answer(look, good());
        assertThatThrownBy(() -> bean(SecondChecks.class)
                        .read(device, file, SecondCheckTest.visitor(shop.account(Role.VERIFIER))))
                .isInstanceOf(CheckException.class)
                .hasMessageContaining("RECHECK_OF_LOOK");
        assertThat(findings(device)).isZero();
        bean(SecondChecks.class)
                .read(device, answer(look, good().differs()), SecondCheckTest.visitor(shop.account(Role.VERIFIER)));
        assertThat(Drawn.state(device)).isEqualTo("registered");
    }

    /** Without its list nothing that it has signed can be judged: it is told so, and not only that it can't be now. */
    @Test
    void aStationWithoutItsTrustListIsToldSo() throws Exception {
        SigningStation mute = new SigningStation(newStation(shop.site()));
        mute.tellLane(LANE, order.serial);
        assertThat(asks(second, mute, LANE).status()).isEqualTo(302);
        UUID look = latest();
        assertThat(claims(mute, look, LANE, order.serial).status()).isEqualTo(200);
        byte[] file = mute.again(good().differs(), Optional.of(challenge(look)));
        Browser.Answer answer = found(mute, look, file);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).contains("TRUST_LIST_MISSING");
        takesBack(look);
        assertConfirmationRefused("can’t be told yet", "nobody knows yet what it says");
        mute.tellTrust();
        assertThat(found(mute, look, file).status()).isEqualTo(200);
        assertThat(Drawn.state(device)).isEqualTo("registered");
    }

    /** Whoever had a hand in what was read, and none in what was erased since, still sees to nothing. */
    @Test
    void aHandInWhatWasReadIsOneAlsoAfterItWasErasedOnceMore() throws Exception {
        UUID look = claimed();
        bean(Devices.class).move(device, DeviceState.BLOCKED, boss, "damaged");
        assertThat(found(reader, look, answer(look, good().differs())).status()).isEqualTo(409);
        UUID matcher = shop.account(Role.MANAGER, Role.VERIFIER);
        jdbc().sql("""
                        UPDATE ledger.statement SET match_account_id = ?, match_order_id = order_id, match_name = 'x', match_role = 'manager',
                          match_began_at = now(), match_findings = '{}', matched_at = now(), counted_by = 'station' WHERE event_id = ?""").params(matcher, statement(device)).update();
        Drawn.notDrawn(shop.site(), device, 1);
        Browser.Answer own = confirmed(matcher).post(page + "/answers/" + answerOf(look) + "/seen", Map.of());
        assertThat(own.status()).isEqualTo(422);
        assertThat(own.body()).contains("You had a hand in this device");
    }

    /** A finding of one look is none of another, also past the program. */
    @Test
    void anAnswerIsOfOneLook() throws Exception {
        UUID look = claimed();
        assertThat(found(reader, look, answer(look, good())).status()).isEqualTo(200);
        assertThatThrownBy(() -> jdbc().sql("""
                                DO $$ BEGIN
                                  ALTER TABLE oversight.look DISABLE TRIGGER guard_look;
                                  UPDATE oversight.look SET ended_at = NULL, outcome = NULL, event_id = NULL WHERE id = '%s';
                                  ALTER TABLE oversight.recheck DISABLE TRIGGER recheck_only_append;
                                  UPDATE oversight.recheck SET look_id = NULL WHERE look_id = '%s';
                                  ALTER TABLE oversight.look ENABLE TRIGGER guard_look;
                                  UPDATE oversight.look SET ended_at = now(), outcome = 'read',
                                    event_id = (SELECT event_id FROM oversight.recheck r WHERE r.statement_id = look.statement_id LIMIT 1)
                                  WHERE id = '%s';
                                END $$""".formatted(look, look, look)).update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("that is no answer to this look");
    }

    @Test
    void byEyeAsUnprovenNeedsThatEachWasReadAlsoPastTheProgram() {
        assertThatThrownBy(() -> jdbc().sql("""
                                INSERT INTO oversight.verification (id, clearing_id, account_id, at, result, place, looked, is_apart, note_id,
                                  is_by_machine, without)
                                VALUES (gen_random_uuid(), ?, ?, now(), 'confirmed', 'other_computer',
                                  ARRAY['number', 'first', 'last', 'random'], true, gen_random_uuid(), false, 'unproven')""")
                        .params(clearing().id(), shop.account(Role.VERIFIER))
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("no station has read each of its media in vain");
    }
}
