package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wangchuan.platform.bench.LooseErasureTest.code;
import static org.wangchuan.platform.bench.LooseErasureTest.loose;
import static org.wangchuan.platform.bench.LooseErasureTest.match;
import static org.wangchuan.platform.bench.LooseErasureTest.ownersPage;
import static org.wangchuan.platform.bench.LooseErasureTest.past;
import static org.wangchuan.platform.bench.LooseErasureTest.sent;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.wangchuan.canonical.Json;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.ledger.FormerVersion;
import org.wangchuan.platform.ledger.OpenErasures;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.PhoneClaims.Lock;
import org.wangchuan.proof.statement.Verdict;

/**
 * What says that a phone was cleared, and that something holds it or nobody knows, proves nothing and speaks against what it names: the worse counts until it is
 * erased again (decision 103). What was proved before is a drive's here; it is found by its number, whatever it is.
 */
@Tag("slow")
final class HeldPhoneTest extends PlatformTest {
    private final Shop shop = newShop();
    private BenchOrder order;

    @BeforeEach
    void somethingThatIsProved() throws Exception {
        order = past(BenchOrder.consented(shop));
    }

    private String phone(Lock lock) throws Exception {
        return phone(lock, SigningStation.Said.good(order.serial, ""));
    }

    private String phone(Lock lock, SigningStation.Said said) throws Exception {
        return order.station.phoneReceipt(said, lock);
    }

    private List<UUID> against() {
        return bean(OpenErasures.class).against(order.device.id());
    }

    @ParameterizedTest
    @EnumSource(
            value = Lock.class,
            names = {"LOCKED", "UNKNOWN"})
    void theWorseCountsUntilItIsErasedAgain(Lock lock) throws Exception {
        order.erases(order.serial, Verdict.CLEARED);
        Browser clerk = shop.browser(Role.CLERK);
        assertThat(clerk.get("/intake/" + order.order).body()).contains("finding cleared", "/close");

        UUID held = sent(order.station, phone(lock));

        assertThat(against()).containsExactly(held);
        assertThat(clerk.get("/intake/" + order.order).body())
                .contains("verdict unproven", "that is or may be locked")
                .doesNotContain("finding cleared", "/close");
        assertThat(ownersPage(order)).doesNotContain("the evidence is complete");
        Browser technician = shop.browser(Role.TECHNICIAN);
        for (String path : List.of("/bench/erasures", "/bench/erasures/" + held, "/bench")) {
            assertThat(technician.get(path).body())
                    .as(path)
                    .contains("finding held", lock == Lock.LOCKED ? "Locked" : "Lock not known")
                    .doesNotContain(order.serial);
        }
        Browser.Answer refused = match(technician, held, order);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("it speaks against this phone until that is erased again");
        assertThat(against()).containsExactly(held);

        assertThat(technician
                        .post("/bench/erasures/" + held + "/again", Map.of("order", code(order)))
                        .status())
                .isEqualTo(302);
        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);
        order.erases(order.serial, Verdict.CLEARED);
        assertThat(against()).isEmpty();
        order.closes();
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.IN_STOCK);
    }

    /** A phone's medium bears no number: by what the counter noted, or by what its station began with. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void itSpeaksAgainstAPhoneByItsNumber(boolean isNoted) throws Exception {
        String shown = PhoneOrder.serial();
        PhoneOrder phone = PhoneOrder.consented(
                shop, PhoneOrder.station(shop), shown, Optional.of(isNoted ? shown : "490154203237518"));
        assertThat(phone.erases(Lock.UNLOCKED).status()).isEqualTo(200);
        OpenErasures open = bean(OpenErasures.class);
        SigningStation elsewhere = PhoneOrder.station(shop);
        UUID _ =
                sent(elsewhere, elsewhere.phoneReceipt(SigningStation.Said.good(PhoneOrder.serial(), ""), Lock.LOCKED));
        assertThat(open.against(phone.device.id())).as("another's").isEmpty();
        UUID held = sent(elsewhere, elsewhere.phoneReceipt(SigningStation.Said.good(shown, ""), Lock.LOCKED));
        assertThat(open.against(phone.device.id())).containsExactly(held);
        phone.tellPhone();
        assertThat(phone.erases(Lock.UNLOCKED).status()).isEqualTo(200);
        assertThat(open.against(phone.device.id())).isEmpty();
    }

    @Test
    void oneThatNothingHoldsSpeaksAgainstNothing() throws Exception {
        order.erases(order.serial, Verdict.CLEARED);
        UUID _ = sent(order.station, phone(Lock.UNLOCKED));
        assertThat(against()).isEmpty();
        assertThat(shop.browser(Role.CLERK).get("/intake/" + order.order).body())
                .contains("finding cleared");
    }

    /** Of the same log, what stands before the proof is settled by it. */
    @Test
    void whatWasHeldBeforeItWasErasedAgainIsOver() throws Exception {
        UUID held = sent(order.station, phone(Lock.LOCKED));
        order.erases(order.serial, Verdict.CLEARED);
        assertThat(against()).doesNotContain(held);
    }

    /** Whatever else is wrong with it: its rules are not known here, or its clock is a year ahead. */
    @Test
    void whatElseIsWrongWithItPutsItOutOfNobodysWay() throws Exception {
        order.erases(order.serial, Verdict.CLEARED);
        SigningStation.Said said = SigningStation.Said.good(order.serial, "");
        UUID odd = sent(order.station, phone(Lock.LOCKED, said.by("77")));
        UUID ahead =
                sent(order.station, phone(Lock.UNKNOWN, said.at(Instant.now().plusSeconds(31_536_000))));
        assertThat(against()).containsExactlyInAnyOrder(odd, ahead);
    }

    /** By the label, where the statement's number is none that is known. */
    @Test
    void itSpeaksAgainstTheLabelThatItNames() throws Exception {
        order.erases(order.serial, Verdict.CLEARED);
        UUID held =
                sent(order.station, phone(Lock.LOCKED, SigningStation.Said.good("R58M123ABCD", order.device.code())));
        assertThat(against()).containsExactly(held);
    }

    /** It came as the end of an order's task: it is no proof of it, and the gate stays shut until it is erased again. */
    @Test
    void oneThatCameForAnOrderIsOpenToo() throws Exception {
        UUID task = order.claimed();
        assertThat(order.station.finish(task, phone(Lock.LOCKED, order.good())).body())
                .contains("PHONE_HELD");
        assertThat(order.deviceNow().proof()).isEmpty();
        assertThat(against()).hasSize(1);
    }

    /** Whatever the program does: the database makes it nobody's proof. */
    @Test
    void nothingMakesItAnOrdersProof() throws Exception {
        UUID held = sent(order.station, phone(Lock.LOCKED));
        assertThatThrownBy(
                        () -> jdbc().sql("UPDATE ledger.statement SET order_id = ?, misfit = NULL WHERE event_id = ?")
                                .params(order.order, held)
                                .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("statement_against");
    }

    /** A good one of the same thing is matched only when the held one is settled. */
    @Test
    void aGoodOneIsNotMatchedBesideIt() throws Exception {
        UUID good = loose(order.station, SigningStation.Said.good(order.serial, ""));
        UUID held = sent(order.station, phone(Lock.LOCKED));
        Browser.Answer answer = match(shop.browser(Role.TECHNICIAN), good, order);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("Match that one first", held.toString());
    }

    /** A former version kept it as a conflict alone. */
    @Test
    void whatAFormerVersionKeptAsAConflictIsOpened() throws Exception {
        order.erases(order.serial, Verdict.CLEARED);
        jdbc().sql("""
                        INSERT INTO ledger.conflict (site_id, station_id, code, detail, file, file_digest, at, is_weighed)
                        VALUES (?, ?, 'PHONE_HELD', '', ?, sha256('phone'), now(), false)""")
                .params(shop.site(), order.station.paired.id(), phone(Lock.LOCKED))
                .update();
        assertThat(against()).isEmpty();
        FormerVersion.isFollowed();
        assertThat(against()).hasSize(1);
    }

    /** The station brings what it has brought before: nothing changes. */
    @Test
    void broughtAgainItIsTheSame() throws Exception {
        order.erases(order.serial, Verdict.CLEARED);
        String receipt = phone(Lock.LOCKED);
        UUID held = sent(order.station, receipt);
        assertThat(order.station
                        .call(
                                "POST",
                                "/erasures",
                                Json.object().put("receipt", receipt).build())
                        .status())
                .isEqualTo(200);
        assertThat(against()).containsExactly(held);
    }
}
