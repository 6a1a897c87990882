package org.wangchuan.platform.intake.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.InstitutionList;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** A list is closed in one step: each order by its own rules, and what can't be closed keeps no other one open. */
final class ListClosingTest extends PlatformTest {
    private final Shop shop = newShop();

    private InstitutionList list(int devices) throws Exception {
        return InstitutionList.takenIn(
                shop,
                "nist-clear",
                IntStream.range(0, devices)
                        .mapToObj(_ -> "phone,Honor,X50,,")
                        .collect(Collectors.joining("\n", "", "\n")));
    }

    /** As the bench would leave them: in their bags, or called cleared. */
    private static void put(List<WorkOrder> orders, OrderState state) {
        jdbc().sql("UPDATE intake.work_order SET state = ? WHERE id = ANY (?::uuid[])")
                .param(state.id())
                .param(orders.stream().map(order -> order.id().toString()).toArray(String[]::new))
                .update();
    }

    @Test
    void whatCanBeClosedIsAndTheOthersAreNamedWithTheReason() throws Exception {
        InstitutionList list = list(5);
        List<WorkOrder> orders = list.orders();
        put(orders.subList(0, 3), OrderState.SEALED);
        put(orders.subList(3, 4), OrderState.CLEARED); // and nothing proves it
        assertThat(list.clerk().get(list.page()).body()).contains("Close all that are ready: 4");
        assertThat(list.clerk()
                        .post(list.page() + "/close", Map.of("count", "3"))
                        .body())
                .contains("More devices are ready than this page showed");
        Browser.Answer done = list.clerk().post(list.page() + "/close", Map.of("count", "4"));
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.body())
                .contains("3 closed", "1 not closed:", orders.get(3).code(), "Close all that are ready: 1");
        assertThat(list.states())
                .as("the refused one is as it was")
                .containsExactly(
                        OrderState.CLOSED,
                        OrderState.CLOSED,
                        OrderState.CLOSED,
                        OrderState.CLEARED,
                        OrderState.TAKEN_IN);
        assertThat(list.clerk()
                        .post(list.page() + "/close", Map.of("count", "4"))
                        .body())
                .as("again it closes nothing twice")
                .contains("0 closed", "1 not closed:");
    }

    @Test
    void anotherSitesListIsNobodysToClose() throws Exception {
        InstitutionList list = list(1);
        put(list.orders(), OrderState.SEALED);
        assertThat(newShop()
                        .browser(Role.CLERK)
                        .post(list.page() + "/close", Map.of("count", "1"))
                        .status())
                .isEqualTo(404);
        assertThat(list.states()).containsExactly(OrderState.SEALED);
    }

    @Test
    void aLargeListIsClosedInPiecesEachOfWhichIsAnswered() throws Exception {
        InstitutionList list = list(3);
        put(list.orders(), OrderState.SEALED);
        UUID clerk = shop.account(Role.CLERK);
        ListClosing closing = bean(ListClosing.class);
        ListClosing.Done first = closing.close(list.orders(), clerk, Duration.ofNanos(-1));
        assertThat(first.closed()).isEqualTo(1);
        assertThat(first.left()).isEqualTo(2);
        assertThat(closing.close(list.orders().subList(1, 3), clerk).closed()).isEqualTo(2);
        assertThat(list.states()).containsOnly(OrderState.CLOSED);
    }

    @Test
    void aThousandAreClosedWithinTheTimeOfOneAnswer() throws Exception {
        InstitutionList list = list(1000);
        put(list.orders(), OrderState.SEALED);
        Instant began = Instant.now();
        int pressed = 0;
        while (list.states().contains(OrderState.SEALED)) {
            assertThat(++pressed).isLessThan(10);
            assertThat(list.clerk()
                            .post(list.page() + "/close", Map.of("count", "1000"))
                            .status())
                    .isEqualTo(200);
        }
        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofMinutes(2));
        assertThat(list.states()).containsOnly(OrderState.CLOSED);
    }
}
