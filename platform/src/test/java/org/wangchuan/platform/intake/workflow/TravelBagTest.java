package org.wangchuan.platform.intake.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessException;
import org.wangchuan.platform.consumer.OwnerLinks;
import org.wangchuan.platform.custody.BagNumber;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.intake.Channel;
import org.wangchuan.platform.intake.Counter;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.ledger.Observations;
import org.wangchuan.platform.testing.Browser;

/** The number of the bag in which a device travels: who names it, what is none, and that each is used once. */
final class TravelBagTest extends TravellingOrders {
    private final Observations observations = bean(Observations.class);

    @Test
    void theNumberOfTheBagStays() throws Exception {
        WorkOrder order = consented(Channel.MAIL_IN, DeviceKind.PHONE);
        Browser owner = owner(order);
        owner.post(link(order) + "/sent", Map.of("bag", "WC-5"));
        owner.post(link(order) + "/sent", Map.of("bag", "WC-6"));
        owner.post(link(order) + "/sent", Map.of("none", "1"));
        assertThat(travel(order).departure().orElseThrow().bag()).contains("WC-5");
        for (String change : List.of(
                "UPDATE intake.departure SET bag_number = 'WC-6' WHERE order_id = ?",
                "DELETE FROM intake.departure WHERE order_id = ?",
                "INSERT INTO intake.departure SELECT order_id, 'WC-6', said_by, account_id, has_begun, was_past_return, at FROM intake.departure WHERE order_id = ?")) {
            assertThatThrownBy(() -> jdbc().sql(change).param(order.id()).update())
                    .isInstanceOf(DataAccessException.class);
        }
        Trip.arrives(clerk, order.id(), mail(), "WC-5", Map.of("seal", "damaged"));
        for (String change : List.of(
                "UPDATE intake.arrival SET is_as_sent = true WHERE order_id = ?",
                "DELETE FROM intake.arrival WHERE order_id = ?")) {
            assertThatThrownBy(() -> jdbc().sql(change).param(order.id()).update())
                    .isInstanceOf(DataAccessException.class);
        }
    }

    /** A number is kept in clear: what can be a person's is refused, wherever it is typed. */
    @ParameterizedTest
    @CsvSource({
        "王小明",
        "none",
        "13800138000",
        "１３８ ００１３ ８０００",
        "+86 138-0013-8000",
        "''",
        "---",
        "АВС1",
        "1234567890123456789012345678901234567890-1"
    })
    void whatIsNoNumberOfABagIsRefused(String typed) throws Exception {
        WorkOrder order = consented(Channel.MAIL_IN, DeviceKind.PHONE);
        assertThat(owner(order)
                        .post(link(order) + "/sent", Map.of("bag", typed))
                        .body())
                .contains("no telephone number");
        assertThat(travel(order).departure()).isEmpty();
        WorkOrder door = consented(Channel.DOORSTEP, DeviceKind.PHONE);
        Trip.start(clerk, door.id());
        assertThat(Trip.answer(clerk, door.id(), "bag", typed).status()).isEqualTo(422);
    }

    /** The shop knows the code on the paper; a number is the owner's word. */
    @Test
    void whoCameByThePaperNamesNoBag() throws Exception {
        WorkOrder order = consented(Channel.MAIL_IN, DeviceKind.PHONE);
        Browser owner = owner(order);
        Browser came = nobody();
        came.post(link(order) + "/enter", Map.of("code", bean(OwnerLinks.class).paperCode(order.id())));

        assertThat(came.post(link(order) + "/sent", Map.of("bag", "WC-5")).status())
                .isEqualTo(403);
        assertThat(travel(order).departure()).isEmpty();
        assertThat(owner.post(link(order) + "/sent", Map.of("bag", "WC-5")).status())
                .isEqualTo(302);
        assertThat(travel(order).departure()).isPresent();
    }

    @Test
    void noBagIsUsedTwice() throws Exception {
        String bag = "TR-0-" + UUID.randomUUID().toString().substring(0, 8);
        WorkOrder first = consented(Channel.DOORSTEP, DeviceKind.LAPTOP);
        WorkOrder second = consented(Channel.DOORSTEP, DeviceKind.LAPTOP);
        Trip.leaves(clerk, first.id(), bag);
        Browser.Answer refused =
                Trip.leaves(clerk, second.id(), bag.replace("0", "O").replace("-", " "));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(travel(second).isAtDoor()).isTrue();
        assertThat(observations.ofOrder(second.id())).isEmpty();
        // Nor for its end: neither that of another device nor of the same.
        for (WorkOrder one : List.of(first, second)) {
            assertThatThrownBy(() -> bean(Devices.class)
                            .takesBag(one.device(), BagNumber.of(bag).orElseThrow(), shop.organisation()))
                    .hasMessageContaining("BAG_USED");
        }
        // Of another company it is another bag; and what owners write on theirs is no business of ours.
        Shop other = newShop();
        bean(Devices.class).takesBag(second.device(), BagNumber.of(bag).orElseThrow(), other.organisation());
        WorkOrder mailed = consented(Channel.MAIL_IN, DeviceKind.PHONE);
        owner(mailed).post(link(mailed) + "/sent", Map.of("bag", bag));
        assertThat(travel(mailed).departure().orElseThrow().bag()).contains(bag);
    }

    @Test
    void aSealedBagOfTheEndIsNoneForTheWay() throws Exception {
        WorkOrder counter = consented(Channel.COUNTER, DeviceKind.PHONE);
        GuidedRun.upToThePhoto(technician, counter.id());
        technician.post("/workflow/" + counter.id() + "/end", Map.of());
        String bag = bag();
        bean(Counter.class).seal(counter.id(), BagNumber.of(bag).orElseThrow(), shop.organisation(), account);
        WorkOrder order = consented(Channel.DOORSTEP, DeviceKind.LAPTOP);
        assertThat(Trip.leaves(clerk, order.id(), bag).status()).isEqualTo(422);
        assertThat(travel(order).isAtDoor()).isTrue();
    }
}
