package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.custody.BagNumber;
import org.wangchuan.platform.intake.Counter;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.OwnerInvitation;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.Verdict;

/** What the owner of a device reads and says that could not be cleared. */
final class NotClearedTest extends PlatformTest {
    private final Shop shop = newShop();
    private final Counter counter = bean(Counter.class);

    @Test
    void aFailureIsCalledOneAndTheOwnerSaysWhatBecomesOfIt() throws Exception {
        BenchOrder order = failed();
        Browser owner = owner(order);
        assertThat(owner.get(link(order) + "/proof").body())
                .contains(
                        "It was not erased. Take it that everything is still on it",
                        "erase it once more",
                        "Record of a failed erasure (to print)",
                        "I take it home",
                        "I agree that it is destroyed")
                .doesNotContain("Save the certificate", "Save the erasure receipt", "SIM");

        assertThat(owner.post(link(order) + "/wish", Map.of("what", "home")).location())
                .isEqualTo(link(order) + "/proof");

        assertThat(owner.get(link(order) + "/proof").body()).contains("You said: I take it home");
        Browser clerk = shop.browser(Role.CLERK);
        assertThat(clerk.get("/intake/" + order.order).body()).contains("said on their own page: I take it home");
        assertThatThrownBy(() -> seal(order, "WC-1"))
                .isInstanceOfSatisfying(
                        OrderException.class,
                        refused -> assertThat(refused.code()).isEqualTo(OrderException.Code.OWNER_WANTS_IT));
        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);

        owner.post(link(order) + "/wish", Map.of("what", "destroyed"));
        seal(order, "WC-2");
        assertThat(owner.get(link(order) + "/proof").body())
                .contains("WC-2", "You agreed on this page that it goes into a bag")
                .doesNotContain("The clerk says that you agreed");
    }

    @Test
    void whereOnlyTheClerkSaidItTheOwnerIsToldSo() throws Exception {
        BenchOrder order = failed();
        seal(order, "WC-3");
        Browser owner = owner(order);

        assertThat(owner.get(link(order) + "/proof").body())
                .contains("WC-3", "The clerk says that you agreed to its destruction", "/requests?about=destruction");
        assertThat(owner.get(link(order) + "/requests?about=destruction").body())
                .contains("I did not agree that my device goes into a bag", "value=\"complaint\" required checked");
    }

    /** Whoever printed the paper could come in by its code, and the screen is the clerk's. */
    @Test
    void nobodySaysItInTheOwnersPlace() throws Exception {
        BenchOrder order = failed();
        owner(order);
        Browser came = nobody();
        came.post(
                link(order) + "/enter",
                Map.of("code", bean(OwnerInvitation.class).paperCode(order.order)));

        assertThat(came.post(link(order) + "/wish", Map.of("what", "destroyed")).status())
                .isEqualTo(403);
        assertThat(shop.browser(Role.CLERK)
                        .post("/counter/" + order.order + "/wish", Map.of("what", "destroyed"))
                        .status())
                .isEqualTo(404);

        seal(order, "WC-4");
        assertThat(owner(order)
                        .post(link(order) + "/wish", Map.of("what", "home"))
                        .status())
                .as("too late")
                .isNotEqualTo(302);
    }

    @Test
    void aTryThatFailedStandsBesideTheOneThatDidNot() throws Exception {
        BenchOrder order = failed();
        Browser owner = owner(order);
        owner.post(link(order) + "/wish", Map.of("what", "home"));

        order.erases(order.serial, Verdict.CLEARED);

        assertThat(owner.get(link(order) + "/proof").body())
                .contains("Try 1 (", "did not succeed.", "Try 2 (", "erased.", "Save the ")
                .doesNotContain("Take it that everything", "You said: I take it home");
    }

    private BenchOrder failed() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        order.erases(order.serial, Verdict.FAILED);
        return order;
    }

    private void seal(BenchOrder order, String bag) throws Exception {
        UUID company = shop.organisation();
        counter.seal(order.order, BagNumber.of(bag).orElseThrow(), company, order.account);
    }

    private static String link(BenchOrder order) {
        String link = bean(OwnerInvitation.class).link(order.order);
        return link.substring(link.indexOf("/o/"));
    }

    private static Browser owner(BenchOrder order) {
        Browser owner = nobody();
        owner.post(link(order), Map.of());
        return owner;
    }
}
