package org.wangchuan.platform.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.platform.testing.PlatformTest.confirmed;
import static org.wangchuan.platform.testing.PlatformTest.newShop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.platform.exchange.Receiver;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.OwnPlatform;
import org.wangchuan.platform.testing.PlatformTest.Shop;
import org.wangchuan.platform.web.access.Role;

/**
 * What is sent to a plant's address of a device whose owner is a person says nothing of them: bodies as they came, and their heads. On a platform in a
 * trial, for the receiver is on this machine.
 */
@Tag("slow")
final class WebhookLeakTest {
    @TempDir
    private static Path folder;

    private static OwnPlatform platform;

    private final String name = "端木" + Integer.toString(new SecureRandom().nextInt(1 << 30), 36) + "璇";
    private final String phone = "136" + (10_000_000 + new SecureRandom().nextInt(89_999_999));

    @BeforeAll
    static void start() throws IOException {
        platform = OwnPlatform.start(folder.resolve("data"), "--wangchuan.trial=true");
    }

    @AfterAll
    static void end() {
        platform.close();
    }

    @Test
    void whatIsDeliveredSaysNothingOfTheOwner() throws Exception {
        Shop shop = newShop();
        Needles needles = new Needles().text("name", name).text("phone", phone);
        PlantHunt plant = new PlantHunt(shop, needles);
        Browser page = confirmed(shop.account(Role.ADMINISTRATOR));
        try (Receiver receiver = new Receiver()) {
            for (String types : List.of("asset.registered", "asset.verdict")) {
                assertThat(page.post("/plant/webhooks", Map.of("url", receiver.url() + types, "types", types))
                                .status())
                        .isEqualTo(200);
            }
            plant.goesTheWholeWay(name, phone);
            await(() -> types(receiver).containsAll(Set.of("asset.registered", "asset.verdict")));
            for (Receiver.Call call : receiver.calls()) {
                assertThat(needles.inText(call.body())).as(call.body()).isEmpty();
                assertThat(needles.inText(call.path() + call.id() + call.signature()))
                        .isEmpty();
                // It tells of the device, or it would have shown nothing; and what stands in it is found.
                assertThat(call.body()).contains(PlantHunt.ID);
                assertThat(new Needles()
                                .bytes("id", PlantHunt.ID.getBytes(StandardCharsets.UTF_8))
                                .inText(call.body()))
                        .isNotEmpty();
                assertThat(needles.inText(call.body().replace(PlantHunt.ID, name)))
                        .isNotEmpty();
            }
        }
    }

    private static Set<String> types(Receiver receiver) {
        return receiver.calls().stream()
                .map(call -> call.path().replaceFirst("^/events", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void await(BooleanSupplier isSo) throws InterruptedException {
        for (int i = 0; i < 1_200 && !isSo.getAsBoolean(); i++) {
            Thread.sleep(50);
        }
        assertThat(isSo.getAsBoolean()).isTrue();
    }
}
