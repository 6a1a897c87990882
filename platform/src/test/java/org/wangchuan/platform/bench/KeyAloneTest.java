package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.ledger.StatementFile;
import org.wangchuan.platform.ledger.Statements;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.InstitutionList;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.ClearingClaims.Clause.State;
import org.wangchuan.proof.statement.NotProved;
import org.wangchuan.proof.statement.Verdict;

/** An order by NIST Purge whose drive may have done no more than destroy its own key. */
final class KeyAloneTest extends PlatformTest {
    private static final int VERSION = 4;

    private final Shop shop = newShop();

    private SigningStation station() {
        SigningStation station = new SigningStation(newStation(shop.site()));
        station.policy = "nist-purge";
        station.isByItself = true;
        return station;
    }

    private BenchOrder purged() throws Exception {
        return BenchOrder.consented(shop, station());
    }

    private String page(String path) {
        return shop.browser(Role.CLERK, Role.MANAGER).in("en").get(path).body();
    }

    /** Those on which its verdict stands with a sentence: the statement's, the owner's, and both papers. */
    private List<String> pages(BenchOrder order) {
        return List.of(
                page("/statements/" + order.order),
                page("/counter/" + order.order + "/proof"),
                page("/counter/" + order.order + "/paper"),
                page("/intake/" + order.order + "/receipt"));
    }

    private static Browser.Answer finish(BenchOrder order) throws Exception {
        return finish(order, order.good().with(Verdict.PURGED));
    }

    private static Browser.Answer finish(BenchOrder order, SigningStation.Said said) throws Exception {
        UUID task = order.queue();
        assertThat(order.station
                        .claim(task, BenchOrder.LANE, order.serial, VERSION)
                        .status())
                .isEqualTo(200);
        String receipt = order.station.receipt(said.with(Verdict.PURGED).by(String.valueOf(VERSION)));
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

    /** The owner agreed to less than a purge, and has that: no page says more than the evidence shows. */
    @Test
    void whereNoClauseAsksAboutTheKeyNothingClaimsThatALaboratoryGetsNothing() throws Exception {
        BenchOrder order = BenchOrder.byItself(shop);
        UUID task = order.claimed();
        String receipt = order.station.receipt(order.good().with(Verdict.PURGED));
        assertThat(order.station.finish(task, receipt).status()).isEqualTo(200);
        assertThat(order.state()).isEqualTo(OrderState.CLEARED);
        for (String page : pages(order)) {
            assertThat(page)
                    .contains("verdict purged limited", "no more than a destroyed key")
                    .doesNotContain("not even");
        }
        assertThat(page("/intake/" + order.order)).contains("verdict purged limited");
    }

    /** Whole passes followed a command that was refused: what that would have left open is no matter. */
    @Test
    void whatWasOverwrittenAllTheSameIsClearedAsEver() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        UUID task = order.claimed();
        String receipt =
                order.station.receipt(order.good().not(NotProved.KEY_DESTRUCTION, NotProved.TIME_NOT_WITNESSED));
        assertThat(order.station.finish(task, receipt).status()).isEqualTo(200);
        for (String page : pages(order)) {
            assertThat(page)
                    .contains("verdict cleared\"", "ordinary means")
                    .doesNotContain("no more than a destroyed key");
        }
    }

    @Test
    void thatItIsClearedThenIsPromisedOnlyWhereItIs() throws Exception {
        BenchOrder alone = purged();
        assertThat(finish(alone).status()).isEqualTo(200);
        assertThat(page("/intake/" + alone.order))
                .contains("the device counts as cleared")
                .doesNotContain("That alone does not clear");

        BenchOrder denied = purged();
        assertThat(finish(denied, denied.good().with(State.NOT_SATISFIED)).status())
                .isEqualTo(200);
        assertThat(page("/intake/" + denied.order))
                .contains("That alone does not clear the device")
                .doesNotContain("the device counts as cleared");

        BenchOrder ofTwo = BenchOrder.laptop(shop, new Devices.Drives(Optional.of(2), List.of()), station());
        assertThat(finish(ofTwo).status()).isEqualTo(200);
        assertThat(ofTwo.state()).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(page("/intake/" + ofTwo.order))
                .contains("That alone does not clear the device")
                .doesNotContain("the device counts as cleared");
    }

    /** What a list says of it in a line looks no better than its page. */
    @Test
    void inAListItIsNotGreen() throws Exception {
        String serial = SigningStation.serial();
        InstitutionList list = InstitutionList.takenIn(shop, "nist-purge", "bare_drive,WD,Blue," + serial + ",1");
        list.offered("0");
        list.agreed(list.joined());
        BenchOrder order = BenchOrder.of(shop, list.order(0), serial);
        order.station.policy = "nist-purge";
        order.station.isByItself = true;
        assertThat(finish(order).status()).isEqualTo(200);
        assertThat(list.clerk().get(list.page()).body()).contains("finding purged limited");
    }

    @Test
    void noStationAnswersForIt() throws Exception {
        BenchOrder order = purged();
        order.station.ofAKey = State.SATISFIED;
        assertThat(finish(order).body()).contains("POLICY_CONTRADICTION");
        assertThat(order.state()).isNotEqualTo(OrderState.CLEARED);
    }
}
