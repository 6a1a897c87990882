package org.wangchuan.platform.bench;

import static org.wangchuan.platform.testing.PlatformTest.bean;

import java.util.UUID;
import org.wangchuan.platform.ledger.Matches;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.PhoneClaims.Lock;
import org.wangchuan.proof.statement.Verdict;

/**
 * Statements about phones, really signed, for the tests of the pages.
 *
 * @param order that one of them counts for: unproven, and locked
 * @param held one that says cleared, and locked; matched with nothing
 */
public record PhoneSample(UUID order, UUID held) {
    /** At the first site of a shop. */
    public static PhoneSample at(PlatformTest.Shop shop) throws Exception {
        BenchOrder order = LooseErasureTest.past(BenchOrder.consented(shop));
        SigningStation.Said said = SigningStation.Said.good(order.serial, "");
        UUID bad = LooseErasureTest.sent(
                order.station, order.station.phoneReceipt(said.with(Verdict.UNPROVEN), Lock.LOCKED));
        bean(LooseErasures.class)
                .match(bad, order.order, new Matches.By(shop.account(Role.TECHNICIAN), "Lin", Role.TECHNICIAN));
        UUID held = LooseErasureTest.sent(
                order.station, order.station.phoneReceipt(SigningStation.Said.good("R58M123ABCD", ""), Lock.LOCKED));
        return new PhoneSample(order.order, held);
    }
}
