package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.canonical.Json;
import org.wangchuan.platform.consumer.OwnerLinks;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.OrderStory;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.PhoneClaims.Lock;

/** What the owner of a phone reads while a station is at it over its cable: where it is, and nothing that is not so. */
final class PhoneOwnerTest extends PlatformTest {
    private final Shop shop = newShop();

    /** What is set off only with the claim is not said before it, and what was said long ago is said to be old. */
    @Test
    void itsOwnerIsToldNothingThatIsNotSo() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        UUID task = phone.chosen();
        String link = bean(OwnerLinks.class).link(phone.order);
        String base = link.substring(link.indexOf("/o/"));
        Browser owner = nobody().in("en");
        owner.post(base, Map.of());
        phone.turn(task, "set-off", Optional.empty());
        assertThat(owner.get(base + "/watch").body())
                .contains("nothing is set off yet", "data-state=\"at_bench:ready~")
                .contains("hidden data-silent")
                .doesNotContain("reset is due");
        assertThat(phone.station.claim(task, PhoneOrder.PLACE, phone.serial).status())
                .isEqualTo(200);
        assertThat(owner.get(base + "/watch").body()).contains("Its reset is due");
        jdbc().sql("UPDATE bench.phone_course SET told_at = told_at - interval '2 minutes' WHERE task_id = ?")
                .param(task)
                .update();
        assertThat(owner.get(base + "/watch").body())
                .contains("has told nothing of it for a while")
                .doesNotContain("hidden data-silent");
        assertThat(shop.browser(Role.TECHNICIAN)
                        .in("en")
                        .get("/bench/orders/" + phone.order + "/phone")
                        .body())
                .contains("The station has told nothing of this for a while");
    }

    /** Each thing that is told of a phone's course has words on its owner's page, in both languages. */
    @Test
    void itsOwnerReadsWhatHappenedToIt() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        UUID task = phone.chosen();
        String link = bean(OwnerLinks.class).link(phone.order);
        String base = link.substring(link.indexOf("/o/"));
        Browser owner = nobody();
        owner.post(base, Map.of());
        UUID who = shop.account(Role.TECHNICIAN);
        PhoneCourses courses = bean(PhoneCourses.class);
        for (String way : List.of("again", "without", "end")) {
            UUID asked = UUID.randomUUID();
            phone.turn(task, "read", Optional.of(PhoneOrder.goesOn(asked, true)));
            courses.answer(phone.order, asked, new PhoneAnswer(Map.of("answer", way)), who);
            readable(owner, base);
        }
        for (String way : List.of("", "android-reset")) {
            UUID asked = UUID.randomUUID();
            phone.turn(task, "choose", Optional.of(PhoneOrder.choose(asked)));
            courses.answer(phone.order, asked, new PhoneAnswer(Map.of("technique", way)), who);
            readable(owner, base);
        }
        UUID asked = UUID.randomUUID();
        phone.turn(task, "observe", Optional.of(PhoneOrder.observe(asked)));
        courses.answer(
                phone.order,
                asked,
                new PhoneAnswer(Map.of(
                        "seen-setup",
                        "not-done",
                        "seen-reset-protection",
                        "off",
                        "seen-sim",
                        "absent",
                        "seen-card",
                        "absent")),
                who);
        readable(owner, base);
        assertThat(bean(OrderStory.class).of(phone.order).stream()
                        .map(event -> event.kind())
                        .filter(kind -> kind.startsWith("phone-"))
                        .map(kind -> kind.substring("phone-".length())))
                .containsExactlyInAnyOrderElementsOf(OrderStory.PHONE_EVENTS);
        assertThat(owner.in("en").get(base + "/device").body()).contains("chosen there", "it goes on without");
    }

    private static void readable(Browser owner, String base) {
        for (String language : List.of("zh", "en")) {
            assertThat(owner.in(language).get(base + "/device").status()).isEqualTo(200);
        }
    }

    /** An erasure without an order after which the phone is or may be locked does not fit, and says all the same that the phone is not as it came. */
    @Test
    void aHeldOneThatNamesItIsNotGivenBackAsUntouchedEither() throws Exception {
        for (Lock lock : List.of(Lock.UNKNOWN, Lock.LOCKED)) {
            PhoneOrder phone = PhoneOrder.consented(shop);
            Orders orders = bean(Orders.class);
            assertThat(orders.begun(List.of(phone.order))).isEmpty();
            UUID _ = LooseErasureTest.sent(phone.station, phone.station.phoneReceipt(phone.good(), lock));
            assertThat(orders.goesBackAs(phone.order)).isEqualTo(OrderState.RETURNED_ERASED);
            assertThat(orders.begun(List.of(phone.order))).containsExactly(phone.order);
        }
    }

    /** As after a restore: what the task asked for is forgotten, and its receipt comes without an order. */
    @Test
    void whatAnErasureWithoutAnOrderNamesIsNotGivenBackAsUntouched() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        PhoneOrder other = PhoneOrder.consented(shop);
        Orders orders = bean(Orders.class);
        assertThat(orders.goesBackAs(phone.order)).isEqualTo(OrderState.RETURNED_UNTOUCHED);
        String receipt = phone.station.phoneReceipt(phone.good(), Lock.UNLOCKED);
        assertThat(phone.station
                        .call(
                                "POST",
                                "/erasures",
                                Json.object().put("receipt", receipt).build())
                        .status())
                .isEqualTo(200);
        assertThat(orders.goesBackAs(phone.order)).isEqualTo(OrderState.RETURNED_ERASED);
        assertThat(orders.goesBackAs(other.order)).isEqualTo(OrderState.RETURNED_UNTOUCHED);
        assertThat(phone.deviceNow().proof()).isEmpty();
        assertThat(shop.browser(Role.TECHNICIAN)
                        .in("en")
                        .get("/bench/orders/" + phone.order + "/phone")
                        .body())
                .contains("the phone is not as it came");
    }
}
