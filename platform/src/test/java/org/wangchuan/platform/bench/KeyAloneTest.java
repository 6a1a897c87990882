package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.ledger.StatementFile;
import org.wangchuan.platform.ledger.Statements;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.ClearingClaims.Clause.State;
import org.wangchuan.proof.statement.Verdict;

/** An order by NIST Purge whose drive may have done no more than destroy its own key. */
final class KeyAloneTest extends PlatformTest {
    private static final int VERSION = 4;

    private final Shop shop = newShop();

    private BenchOrder purged() throws Exception {
        SigningStation station = new SigningStation(newStation(shop.site()));
        station.policy = "nist-purge";
        station.isByItself = true;
        return BenchOrder.consented(shop, station);
    }

    private static Browser.Answer finish(BenchOrder order) throws Exception {
        UUID task = order.queue();
        assertThat(order.station
                        .claim(task, BenchOrder.LANE, order.serial, VERSION)
                        .status())
                .isEqualTo(200);
        String receipt = order.station.receipt(order.good().with(Verdict.PURGED).by(String.valueOf(VERSION)));
        return order.station.finish(task, receipt);
    }

    /** That the drive was purged is what it showed; that its key was all that mattered somebody answers for by name. */
    @Test
    void itIsClearedOnceAManagerHasAnsweredForTheClause() throws Exception {
        BenchOrder order = purged();
        assertThat(finish(order).status()).isEqualTo(200);
        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);
        StatementFile statement = bean(Statements.class).ofOrder(order.order).getFirst();
        assertThat(statement.verdict()).isEqualTo("purged");
        assertThat(statement.isConforming()).isFalse();
        String page = "/statements/" + order.order;
        assertThat(shop.browser(Role.MANAGER).get(page).body())
                .contains("no copy of a key is kept", "name=\"clause\" value=\"cryptographic-erase\"");
        Map<String, String> answer = Map.of(
                "event",
                statement.eventId().toString(),
                "clause",
                "cryptographic-erase",
                "reason",
                "the maker's statement on this model: encrypts from the first day, no escrow");
        assertThat(shop.browser(Role.MANAGER)
                        .post(page + "/validations", answer)
                        .status())
                .isEqualTo(302);
        assertThat(order.state()).isEqualTo(OrderState.CLEARED);
    }

    @Test
    void noStationAnswersForIt() throws Exception {
        BenchOrder order = purged();
        order.station.ofAKey = State.SATISFIED;
        assertThat(finish(order).body()).contains("POLICY_CONTRADICTION");
        assertThat(order.state()).isNotEqualTo(OrderState.CLEARED);
    }
}
