package org.wangchuan.platform.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.DeviceMedia;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.intake.Counter;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Presenter;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;

/** What the owner of a link may try with it. See docs/attacks.md. */
final class OwnerAttackTest extends PlatformTest {
    private static final String PNG =
            "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYA"
                    + "AjCB0C8AAAAASUVORK5CYII=";

    private final Shop shop = newShop();

    @Test
    void whoHasTheLinkDoesNotReleaseWhatIsHeld() throws Exception {
        for (OrderState stopped : List.of(OrderState.HELD, OrderState.STATE_SECRETS)) {
            Hand hand = taken().moves(stopped);
            Browser owner = joined(hand);
            assertThat(owner.post(hand.link() + "/return", Map.of("sure", "1")).status())
                    .isEqualTo(200);
            assertThat(hand.now().state()).isEqualTo(stopped);
        }
    }

    @Test
    void whatGoesHomeIsHereNoMore() throws Exception {
        String serial = "HOME-" + UUID.randomUUID();
        Devices devices = bean(Devices.class);
        Hand hand = taken();
        Browser owner = joined(hand);
        UUID device = hand.now().device();
        jdbc().sql("UPDATE custody.device SET media_count = 1 WHERE id = ?")
                .param(device)
                .update();
        bean(DeviceMedia.class).bind(device, Optional.of(serial));

        owner.post(hand.link() + "/return", Map.of("sure", "1"));

        bean(Counter.class).giveBack(hand.order(), hand.clerk(), false);
        assertThat(hand.now().state()).isEqualTo(OrderState.RETURNED_UNTOUCHED);
        assertThat(devices.find(device).map(Device::state)).contains(DeviceState.RETURNED);
        Hand again = taken();
        UUID other = again.now().device();
        jdbc().sql("UPDATE custody.device SET media_count = 1 WHERE id = ?")
                .param(other)
                .update();
        bean(DeviceMedia.class).check(other, Optional.of(serial)); // it can be taken in and erased next week
    }

    @Test
    void aThousandSignaturesAreOne() throws Exception {
        Hand hand = taken().offers(100)
                .moves(OrderState.ACCEPTED)
                .moves(OrderState.CONSENTED)
                .moves(OrderState.ERASING);
        Browser owner = joined(hand);
        owner.post(hand.link() + "/code", Map.of("code", hand.presenceCode()));
        for (int i = 0; i < 5; i++) {
            assertThat(owner.post(hand.link() + "/sign", Map.of("signature", PNG))
                            .status())
                    .isEqualTo(302);
        }
        assertThat(jdbc().sql("SELECT count(*) FROM vault.attachment WHERE person_id = ?")
                        .param(hand.now().ownerRef().orElseThrow())
                        .query((row, _) -> row.getInt(1))
                        .single())
                .isEqualTo(1);
    }

    @Test
    void oneOrderDoesNotTakeThePlacesOfAll() throws Exception {
        Hand hand = taken();
        Hand other = taken();
        List<HttpURLConnection> open = new ArrayList<>();
        try {
            String cookie = cookie(hand);
            for (int i = 0; i < WatchBoard.OF_ORDER; i++) {
                HttpURLConnection call = watch(hand, cookie);
                open.add(call);
                assertThat(call.getResponseCode()).isEqualTo(200);
            }
            assertThat(watch(hand, cookie).getResponseCode()).isEqualTo(503);
            HttpURLConnection call = watch(other, cookie(other));
            open.add(call);
            assertThat(call.getResponseCode()).isEqualTo(200);
        } finally {
            open.forEach(HttpURLConnection::disconnect);
        }
    }

    @Test
    void whoKnowsThePaperSeesNothingInClear() throws Exception {
        Hand hand = taken();
        Browser owner = joined(hand);
        String name = "Wanda " + UUID.randomUUID();
        Browser.Answer wrong = owner.post(hand.link() + "/contact", Map.of("name", name, "phone", "123"));
        assertThat(wrong.body()).contains("Expected a telephone number");
        assertThat(owner.post(hand.link() + "/own", Map.of()).body()).doesNotContain(name);
        owner.post(hand.link() + "/contact", Map.of("name", name, "phone", "13800138000"));
        Browser clerk = nobody();
        assertThat(clerk.post(hand.link() + "/enter", Map.of("code", hand.code()))
                        .status())
                .isEqualTo(302);

        assertThat(clerk.post(hand.link() + "/own", Map.of()).body())
                .contains("Only the first browser")
                .doesNotContain(name);
        clerk.post(hand.link() + "/forget", Map.of("sure", "1"));
        assertThat(owner.post(hand.link() + "/own", Map.of()).body())
                .as("nothing was forgotten")
                .contains(name);
        assertThat(owner.get(hand.link() + "/privacy").body())
                .contains("by the link", "with the code of the paper", "Browsers that came in (2)");

        // A new link puts both out, and whoever comes in by it is not the first.
        bean(OwnerLinks.class).renew(hand.order());
        Browser again = joined(hand);
        assertThat(again.post(hand.link() + "/own", Map.of()).body())
                .contains("Only the first browser")
                .doesNotContain(name);
        assertThat(again.get(hand.link() + "/privacy").body()).contains("Browsers that came in (3)", "out since");
        jdbc().sql("UPDATE consumer.browser SET let_in_at = let_in_at - interval '3 days' WHERE order_id = ?")
                .param(hand.order())
                .update();
        assertThat(again.post(hand.link() + "/own", Map.of()).body()).contains(name);
    }

    private Hand taken() throws Exception {
        return Hand.takesIn(shop, DeviceKind.LAPTOP, "Lenovo", "X1", Presenter.OWNER)
                .offers(0);
    }

    private static Browser joined(Hand hand) {
        Browser owner = nobody();
        owner.post(hand.link(), Map.of());
        return owner;
    }

    private static String cookie(Hand hand) {
        return nobody().post(hand.link(), Map.of()).headers().getOrDefault("set-cookie", List.of()).stream()
                .filter(value -> value.startsWith("owner="))
                .findFirst()
                .orElseThrow()
                .replaceFirst(";.*", "");
    }

    private static HttpURLConnection watch(Hand hand, String cookie) throws IOException {
        HttpURLConnection call = (HttpURLConnection)
                URI.create(origin() + hand.link() + "/progress").toURL().openConnection();
        call.setRequestProperty("Cookie", cookie);
        call.setRequestProperty("Accept", "text/event-stream");
        call.setReadTimeout(10_000);
        return call;
    }
}
