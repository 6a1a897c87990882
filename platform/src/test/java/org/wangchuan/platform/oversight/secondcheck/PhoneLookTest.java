package org.wangchuan.platform.oversight.secondcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.wangchuan.platform.bench.PhoneOrder;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.Devices;
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
                                SELECT place || ' ' || array_to_string(looked, ',') FROM oversight.verification v
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

    private void says(Seen.Result result, Set<Seen.Look> looked) throws CheckException {
        bean(SecondChecks.class)
                .verify(
                        phone.device.id(),
                        new Seen(result, Seen.Place.IN_HAND, looked, Optional.of(Seen.Without.NOT_READABLE)),
                        SecondCheckTest.visitor(verifier));
    }
}
