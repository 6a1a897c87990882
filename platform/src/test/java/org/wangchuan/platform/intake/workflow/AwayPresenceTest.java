package org.wangchuan.platform.intake.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.platform.consumer.OwnerLinks;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Channel;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Presence;
import org.wangchuan.platform.intake.Presences;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.Shows;

/** Nobody is said to have been there where they were not. */
final class AwayPresenceTest extends TravellingOrders {
    private static final List<String> FACE_TO_FACE = List.of("当面", "面对面", "face to face", "face-to-face", "in person");
    private static final String SIGNATURE = "data:image/png;base64,"
            + "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    @ParameterizedTest
    @EnumSource(names = {"MAIL_IN", "DOORSTEP"})
    void nobodyWasThereWhereTheOwnerWasNot(Channel channel) throws Exception {
        WorkOrder order = consented(channel, DeviceKind.PHONE);
        Browser owner = owner(order);
        if (channel == Channel.DOORSTEP) {
            Trip.leaves(clerk, order.id(), bag());
        } else {
            owner.post(link(order) + "/sent", Map.of("bag", "WC-5"));
        }
        String number = travel(order).departure().orElseThrow().bag().orElseThrow();
        Trip.arrives(clerk, order.id(), bean(Workflows.class).arrival(channel), number, Map.of());
        GuidedRun.upToThePhoto(technician, order.id());
        assertThat(now(order).state()).isEqualTo(OrderState.ERASING);

        clerk.post("/intake/" + order.id() + "/presence/here", Map.of());
        String code = bean(OwnerLinks.class).presenceCode(order.id());
        owner.post(link(order) + "/code", Map.of("code", code));
        owner.post(link(order) + "/sign", Map.of("signature", SIGNATURE));
        clerk.post("/counter/" + order.id() + "/sign", Map.of("signature", SIGNATURE));
        for (Presence presence : List.of(Presence.ASSERTED, Presence.CODE, Presence.HANDWRITTEN)) {
            assertThatThrownBy(() -> bean(Presences.class).present(order.id(), Shows.by(presence), Actor.owner()))
                    .isInstanceOf(OrderException.class);
        }
        assertThat(now(order).presence()).isEmpty();
        technician.post("/workflow/" + order.id() + "/end", Map.of());
        for (String language : List.of("en", "zh")) {
            for (Map.Entry<Browser, List<String>> one : Map.of(
                            owner,
                            List.of("/watch", "/proof", "/device", "/privacy").stream()
                                    .map(link(order)::concat)
                                    .toList(),
                            clerk,
                            List.of(
                                    "/intake/" + order.id(),
                                    "/intake/" + order.id() + "/receipt",
                                    "/travel/" + order.id(),
                                    "/counter/" + order.id() + "/paper",
                                    "/statements/" + order.id()))
                    .entrySet()) {
                one.getKey().in(language);
                for (String path : one.getValue()) {
                    String body = one.getKey().get(path).body().toLowerCase(Locale.ROOT);
                    FACE_TO_FACE.forEach(words -> assertThat(body).as(path).doesNotContain(words));
                    assertThat(body).as(path).doesNotContain("present, signed by hand", "在场，已手写签名");
                }
            }
        }
        owner.in("en");
        assertThat(owner.get(link(order) + "/proof").body()).contains("You were not there when it was unpacked");
    }
}
