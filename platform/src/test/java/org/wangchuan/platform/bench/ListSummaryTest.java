package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.custody.BagNumber;
import org.wangchuan.platform.intake.Counter;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.list.BatchSummaries;
import org.wangchuan.platform.intake.list.BatchSummary;
import org.wangchuan.platform.intake.list.BatchSummary.Result;
import org.wangchuan.platform.ledger.Conflicts;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.InstitutionList;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.proof.statement.ClearingClaims.Clause.State;
import org.wangchuan.proof.statement.Verdict;

/** The summary of a list, from statements that are really signed: it says that all are cleared when each one is, and not before. */
@Tag("slow")
final class ListSummaryTest extends PlatformTest {
    private static final long AN_HOUR = 3_600;

    private final Shop shop = newShop();
    private final String first = SigningStation.serial();
    private final String second = SigningStation.serial();
    private final String third = SigningStation.serial();
    private InstitutionList list;
    private Browser person;

    @BeforeEach
    void aListThatWasAgreedTo() throws Exception {
        list = InstitutionList.takenIn(
                        shop,
                        SigningStation.POLICY,
                        "bare_drive,WD,Blue," + first + ",1\nlaptop,Lenovo,X1,CHASSIS-" + UUID.randomUUID() + ",2")
                .offered("0");
        person = list.joined();
        list.agreed(person);
    }

    @Test
    void oneOfTwoDrivesIsNotAll() throws Exception {
        bench(0, first).erases(first, Verdict.CLEARED);
        BenchOrder laptop = bench(1, second);
        laptop.erases(second, Verdict.CLEARED);
        assertThat(summary().isAllCleared()).isFalse();
        assertThat(summary().count(Result.GOING_ON)).isEqualTo(1);
        assertSaid("1 of 2 devices are cleared", "1 are still going on");
        assertThat(list.clerk().get(list.page() + "/results.csv").body()).contains(",\"in_part\",\"unproven\",");

        laptop.erases(third, Verdict.CLEARED);
        assertThat(summary().isAllCleared()).isTrue();
        for (String page : new String[] {"/proof", "/summary"}) {
            assertThat(person.get(list.link() + page).body()).contains("All 2 devices are cleared");
        }
        assertThat(person.get(list.link() + "/proof").body()).contains("/receipt.json?event=");
        UUID event = summary().rows().getFirst().statements().getFirst().eventId();
        Browser.Answer receipt = person.get(list.link() + "/receipt.json?event=" + event);
        assertThat(receipt.status()).isEqualTo(200);
        assertThat(receipt.header("content-disposition"))
                .contains(list.orders().getFirst().code());
        // Another list's link has none of it, nor does one that names nothing.
        InstitutionList other = InstitutionList.takenIn(shop, SigningStation.POLICY, "bare_drive,WD,Blue,,1");
        assertThat(other.joined()
                        .get(other.link() + "/receipt.json?event=" + event)
                        .status())
                .isEqualTo(404);
        assertThat(person.get(list.link() + "/receipt.json").status()).isEqualTo(404);

        // Another drive is found.
        bean(Counter.class).count(list.order(1), "3", laptop.account, false);
        assertThat(summary().isAllCleared()).isFalse();
        assertSaid("1 of 2 devices are cleared", "1 are still going on");
    }

    @Test
    void aLateReceiptTakesTheGreenBack() throws Exception {
        bench(1, second).erases(second, Verdict.CLEARED);
        bench(1, third).erases(third, Verdict.CLEARED);
        BenchOrder drive = bench(0, first);
        UUID late = drive.claimed();
        bean(BenchTasks.class).giveUp(drive.order, drive.account);
        drive.erases(first, Verdict.CLEARED);
        assertThat(summary().isAllCleared()).isTrue();
        bean(Counter.class).close(drive.order, drive.account);
        assertThat(summary().isAllCleared()).as("closed").isTrue();

        String bad = drive.station.receipt(
                drive.good().with(Verdict.FAILED).at(Instant.now().plusSeconds(AN_HOUR)));
        assertThat(drive.station.finish(late, bad).status()).isEqualTo(200);
        assertThat(drive.state())
                .as("in stock, and the order says nothing of it")
                .isEqualTo(OrderState.CLOSED);
        BatchSummary.Row row = summary().rows().getFirst();
        assertThat(row.result()).isEqualTo(Result.NOT_CLEARED);
        assertThat(row.verdict()).contains("failed");
        assertThat(summary().isAllCleared()).isFalse();
        assertSaid("1 of 2 devices are cleared", "not shown to be cleared");
    }

    /** It was cleared and went home; what comes then moves nothing, but nobody is told that all is well. */
    @Test
    void aReceiptThatDoesNotFitIsTold() throws Exception {
        bench(1, second).erases(second, Verdict.CLEARED);
        bench(1, third).erases(third, Verdict.CLEARED);
        BenchOrder drive = bench(0, first);
        UUID late = drive.claimed();
        bean(BenchTasks.class).giveUp(drive.order, drive.account);
        drive.erases(first, Verdict.CLEARED);
        bean(Counter.class).giveBack(drive.order, drive.account, false);
        assertThat(summary().isAllCleared()).as("each has its proof").isTrue();
        String bad = drive.station.receipt(
                drive.good().with(Verdict.FAILED).at(Instant.now().plusSeconds(AN_HOUR)));
        assertThat(drive.station.finish(late, bad).status()).isEqualTo(409);
        assertThat(bean(Conflicts.class).ofOrder(drive.order)).isNotEmpty();
        assertThat(summary().isAllCleared()).isFalse();
        for (String page : new String[] {"/proof", "/summary"}) {
            assertThat(person.get(list.link() + page).body())
                    .contains("a receipt does not fit")
                    .doesNotContain("All 2 devices are cleared");
        }
    }

    @Test
    void anOpenClauseAndABagAreTold() throws Exception {
        BenchOrder drive = bench(0, first);
        UUID task = drive.claimed();
        assertThat(drive.station
                        .finish(task, drive.station.receipt(drive.good().with(State.UNDETERMINED)))
                        .status())
                .isEqualTo(200);
        BatchSummary.Row row = summary().rows().getFirst();
        assertThat(row.result()).isEqualTo(Result.NOT_CLEARED);
        assertThat(row.verdict()).contains("cleared");
        assertThat(row.isConforming()).isFalse();
        assertThat(row.unmet()).isNotEmpty();
        assertThat(person.get(list.link() + "/summary").body())
                .contains(row.unmet().getFirst(), "not met, or not known to be");
        bench(1, second).erases(second, Verdict.FAILED);
        bean(Counter.class)
                .seal(
                        list.order(1),
                        BagNumber.of("BAG-" + list.batch().code()).orElseThrow(),
                        shop.organisation(),
                        drive.account);
        assertThat(summary().count(Result.SEALED)).isEqualTo(1);
        assertSaid("0 of 2 devices are cleared", "in a sealed bag");
    }

    /** The claim decides: what was taken out is not begun, and what has begun is not taken out. */
    @Test
    void aClaimAfterItWasTakenOutIsRefused() throws Exception {
        BenchOrder drive = bench(0, first);
        UUID task = drive.queue();
        person.post(list.link() + "/out", Map.of("out-" + drive.order, "1"));
        assertThat(drive.state()).isEqualTo(OrderState.GOING_BACK);
        assertThat(drive.station.claim(task, BenchOrder.LANE, first).status()).isEqualTo(409);

        BenchOrder laptop = bench(1, second);
        UUID other = laptop.queue();
        laptop.station.claim(other, BenchOrder.LANE, second);
        assertThat(laptop.state()).isEqualTo(OrderState.ERASING);
        person.post(list.link() + "/out", Map.of("out-" + laptop.order, "1"));
        assertThat(laptop.state()).isEqualTo(OrderState.ERASING);
        assertSaid("0 of 2 devices are cleared", "to be handed back");
    }

    private BenchOrder bench(int index, String serial) throws Exception {
        return BenchOrder.of(shop, list.order(index), serial);
    }

    private BatchSummary summary() {
        return bean(BatchSummaries.class).of(list.batch());
    }

    /** By the person and by the counter alike, and no green. */
    private void assertSaid(String... words) {
        for (Browser.Answer answer : new Browser.Answer[] {
            person.get(list.link() + "/summary"), list.clerk().get(list.page() + "/summary")
        }) {
            assertThat(answer.body()).contains(words).doesNotContain("All 2 devices are cleared");
        }
    }
}
