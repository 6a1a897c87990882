package org.wangchuan.platform.intake.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.intake.Channel;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Presence;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.ledger.Observations;
import org.wangchuan.platform.testing.Browser;

/** What is fetched at its owner's door: what begins there, what is said of it, and what does not leave. */
final class DoorstepTest extends TravellingOrders {
    private final Observations observations = bean(Observations.class);
    private static final String SIGNATURE = "data:image/png;base64,"
            + "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    @Test
    void atTheDoorWhatBeganThereIsSaidAndNoMore() throws Exception {
        WorkOrder order = consented(Channel.DOORSTEP, DeviceKind.PHONE);
        Browser owner = owner(order);
        GuidedRun.upToThePhoto(technician, order.id()); // the collector is a technician as well
        assertThat(now(order).state()).isEqualTo(OrderState.ERASING);
        // By hand on the collector's phone, which is the counter's screen here.
        clerk.post("/counter/" + order.id() + "/sign", Map.of("signature", SIGNATURE));
        assertThat(now(order).presence()).contains(Presence.HANDWRITTEN);
        String bag = bag();
        Trip.leaves(clerk, order.id(), bag);

        assertThat(travel(order).departure().orElseThrow().hasBegun()).isTrue();
        assertThat(owner.get(link(order) + "/device").body())
                .contains(bag, "Its reset was begun there", "about what began at your door");
        assertThat(clerk.get("/intake/" + order.id() + "/receipt").body())
                .contains(bag, "the reset; the rest in the shop");
        // Nothing goes on while it is on its way, nor does it end, nor is it sealed for its end or given back.
        assertThat(GuidedRun.answer(technician, order.id(), "lock", "free").status())
                .isEqualTo(422);
        assertThat(technician.post("/workflow/" + order.id() + "/end", Map.of()).status())
                .isEqualTo(422);
        Trip.arrives(
                clerk, order.id(), bean(Workflows.class).arrival(Channel.DOORSTEP), bag, Map.of("seal", "damaged"));
        assertThat(GuidedRun.answer(technician, order.id(), "lock", "free").status())
                .isEqualTo(422);
        owner.post(link(order) + "/go-on", Map.of());
        assertThat(GuidedRun.answer(technician, order.id(), "lock", "free").status())
                .isEqualTo(302);
        technician.post("/workflow/" + order.id() + "/end", Map.of());
        assertThat(now(order).state()).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(observations.ofOrder(order.id()))
                .extracting(Observations.Shown::stage)
                .containsExactly("door", "arrival", "erasure");
    }

    @Test
    void withNothingBegunAtTheDoorItIsSaidThatNothingWas() throws Exception {
        WorkOrder order = consented(Channel.DOORSTEP, DeviceKind.LAPTOP);
        String bag = bag();
        // There is no number without a bag, and no arrival before it has left.
        Trip.start(clerk, order.id());
        assertThat(Trip.answer(clerk, order.id(), "bag", "none").status()).isEqualTo(422);
        assertThat(travel(order).isAtDoor()).isTrue();
        Trip.leaves(clerk, order.id(), bag);

        assertThat(travel(order).departure().orElseThrow().hasBegun()).isFalse();
        assertThat(owner(order).get(link(order) + "/watch").body()).contains(bag, "Nothing but sealing it");
        assertThat(clerk.get("/counter/" + order.id() + "/paper").body()).contains(bag);
        // From now on nobody but staff stands at a screen of the shop.
        assertThat(clerk.post("/counter/" + order.id() + "/return", Map.of()).status())
                .isEqualTo(403);
        assertThat(travel(order).isWantedBack()).isFalse();
    }

    /** A workflow that ended at the door before anything had begun is past the point of no return as well. */
    @Test
    void whatEndedAtTheDoorWithoutABeginningCanGoBackToo() throws Exception {
        WorkOrder order = consented(Channel.DOORSTEP, DeviceKind.PHONE);
        Browser owner = owner(order);
        technician.post("/workflow/" + order.id() + "/start", Map.of("workflow", "other"));
        technician.post("/workflow/" + order.id() + "/end", Map.of());
        assertThat(now(order).state()).isEqualTo(OrderState.NOT_CLEARED);
        String bag = bag();
        Trip.leaves(clerk, order.id(), bag);
        assertThat(travel(order).departure().orElseThrow().hasBegun()).isFalse();
        Trip.arrives(
                clerk, order.id(), bean(Workflows.class).arrival(Channel.DOORSTEP), bag, Map.of("seal", "damaged"));

        assertThat(owner.get(link(order) + "/device").body()).contains("It did not arrive as it left");
        assertThat(owner.post(link(order) + "/return", Map.of()).status()).isEqualTo(302);
        assertThat(travel(order).isWantedBack()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"differs", "unknown"})
    void whatMayBeAnotherDeviceDoesNotLeaveTheDoor(String answer) throws Exception {
        WorkOrder order = consented(Channel.DOORSTEP, DeviceKind.PHONE);
        Trip.start(clerk, order.id());
        Trip.answers(clerk, order.id(), bean(Workflows.class).door(), bag(), Map.of("identity", answer));

        assertThat(clerk.post("/travel/" + order.id() + "/end", Map.of()).status())
                .isEqualTo(422);
        assertThat(travel(order).isAtDoor()).isTrue();
        assertThat(travel(order).departure()).isEmpty();
    }
}
