package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.intake.Channel;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.workflow.Trip;
import org.wangchuan.platform.intake.workflow.Workflows;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.proof.statement.Verdict;

/** What waits at a bench: the same however many wait, and the database is asked as often for many as for one. */
@Tag("slow")
final class BenchViewsTest extends PlatformTest {
    private final Shop shop = newShop();

    @Test
    void eachThatWaitsIsShownAsItIs() throws Exception {
        BenchOrder consented = BenchOrder.consented(shop);
        BenchOrder queued = BenchOrder.consented(shop);
        queued.queue();
        BenchOrder failed = BenchOrder.consented(shop);
        failed.erases(failed.serial, Verdict.FAILED);
        BenchOrder failedAndQueued = BenchOrder.consented(shop);
        failedAndQueued.erases(failedAndQueued.serial, Verdict.FAILED);
        failedAndQueued.queue();
        BenchOrder givenUp = BenchOrder.consented(shop);
        givenUp.claimed();
        bean(BenchTasks.class).giveUp(givenUp.order, givenUp.account);
        String first = SigningStation.serial();
        BenchOrder inPart =
                BenchOrder.laptop(shop, new Devices.Drives(Optional.of(2), List.of(first, SigningStation.serial())));
        inPart.erases(first, Verdict.CLEARED);
        String bad = SigningStation.serial();
        BenchOrder doubted =
                BenchOrder.laptop(shop, new Devices.Drives(Optional.of(2), List.of(bad, SigningStation.serial())));
        doubted.erases(bad, Verdict.CLEARED);
        LooseErasureTest.loose(doubted.station, LooseErasureTest.by(bad, "").with(Verdict.FAILED));
        BenchOrder onTheWay = BenchOrder.travelling(shop, Channel.MAIL_IN);
        BenchOrder arrived = BenchOrder.travelling(shop, Channel.DOORSTEP);
        String bag = "LN-" + UUID.randomUUID().toString().substring(0, 13);
        Trip.leaves(shop.browser(Role.CLERK), arrived.order, bag);
        Trip.arrives(
                shop.browser(Role.CLERK),
                arrived.order,
                bean(Workflows.class).arrival(Channel.DOORSTEP),
                bag,
                Map.of());
        BenchOrder another = BenchOrder.consented(newShop());

        Map<UUID, BenchView.Waiting> waiting = waiting();

        assertThat(waiting.keySet())
                .containsExactlyInAnyOrder(
                        consented.order, failed.order, givenUp.order, inPart.order, doubted.order, arrived.order)
                .doesNotContain(another.order, onTheWay.order);
        assertThat(shown(waiting, consented).hasEvidence()).isFalse();
        assertThat(shown(waiting, failed).hasEvidence()).isTrue();
        assertThat(shown(waiting, failed).order().state()).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(shown(waiting, givenUp).hasEvidence()).as("nothing came").isFalse();
        assertThat(shown(waiting, inPart).media().good()).isOne();
        assertThat(shown(waiting, doubted).media().good())
                .as("a bad one names it")
                .isZero();
        assertThat(shown(waiting, inPart).device().id()).isEqualTo(inPart.device.id());
        // Each has its own serial number in a lane of its own station.
        assertThat(shown(waiting, consented).isMatched()).isTrue();
        assertThat(shown(waiting, failed).isMatched()).isTrue();
    }

    @Test
    void manyCostNoMoreQuestionsThanOne() throws Exception {
        SigningStation station = new SigningStation(newStation(shop.site()));
        BenchOrder.travelling(shop, Channel.MAIL_IN);
        BenchOrder first = BenchOrder.consented(shop, station);
        first.erases(first.serial, Verdict.FAILED);
        int ofOne = questions();
        for (int i = 0; i < 6; i++) {
            BenchOrder one = BenchOrder.consented(shop, station);
            if (i % 2 == 0) {
                one.erases(one.serial, Verdict.FAILED);
            }
        }
        BenchOrder last = BenchOrder.consented(shop, station);
        last.erases(last.serial, Verdict.FAILED); // and lies in the lane, as the first one did
        assertThat(waiting()).hasSize(8);

        assertThat(questions()).isEqualTo(ofOne);
    }

    /** A bench is looked at every few seconds, by everybody who stands there. */
    @Test
    void manyLanesCostNoMoreQuestionsThanOne() throws Exception {
        erasedAndContradicted();
        var _ = BenchOrder.consented(shop); // waits, and is known by its number in a lane
        int ofOne = questions();
        for (int i = 0; i < 3; i++) {
            erasedAndContradicted();
            var _ = BenchOrder.consented(shop);
        }
        List<BenchView.Place> places =
                view().rails().stream().flatMap(rail -> rail.places().stream()).toList();
        assertThat(places).hasSize(8);
        assertThat(places.stream().filter(place -> place.said().isPresent())).hasSize(4);
        assertThat(places.stream().filter(BenchView.Place::hasConflict)).hasSize(4);
        assertThat(waiting().values()).filteredOn(BenchView.Waiting::isMatched).hasSize(4);

        assertThat(questions()).isEqualTo(ofOne);
    }

    /** A drive that lies in the lane of its own station, with a statement, and with a receipt that does not fit. */
    private void erasedAndContradicted() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        UUID task = order.claimed();
        assertThat(order.station
                        .finish(task, order.station.receipt(order.good()) + "x")
                        .status())
                .isEqualTo(422);
        assertThat(order.station
                        .finish(task, order.station.receipt(order.good()))
                        .status())
                .isEqualTo(200);
    }

    /** How often the database is asked for one look at the bench. */
    private int questions() {
        return Questions.of(() -> {
            var _ = view();
        });
    }

    private static BenchView.Waiting shown(Map<UUID, BenchView.Waiting> waiting, BenchOrder order) {
        return Optional.ofNullable(waiting.get(order.order)).orElseThrow();
    }

    private Map<UUID, BenchView.Waiting> waiting() {
        return view().waiting().stream()
                .collect(Collectors.toMap(one -> one.order().id(), Function.identity()));
    }

    private BenchView view() {
        Organisations.Site site = bean(Organisations.class).site(shop.site()).orElseThrow();
        Visitor technician = new Visitor(
                shop.account(Role.TECHNICIAN),
                "technician",
                Optional.of(shop.organisation()),
                Optional.of(shop.site()),
                Set.of(Role.TECHNICIAN));
        return bean(BenchViews.class).of(technician, site);
    }
}
