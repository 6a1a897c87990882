package org.wangchuan.platform.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.wangchuan.platform.custody.DeviceHolds;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** A hold and a release at the same moment: one comes first, and what is held with its order is never free. */
@Tag("slow")
final class HoldRaceTest extends PlatformTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Shop shop = newShop();
    private final UUID account = shop.account(Role.CLERK);
    private final Browser clerk = signedIn(account);
    private final Browser manager = shop.browser(Role.MANAGER);
    private final TransactionTemplate transaction = new TransactionTemplate(bean(PlatformTransactionManager.class));

    @Test
    void theOrderIsHeldWhileItsDeviceIsReleased() throws Exception {
        WorkOrder order = heldAmongDevices();
        Browser.Answer answer = during(
                () -> bean(Counter.class).hold(order.id(), HoldReason.CLAIMED, account),
                () -> manager.post("/stock/" + order.device() + "/release", Map.of("reason", "mistake")));
        assertThat(answer.status()).isEqualTo(302);
        assertBothHeld(order);
        manager.post("/intake/" + order.id() + "/release", Map.of("reason", "mistake", "note", ""));
        assertThat(device(order)).as("the other hold had ended").isEqualTo(DeviceState.REGISTERED);
    }

    @Test
    void theDeviceIsReleasedWhileItsOrderIsHeld() throws Exception {
        WorkOrder order = heldAmongDevices();
        Browser.Answer answer = during(
                () -> bean(DeviceHolds.class).released(order.device(), account, "mistake"),
                () -> clerk.post("/intake/" + order.id() + "/hold", Map.of("reason", "claimed")));
        assertThat(answer.status()).isEqualTo(302);
        assertBothHeld(order);
    }

    /** Does the second step while the first one has been done and its transaction goes on: until the second waits, or is over. */
    private <T> T during(Callable<?> first, Callable<T> second) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch isDone = new CountDownLatch(1);
            CountDownLatch go = new CountDownLatch(1);
            Future<Optional<Object>> one = threads.submit(() -> transaction.execute(_ -> {
                try {
                    Optional<Object> out = Optional.ofNullable(first.call());
                    isDone.countDown();
                    go.await();
                    return out;
                } catch (Exception e) {
                    isDone.countDown();
                    throw new IllegalStateException(e);
                }
            }));
            isDone.await();
            Future<T> two = threads.submit(second);
            try {
                long end = System.nanoTime() + LIMIT.toNanos();
                while (!two.isDone() && !isAnyWaiting()) {
                    assertThat(System.nanoTime()).as("in time").isLessThan(end);
                    Thread.sleep(20);
                }
            } finally {
                go.countDown();
            }
            assertThat(one.get()).isPresent();
            return two.get();
        }
    }

    private static boolean isAnyWaiting() {
        return jdbc().sql("SELECT count(*) FROM pg_locks WHERE NOT granted")
                        .query((row, _) -> row.getInt(1))
                        .single()
                > 0;
    }

    private WorkOrder heldAmongDevices() throws Exception {
        Map<String, String> fields = new HashMap<>(IntakeForm.blank().fields());
        fields.putAll(Map.of("brand", "Lenovo", "model", "ThinkPad"));
        WorkOrder order = bean(Counter.class).takeIn(new IntakeForm(fields), shop.site(), account);
        clerk.post("/stock/" + order.device() + "/block", Map.of("reason", "stolen"));
        assertThat(device(order)).isEqualTo(DeviceState.BLOCKED);
        return order;
    }

    private static void assertBothHeld(WorkOrder order) {
        assertThat(bean(Orders.class).find(order.id()).orElseThrow().state()).isEqualTo(OrderState.HELD);
        assertThat(device(order)).isEqualTo(DeviceState.BLOCKED);
    }

    private static DeviceState device(WorkOrder order) {
        return bean(Devices.class).find(order.device()).orElseThrow().state();
    }
}
