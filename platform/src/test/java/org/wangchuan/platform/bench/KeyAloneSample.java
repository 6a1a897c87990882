package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.platform.testing.PlatformTest.bean;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.wangchuan.canonical.Json;
import org.wangchuan.platform.ledger.Statements;
import org.wangchuan.platform.ledger.Validations;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.proof.statement.Verdict;

/**
 * An order by NIST Purge whose drive may do no more than destroy its own key, for the tests of pages. Not thread-safe.
 */
public final class KeyAloneSample {
    private static final int VERSION = 4;

    private final PlatformTest.Shop shop;
    private final BenchOrder order;
    private UUID task = new UUID(0, 0);

    private KeyAloneSample(PlatformTest.Shop shop, BenchOrder order) {
        this.shop = shop;
        this.order = order;
    }

    /** One that was agreed to. */
    public static KeyAloneSample consented(PlatformTest.Shop shop) throws Exception {
        SigningStation station = new SigningStation(PlatformTest.newStation(shop.site()));
        station.policy = "nist-purge";
        station.isByItself = true;
        return new KeyAloneSample(shop, BenchOrder.consented(shop, station));
    }

    /** Its id. */
    public UUID order() {
        return order.order;
    }

    /** Its drive is at it. */
    public void begins() throws Exception {
        task = order.queue();
        assertThat(order.station
                        .claim(task, BenchOrder.LANE, order.serial, VERSION)
                        .status())
                .isEqualTo(200);
        assertThat(order.station
                        .call(
                                "PUT",
                                "/tasks/" + task + "/progress",
                                Json.object()
                                        .put("phase", "native")
                                        .put("pass", 0)
                                        .put("passes", 0)
                                        .put("doneBytes", SigningStation.CAPACITY / 5 * 2)
                                        .put("totalBytes", SigningStation.CAPACITY)
                                        .put("bytesPerSecond", 0)
                                        .put("remainingSeconds", 36)
                                        .build())
                        .status())
                .isLessThan(300);
    }

    /** Its drive is done, purged, and the clause about its key is open. */
    public void ends() throws Exception {
        String receipt = order.station.receipt(order.good().with(Verdict.PURGED).by(String.valueOf(VERSION)));
        assertThat(order.station.finish(task, receipt).status()).isEqualTo(200);
    }

    /** A manager answers for that clause. */
    public void isAnswered(String reason) throws Exception {
        bean(Validations.class)
                .validate(
                        order.order,
                        bean(Statements.class).ofOrder(order.order).getFirst().eventId(),
                        "cryptographic-erase",
                        reason,
                        new Visitor(
                                shop.account(Role.MANAGER),
                                "Lin",
                                Optional.of(shop.organisation()),
                                Optional.of(shop.site()),
                                Set.of(Role.MANAGER)));
    }
}
