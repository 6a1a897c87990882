package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** A phone is held against its order before its owner is asked to let it be read; nothing is claimed by that. */
@Tag("slow")
final class PhoneComparedTest extends PlatformTest {
    private static final String IMEI = "490154203237518";

    private final Shop shop = newShop();
    private final SigningStation station = PhoneOrder.station(shop);

    private static void isOpenStill(PhoneOrder phone, UUID task) {
        assertThat(phone.state()).isEqualTo(OrderState.AT_BENCH);
        assertThat(bean(TaskTable.class).find(task).orElseThrow().state()).isEqualTo(Task.State.QUEUED);
    }

    @Test
    void whatShowsTheNotedNumberIsKnownAndNothingIsClaimed() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        UUID task = phone.chosen();
        for (int again = 0; again < 2; again++) {
            Browser.Answer answer = phone.station.compare(task, PhoneOrder.PLACE, phone.serial);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).contains("\"isKnown\":true");
            isOpenStill(phone, task);
        }
        assertThat(phone.station.claim(task, PhoneOrder.PLACE, phone.serial).status())
                .isEqualTo(200);
        assertThat(phone.station.compare(task, PhoneOrder.PLACE, phone.serial).status())
                .as("a job that goes on")
                .isEqualTo(200);
        assertThat(phone.station
                        .compare(task, PhoneOrder.PLACE, PhoneOrder.serial())
                        .body())
                .contains("LANE_DIFFERS");
    }

    /** As by the claim: the order waits again, and nobody has read it. */
    @Test
    void anotherThanWasNotedEndsTheTask() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        UUID task = phone.chosen();
        Browser.Answer answer = phone.station.compare(task, PhoneOrder.PLACE, PhoneOrder.serial());
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).contains("NUMBER_DIFFERS");
        assertThat(phone.state()).isEqualTo(OrderState.CONSENTED);
        assertThat(phone.station.get("/tasks").body()).doesNotContain(task.toString());
        assertThat(phone.station.compare(task, PhoneOrder.PLACE, phone.serial).body())
                .contains("TASK_WITHDRAWN");
        for (String language : new String[] {"en", "zh"}) {
            assertThat(shop.browser(Role.TECHNICIAN)
                            .in(language)
                            .get("/bench/orders/" + phone.order + "/phone")
                            .body())
                    .contains("NUMBER_DIFFERS")
                    .contains(language.equals("en") ? "Revoke USB debugging authorisations" : "撤销 USB 调试授权");
        }
    }

    /** What each may keep of the station, and where its owner takes that back: an iPhone has none of Android's settings. */
    @Test
    void whatATryThatResetNothingMayHaveLeftIsSaidOfItsKind() throws Exception {
        for (String brand : List.of("Apple", "iPad Pro", "华为")) {
            PhoneOrder phone = PhoneOrder.ofBrand(shop, brand);
            UUID task = phone.chosen();
            assertThat(phone.station
                            .compare(task, PhoneOrder.PLACE, PhoneOrder.serial())
                            .body())
                    .contains("NUMBER_DIFFERS");
            boolean isOfApple = !brand.equals("华为");
            for (boolean isEnglish : new boolean[] {true, false}) {
                String body = shop.browser(Role.TECHNICIAN)
                        .in(isEnglish ? "en" : "zh")
                        .get("/bench/orders/" + phone.order + "/phone")
                        .body();
                String apple = isEnglish ? "General › Transfer or Reset" : "通用 › 传输或还原";
                String android = isEnglish ? "Revoke USB debugging authorisations" : "撤销 USB 调试授权";
                assertThat(body)
                        .as(brand)
                        .contains(isOfApple ? apple : android)
                        .doesNotContain(isOfApple ? android : apple);
            }
        }
    }

    @Test
    void anotherThanWasShownAtTheChoiceEndsTheTask() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop, station, PhoneOrder.serial(), Optional.of(IMEI));
        UUID task = phone.chosen();
        Browser.Answer known = station.compare(task, PhoneOrder.PLACE, phone.serial);
        assertThat(known.body()).contains("\"isKnown\":true");
        assertThat(station.compare(task, PhoneOrder.PLACE, PhoneOrder.serial()).body())
                .contains("NUMBER_DIFFERS");
        assertThat(phone.state()).isEqualTo(OrderState.CONSENTED);
    }

    @Test
    void theNumberOfAnotherDeviceThatIsHereEndsTheTask() throws Exception {
        PhoneOrder other = PhoneOrder.consented(shop);
        PhoneOrder phone = PhoneOrder.consented(shop, station, PhoneOrder.serial(), Optional.empty());
        phone.tellPhone(Optional.empty(), 2, "system");
        UUID task = phone.chosen();
        assertThat(station.compare(task, PhoneOrder.PLACE, other.serial).body()).contains("NUMBER_OF_ANOTHER");
        assertThat(phone.state()).isEqualTo(OrderState.CONSENTED);
    }

    /** It may show one once it is let be read; the claim asks for it. */
    @Test
    void whatShowsNoNumberIsComparedWithNothingYet() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        UUID task = phone.chosen();
        Browser.Answer answer = phone.station.compare(task, PhoneOrder.PLACE, "");
        assertThat(answer.body()).contains("\"isKnown\":false");
        isOpenStill(phone, task);
        assertThat(phone.station.claim(task, PhoneOrder.PLACE, "").body()).contains("NUMBER_MISSING");
    }

    @Test
    void whereNothingWasNotedOrShownThereIsNothingToCompare() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop, station, PhoneOrder.serial(), Optional.empty());
        phone.tellPhone(Optional.empty(), 2, "system");
        UUID task = phone.chosen();
        Browser.Answer answer = station.compare(task, PhoneOrder.PLACE, PhoneOrder.serial());
        assertThat(answer.body()).contains("\"isKnown\":false");
        isOpenStill(phone, task);
    }

    @Test
    void nobodyElsesTaskIsThere() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        UUID task = phone.chosen();
        assertThat(station.compare(task, PhoneOrder.PLACE, phone.serial).status())
                .isEqualTo(404);
        assertThat(phone.station.compare(task, "1-9", phone.serial).body()).contains("LANE_DIFFERS");
        isOpenStill(phone, task);
    }
}
