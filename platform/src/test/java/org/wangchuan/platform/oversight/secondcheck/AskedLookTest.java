package org.wangchuan.platform.oversight.secondcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.platform.bench.SigningStation;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.web.access.Role;

/** A second person asks a station to read a drawn device once more: only what answers their challenge counts, and it is judged as any other. */
@Tag("slow")
final class AskedLookTest extends AskedLooks {
    @Test
    void aStationReadsByItselfAndItsAnswerComesByItself() throws Exception {
        assertThat(second.get("/second-checks/" + device).body())
                .contains("Where the drive lies", LANE, "By hand, with a file");
        UUID look = asked();
        assertThat(second.get("/second-checks/" + device).body())
                .contains("Waits for the station", "data-looks", "Take back");
        assertThat(listed(reader)).contains(look.toString(), challenge(look).base64Url(), order.serial);
        assertThat(listed(order.station)).doesNotContain(look.toString());

        assertThat(claims(reader, look, LANE, order.serial).status()).isEqualTo(200);
        assertThat(second.get("/second-checks/" + device).body()).contains("Waits for the station that erased it");
        assertThat(listed(order.station)).contains(look.toString(), KEY, "handOvers");
        assertThat(reader.get("/looks/" + look + "/files").body()).isEqualTo("{}");
        assertThat(handsOver(order.station, look, KEY).status()).isEqualTo(200);
        assertThat(reader.get("/looks/" + look + "/files").body()).isEqualTo("{\"sealed\":\"c2VhbGVk\"}");
        assertThat(listed(order.station)).doesNotContain(look.toString());
        JsonValue.Obj progress = Json.object()
                .put("phase", "verify")
                .put("pass", 1)
                .put("passes", 1)
                .put("doneBytes", 30)
                .put("totalBytes", 100)
                .put("bytesPerSecond", 10)
                .put("remainingSeconds", 7)
                .build();
        assertThat(reader.call("PUT", "/looks/" + look + "/progress", progress).status())
                .isEqualTo(204);
        assertThat(second.get("/second-checks/" + device).body()).contains("Is read", "30 %");

        byte[] file = answer(look, good());
        assertThat(found(reader, look, file).status()).isEqualTo(200);
        assertThat(found(reader, look, file).status()).as("told once more").isEqualTo(200);
        assertThat(outcome(look)).isEqualTo("read");
        assertThat(findings(device)).isEqualTo(1);
        assertThat(jdbc().sql(
                                "SELECT count(*) FROM oversight.look WHERE id = ? AND sealed IS NULL AND recipient IS NULL")
                        .param(look)
                        .query((row, _) -> row.getInt(1))
                        .single())
                .as("what was sealed is gone")
                .isEqualTo(1);
        assertThat(listed(reader)).doesNotContain(look.toString());
        assertThat(bean(Clearings.class).against(device))
                .as("a machine sells nothing")
                .contains("drawn");
        assertThat(second.get("/second-checks/" + device).body())
                .contains("Stations have read all of its drives again")
                .doesNotContain("data-looks");
        assertThat(second.post(
                                "/second-checks/" + device + "/result",
                                Map.of("result", "confirmed", "place", "other_station", "looked", "number"))
                        .status())
                .isEqualTo(302);
        assertThat(bean(Clearings.class).against(device)).isEmpty();
    }

    /** Also of a look that was taken back, and by a clock that is years behind: what answers the challenge was read after it was made up. */
    @Test
    void whatDiffersRefutesAtOnceAlsoIfItWasTakenBackAndTheClockIsSlow() throws Exception {
        UUID look = asked();
        assertThat(second.post("/second-checks/" + device + "/looks/" + look + "/withdraw", Map.of())
                        .status())
                .isEqualTo(302);
        assertThat(outcome(look)).isEqualTo("withdrawn");
        assertThat(listed(reader)).doesNotContain(look.toString());
        assertThat(claims(reader, look, LANE, order.serial).body()).contains("LOOK_ENDED");

        byte[] file = answer(look, good().differs().at(Instant.now().minus(Duration.ofDays(2000))));
        assertThat(found(reader, look, file).status()).isEqualTo(200);
        assertThat(outcome(look)).isEqualTo("read");
        assertThat(Drawn.state(device)).isEqualTo("registered");
        assertThat(bean(Orders.class).find(order.order).orElseThrow().state()).isEqualTo(OrderState.NOT_CLEARED);
    }

    @Test
    void nobodyHasTheirOwnWorkLookedAt() {
        UUID wiper = Drawn.wiper(order);
        Drawn.alsoVerifies(wiper);
        Browser.Answer answer = asks(confirmed(wiper), reader, LANE);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("You had a hand in this device");
        assertThatThrownBy(() -> jdbc().sql("""
                                INSERT INTO oversight.look (id, clearing_id, statement_id, task_id, account_id, is_apart, asked_at, station_id, lane, challenge)
                                SELECT gen_random_uuid(), c.id, c.statements[1], t.id, t.queued_by, true, now(), t.station_id, 'x', sha256('x')
                                FROM oversight.clearing c JOIN bench.task t ON t.device_id = c.device_id WHERE c.device_id = ?""").param(device).update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("SECOND_CHECK: nobody looks at their own work");
        assertThat(asks(confirmed(shop.account(Role.CLERK)), reader, LANE).status())
                .isEqualTo(403);
        var _ = asks(shop.browser(Role.VERIFIER), reader, LANE); // without a passkey just now
        Browser elsewhere = confirmed(shop.accountAt(Optional.of(shop.otherSite()), Role.VERIFIER));
        assertThat(asks(elsewhere, reader, LANE).status()).isEqualTo(404);
        assertThat(jdbc().sql(
                                "SELECT count(*) FROM oversight.look l JOIN oversight.clearing c ON c.id = l.clearing_id WHERE c.device_id = ?")
                        .param(device)
                        .query((row, _) -> row.getInt(1))
                        .single())
                .isZero();
    }

    /** Its lane told less when it was chosen: what it hid came to light before it was erased. */
    @Test
    void aDriveThatHasGrownSinceIsOffered() {
        jdbc().sql("UPDATE bench.task SET capacity_bytes = capacity_bytes / 2 WHERE device_id = ?")
                .param(device)
                .update();
        assertThat(asks(second, reader, LANE).status()).isEqualTo(302);
        assertThat(outcome(latest())).isEqualTo("open");
    }

    @Test
    void oneOfAnotherSizeThanItsLaneAndItsStatementIsNot() {
        reader.tellLane(LANE, order.serial, 4096);
        assertThat(asks(second, reader, LANE).body()).contains("Another drive lies in that lane now");
    }

    @Test
    void onlyTheDriveAndAnotherStationAreTaken() throws Exception {
        order.station.tellLane(LANE, order.serial);
        assertThat(asks(second, order.station, LANE).body())
                .as("the one that erased, where another works")
                .contains("another one works here");
        assertThat(asks(second, reader, "sdx").body()).contains("Choose a lane");
        reader.tellLane(LANE, "WD-ANOTHER");
        assertThat(asks(second, reader, LANE).body()).contains("Another drive lies in that lane now");
        reader.tellLane(LANE, order.serial);
        assertThat(second.post("/second-checks/" + device + "/looks", Map.of("where", "nothing"))
                        .body())
                .contains("Choose a lane");
        SigningStation foreign = stationAt(newShop().site());
        foreign.tellLane(LANE, order.serial);
        assertThat(asks(second, foreign, LANE).body()).contains("Choose a lane");

        UUID look = asked();
        assertThat(asks(second, reader, LANE).body()).contains("under way in that lane already");
        assertThat(claims(foreign, look, LANE, order.serial).body()).contains("LOOK_NOT_FOUND");
        assertThat(claims(order.station, look, LANE, order.serial).body()).contains("LOOK_NOT_FOUND");
        assertThat(claims(reader, look, LANE, "WD-ANOTHER").body()).contains("LANE_DIFFERS");
        assertThat(handsOver(order.station, look, KEY).body())
                .as("nobody has claimed it")
                .contains("LOOK_RECIPIENT");
        assertThat(claims(reader, look, LANE, order.serial).status()).isEqualTo(200);
        assertThat(handsOver(reader, look, KEY).body())
                .as("who reads hands nothing over")
                .contains("LOOK_NOT_FOUND");
        assertThat(handsOver(order.station, look, "x".repeat(59)).body()).contains("LOOK_RECIPIENT");
        assertThat(order.station.get("/looks/" + look + "/files").body())
                .as("who erased gets nothing back")
                .contains("LOOK_NOT_FOUND");
        assertThat(reader.call("POST", "/looks/" + look + "/end", word("RECHECK_OTHER_DRIVE"))
                        .status())
                .isEqualTo(200);
        assertThat(outcome(look)).isEqualTo("refused RECHECK_OTHER_DRIVE");
        assertThat(second.get("/second-checks/" + device).body())
                .contains("has read nothing, and nothing follows from it", "another drive", "RECHECK_OTHER_DRIVE");
        assertThat(bean(Clearings.class).against(device)).contains("drawn");
    }

    /** Read before it was asked for, asked of another look, by another station, or of another erasure: not taken, and nothing is concluded. */
    @Test
    void onlyWhatAnswersTheChallengeCounts() throws Exception {
        byte[] before = reader.again(good());
        UUID look = asked();
        assertThat(found(reader, look, before).status()).isEqualTo(200);
        assertThat(outcome(look)).isEqualTo("not_taken RECHECK_NOT_ASKED");
        assertThat(second.get("/second-checks/" + device).body())
                .contains("was not taken", "It is no answer to what this station was asked for");

        UUID another = asked();
        assertThat(found(reader, another, answer(look, good())).status()).isEqualTo(200);
        assertThat(outcome(another)).isEqualTo("not_taken RECHECK_NOT_ASKED");

        UUID third = asked();
        byte[] elses = order.station.again(good(), Optional.of(challenge(third)));
        assertThat(found(reader, third, elses).status()).isEqualTo(200);
        assertThat(outcome(third)).isEqualTo("not_taken RECHECK_NOT_ASKED");
        assertThat(findings(device)).isZero();

        UUID last = asked();
        assertThat(found(reader, last, answer(last, good().about("WD-ANOTHER"))).status())
                .isEqualTo(200);
        assertThat(outcome(last)).isEqualTo("not_taken RECHECK_OTHER");
        assertThat(findings(device)).isZero();
        assertThat(bean(Clearings.class).against(device)).contains("drawn");
    }

    @Test
    void theStationThatErasedMayHaveNothingToHandOver() {
        UUID look = asked();
        assertThat(claims(reader, look, LANE, order.serial).status()).isEqualTo(200);
        assertThat(order.station
                        .call("POST", "/looks/" + look + "/no-files", word("FILES_GONE"))
                        .status())
                .isEqualTo(200);
        assertThat(outcome(look)).isEqualTo("refused FILES_GONE");
        assertThat(second.get("/second-checks/" + device).body())
                .as("whose word it is")
                .contains("which erased it, has handed over nothing, so nothing was read");
        assertThat(reader.get("/looks/" + look + "/files").body()).contains("LOOK_ENDED");
    }

    /** One drive is unproven and the other was never read: that is not what the reason says. */
    @Test
    void unprovenIsAReasonOnlyIfEachDriveWasRead() throws Exception {
        UUID look = asked();
        assertThat(found(reader, look, answer(look, good().written())).status()).isEqualTo(200);
        assertThat(second.get("/second-checks/" + device).body()).contains("value=\"unproven\"");
        long clearing = bean(Clearings.class).latest(device).orElseThrow().id();
        assertThat(bean(StationReads.class).isRestUnproven(clearing)).isTrue();
        assertThatThrownBy(() -> jdbc().sql("""
                                DO $$ BEGIN
                                  ALTER TABLE oversight.clearing DISABLE TRIGGER guard_clearing;
                                  UPDATE oversight.clearing SET statements = statements || gen_random_uuid() WHERE id = %d;
                                  RAISE EXCEPTION 'with a drive that nobody has read: %%', oversight.is_rest_unproven(%d);
                                END $$""".formatted(clearing, clearing)).update())
                .hasMessageContaining("with a drive that nobody has read: f");
    }

    @Test
    void whatIsNoLookIsRefused() {
        UUID look = asked();
        for (JsonValue.Obj wrong : List.of(
                Json.object().put("outcome", "read").build(),
                Json.object().put("outcome", "refused").put("recheck", "{}").build(),
                Json.object().put("outcome", "matches").put("code", "X").build(),
                Json.object()
                        .put("outcome", "refused")
                        .put("code", "not a code")
                        .build())) {
            assertThat(reader.call("POST", "/looks/" + look + "/end", wrong).status())
                    .as(CanonicalJson.writeText(wrong))
                    .isEqualTo(422);
        }
        assertThat(outcome(look)).isEqualTo("open");
        assertThat(found(reader, look, "{}".getBytes(StandardCharsets.UTF_8)).status())
                .isEqualTo(200);
        assertThat(outcome(look)).isEqualTo("not_taken RECHECK_FORMAT");
        assertThatThrownBy(() -> jdbc().sql(
                                "UPDATE oversight.look SET ended_at = NULL, outcome = NULL, code = NULL WHERE id = ?")
                        .param(look)
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("APPEND_ONLY");
    }
}
