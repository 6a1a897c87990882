package org.wangchuan.platform.oversight.secondcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.wangchuan.platform.bench.PhoneOrder;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.custody.Media;
import org.wangchuan.platform.intake.cable.CablePhone;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.testing.Samples;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.PhoneClaims.Lock;

/** A second person looks at a phone as at a phone, and what it shows on a cable outweighs their word. */
@Tag("slow")
final class PhoneLookTest extends PlatformTest {
    private static final Set<Seen.Look> OF_PHONE =
            EnumSet.of(Seen.Look.NUMBER, Seen.Look.SETUP, Seen.Look.ACCOUNT, Seen.Look.TRAY);

    private final Shop shop = newShop();
    private final UUID verifier = shop.account(Role.VERIFIER);
    private PhoneOrder phone;

    @BeforeEach
    void drawn() throws Exception {
        var _ = new Drawn(shop);
        phone = PhoneOrder.consented(shop);
        phone.erases(Lock.UNLOCKED);
        Samples.during(() -> {
            phone.answersClauses(shop);
            assertThat(Samples.isDrawn(phone.device.id())).isTrue();
        });
        assertThat(bean(Clearings.class).against(phone.device.id())).contains("drawn");
    }

    @Test
    void aPhoneHasNoFirstAndLastPartToLookAt() throws Exception {
        assertThatThrownBy(() -> says(
                        Seen.Result.CONFIRMED,
                        EnumSet.of(Seen.Look.NUMBER, Seen.Look.FIRST, Seen.Look.LAST, Seen.Look.RANDOM)))
                .isInstanceOf(CheckException.class)
                .hasMessageContaining("NOT_LOOKED");
        for (Seen.Look one : OF_PHONE) {
            Set<Seen.Look> rest = EnumSet.copyOf(OF_PHONE);
            rest.remove(one);
            assertThatThrownBy(() -> says(Seen.Result.CONFIRMED, rest)).isInstanceOf(CheckException.class);
        }
        // The database asks for itself.
        assertThatThrownBy(() -> SecondCheckTest.noted(phone.device.id(), verifier))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("a phone is looked at as a phone");

        says(Seen.Result.CONFIRMED, OF_PHONE);
        assertThat(bean(Clearings.class).against(phone.device.id())).isEmpty();
        assertThat(jdbc().sql("""
                                SELECT v.place || ' ' || array_to_string(looked, ',') FROM oversight.verification v
                                JOIN oversight.clearing c ON c.id = v.clearing_id WHERE c.device_id = ?""")
                        .param(phone.device.id())
                        .query((row, _) -> row.getString(1))
                        .single())
                .isEqualTo("in_hand account,number,setup,tray");
    }

    @Test
    void itsPageSpeaksOfAPhone() {
        Browser reader = shop.browser(Role.VERIFIER);
        String path = "/second-checks/" + phone.device.id();
        String page = reader.get(path).body();

        assertThat(page)
                .contains("What shows on the cable", "is the one that was noted")
                .doesNotContain("Let a station read it again", "each drive", "Debugging is on");
        phone.tellPhone("mtp", "adb");
        assertThat(reader.get(path).body()).contains("Debugging is on (ADB)");
        assertThat(reader.in("zh").get(path).body()).contains("调试已打开（ADB）");
    }

    @Test
    void whatItShowsOnACableOutweighsWhatIsSaid() throws Exception {
        phone.tellPhone("mtp", "adb");

        assertThatThrownBy(() -> says(Seen.Result.CONFIRMED, OF_PHONE))
                .isInstanceOf(CheckException.class)
                .hasMessageContaining("PHONE_USED");
        assertThat(bean(Clearings.class).against(phone.device.id())).contains("drawn");

        says(Seen.Result.FOUND, Set.of());
        assertThat(bean(Devices.class).find(phone.device.id()).orElseThrow().state())
                .isNotEqualTo(DeviceState.CLEARED);
    }

    /** Its record was read over the debug bridge after the reset: it is past its setup, with debugging on, and that is not held against it. */
    @Test
    void aPhoneThatWasReadAfterItsResetIsLookedAtAsItWasLeft() throws Exception {
        phone = PhoneOrder.consented(shop);
        phone.isReadAgain(Lock.UNLOCKED);
        Samples.during(() -> {
            phone.answersClauses(shop);
            assertThat(Samples.isDrawn(phone.device.id())).isTrue();
        });
        phone.tellPhone("mtp", "adb");

        Browser reader = shop.browser(Role.VERIFIER).in("en");
        assertThat(reader.get("/second-checks/" + phone.device.id()).body())
                .contains("Debugging is on in it, from when it was read")
                .doesNotContain("It was used since, or not reset.");
        // Nobody can say that nothing of anybody is in it who was not asked for that.
        Set<Seen.Look> looked = EnumSet.of(Seen.Look.NUMBER, Seen.Look.CONTENT, Seen.Look.ACCOUNT, Seen.Look.TRAY);
        for (Seen.Look one : looked) {
            Set<Seen.Look> rest = EnumSet.copyOf(looked);
            rest.remove(one);
            assertThatThrownBy(() -> says(Seen.Result.CONFIRMED, rest)).isInstanceOf(CheckException.class);
        }
        assertThatThrownBy(() -> SecondCheckTest.noted(phone.device.id(), verifier, "number,account,tray"))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("a phone is looked at as a phone");
        // Had it been reset once more since, no cable would show debugging.
        assertThatThrownBy(() -> says(Seen.Result.CONFIRMED, OF_PHONE))
                .isInstanceOf(CheckException.class)
                .hasMessageContaining("PHONE_USED");

        says(Seen.Result.CONFIRMED, looked);
        assertThat(bean(Clearings.class).against(phone.device.id())).isEmpty();
        assertThat(reader.get("/second-checks/" + phone.device.id()).body())
                .contains(
                        "It is this phone, and nothing of anybody shows", "it is a phone, which no station reads again")
                .doesNotContain("as a reset leaves it");
    }

    /** What was never noted of a statement that came before it was, its receipt says: the page, and what the database asks. */
    @Test
    void aStatementOfBeforeThatWasNotedIsReadForIt() throws Exception {
        phone = PhoneOrder.consented(shop);
        phone.isReadAgain(Lock.UNLOCKED);
        Samples.during(() -> {
            phone.answersClauses(shop);
            assertThat(Samples.isDrawn(phone.device.id())).isTrue();
        });
        phone.tellPhone("mtp", "adb");
        assertThat(jdbc().sql("UPDATE ledger.statement SET is_left_asking = NULL WHERE site_id = ?")
                        .param(shop.site())
                        .update())
                .as("also that of the other phone")
                .isEqualTo(2);

        assertThat(shop.browser(Role.VERIFIER)
                        .in("en")
                        .get("/second-checks/" + phone.device.id())
                        .body())
                .contains("Debugging is on in it, from when it was read")
                .doesNotContain("It was used since, or not reset.");
        says(Seen.Result.CONFIRMED, EnumSet.of(Seen.Look.NUMBER, Seen.Look.CONTENT, Seen.Look.ACCOUNT, Seen.Look.TRAY));
        assertThat(bean(Clearings.class).against(phone.device.id())).isEmpty();
    }

    /** Who had it reset once more, as the bench says, finds it greeting as new. */
    @Test
    void aPhoneThatWasResetOnceMoreSinceIsLookedAtAsAnyOther() throws Exception {
        phone = PhoneOrder.consented(shop);
        phone.isReadAgain(Lock.UNLOCKED);
        Samples.during(() -> {
            phone.answersClauses(shop);
            assertThat(Samples.isDrawn(phone.device.id())).isTrue();
        });

        says(Seen.Result.CONFIRMED, OF_PHONE);
        assertThat(bean(Clearings.class).against(phone.device.id())).isEmpty();
    }

    /** From afar there is nothing to see of a phone: no company that looks from afar is waited for, or may say that it could not. */
    @Test
    void nobodyLooksAtAPhoneFromAfar() {
        assertThatThrownBy(() -> bean(SecondChecks.class)
                        .notPossibleFromAfar(phone.device.id(), new SecondChecks.Asker(verifier, Optional.empty())))
                .isInstanceOf(CheckException.class)
                .hasMessageContaining("AFAR");
        assertThatThrownBy(() ->
                        jdbc().sql("""
                        WITH note AS (INSERT INTO ledger.note (event_id, text, at) VALUES (gen_random_uuid(), 'test', now()) RETURNING event_id)
                        INSERT INTO oversight.verification
                          (id, clearing_id, account_id, at, result, place, looked, is_apart, note_id, is_from_afar)
                        SELECT gen_random_uuid(), (SELECT max(id) FROM oversight.clearing WHERE device_id = ?), ?, now(), 'not_possible', 'nowhere',
                          ARRAY[]::text[], true, event_id, true FROM note""").params(phone.device.id(), verifier).update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("from afar");
    }

    /** The receipt of a phone is nothing that a station reads again: no lane is offered for it, and its card is read without it. */
    @Test
    void noStationIsAskedToReadThePhoneItself() {
        List<UUID> statements =
                bean(Clearings.class).latest(phone.device.id()).orElseThrow().statements();

        assertThat(bean(LookTable.class).readable(statements)).isEmpty();
        assertThat(bean(StationReads.class)
                        .areAll(bean(Clearings.class)
                                .latest(phone.device.id())
                                .orElseThrow()
                                .id()))
                .isFalse();
    }

    /** Who looks at an iPhone goes through its setup, and activates it by that. */
    @Test
    void whoWalksThroughItsSetupIsNotItsUser() {
        CablePhone iphone = new CablePhone(
                "1-4.2",
                1,
                "mobile",
                Optional.of("Apple"),
                Optional.of("iPhone"),
                Optional.empty(),
                Optional.of("ios"),
                List.of("apple-normal"),
                Optional.of("system"),
                Optional.empty(),
                Optional.of("activated"),
                "told");

        assertThat(iphone.against()).isEmpty();
        assertThat(iphone.locks()).contains("intake.cable.activation.activated");
    }

    /** What a station has read of its card says nothing of the phone; what is no phone is plugged in. */
    @Test
    void whateverWasReadAPhoneIsLookedAtAsAPhone() throws Exception {
        Media none = new Media(Optional.empty(), List.of());
        assertThat(new ToLook(DeviceKind.PHONE, none, true, false).all()).containsExactlyInAnyOrderElementsOf(OF_PHONE);
        assertThat(new ToLook(DeviceKind.LAPTOP, none, true, false).all()).containsExactly(Seen.Look.NUMBER);
        assertThat(new ToLook(DeviceKind.PHONE, none, false, false).either()).isEmpty();
        assertThat(new ToLook(DeviceKind.PHONE, none, false, true).either())
                .containsExactlyInAnyOrder(Seen.Look.SETUP, Seen.Look.CONTENT);
        UUID drive = Drawn.device(new Drawn(shop).drive());

        assertThatThrownBy(() -> noted(phone.device.id(), "confirmed", "other_station", true))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("a phone is looked at as a phone");
        assertThatThrownBy(() -> noted(drive, "found", "in_hand", false))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("what is no phone is plugged in");
    }

    private void noted(UUID device, String result, String place, boolean isByMachine) {
        jdbc().sql("""
                        WITH note AS (INSERT INTO ledger.note (event_id, text, at) VALUES (gen_random_uuid(), 'test', now()) RETURNING event_id)
                        INSERT INTO oversight.verification
                          (id, clearing_id, account_id, at, result, place, looked, is_apart, note_id, is_by_machine)
                        SELECT gen_random_uuid(), (SELECT max(id) FROM oversight.clearing WHERE device_id = ?), ?, now(), ?, ?,
                          ARRAY['number'], true, event_id, ? FROM note""").params(device, verifier, result, place, isByMachine).update();
    }

    private void says(Seen.Result result, Set<Seen.Look> looked) throws CheckException {
        bean(SecondChecks.class)
                .verify(
                        phone.device.id(),
                        new Seen(result, Seen.Place.IN_HAND, looked, Optional.of(Seen.Without.NOT_READABLE)),
                        SecondCheckTest.visitor(verifier));
    }
}
