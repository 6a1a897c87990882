package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.platform.bench.LooseErasureTest.by;
import static org.wangchuan.platform.bench.LooseErasureTest.loose;
import static org.wangchuan.platform.bench.LooseErasureTest.past;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.custody.DeviceHolds;
import org.wangchuan.platform.custody.DeviceMedia;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Counter;
import org.wangchuan.platform.intake.HoldReason;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.ReleaseReason;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.proof.statement.Verdict;

/** What was sent back to be erased once more is cleared by nothing else. */
@Tag("slow")
final class ErasedOnceMoreTest extends PlatformTest {
    private final Shop shop = newShop();

    @Test
    void countingTheSameClearsNothing() throws Exception {
        BenchOrder order = sentBack(BenchOrder.laptop(shop, drives(SigningStation.serial())));
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.REGISTERED);
        bean(Counter.class).count(order.order, "1", order.account, false);
        assertSentBack(order);

        order.erases(order.serial, Verdict.CLEARED);
        assertThat(order.state()).isEqualTo(OrderState.CLEARED);
        order.closes();
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.IN_STOCK);
    }

    /** Nor does one more that was a mistake. */
    @Test
    void countingOneMoreAndOneLessClearsNothing() throws Exception {
        BenchOrder order = sentBack(BenchOrder.laptop(shop, drives(SigningStation.serial())));
        bean(Counter.class).count(order.order, "2", order.account, true);
        bean(Counter.class).count(order.order, "1", order.account, true);
        assertSentBack(order);
    }

    @Test
    void aHoldThatEndsClearsNothing() throws Exception {
        BenchOrder order = sentBack(BenchOrder.consented(shop));
        bean(Counter.class).hold(order.order, HoldReason.STOLEN, order.account);
        bean(Counter.class).release(order.order, ReleaseReason.MISTAKE, Optional.empty(), order.account);
        assertSentBack(order);
        bean(Devices.class).move(order.device.id(), DeviceState.BLOCKED, order.account, "stolen");
        bean(DeviceHolds.class).released(order.device.id(), order.account, "mistake");
        assertSentBack(order);
    }

    /** Only the drive that it speaks against is erased again, where it names one. */
    @Test
    void theOtherDriveStaysProved() throws Exception {
        String first = SigningStation.serial();
        String second = SigningStation.serial();
        BenchOrder order = past(BenchOrder.laptop(shop, drives(first, second)));
        order.erases(first, Verdict.CLEARED);
        order.erases(second, Verdict.CLEARED);
        again(order, loose(order.station, by(second, "").with(Verdict.FAILED)));
        assertThat(bean(DeviceMedia.class).of(order.device.id()).good()).isEqualTo(1);
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.REGISTERED);
        order.erases(second, Verdict.CLEARED);
        assertThat(order.state()).isEqualTo(OrderState.CLEARED);
    }

    /** One that names the label alone may be of either. */
    @Test
    void bothAreErasedWhereOnlyTheLabelIsNamed() throws Exception {
        String first = SigningStation.serial();
        String second = SigningStation.serial();
        BenchOrder order = past(BenchOrder.laptop(shop, drives(first, second)));
        order.erases(first, Verdict.CLEARED);
        order.erases(second, Verdict.CLEARED);
        again(order, loose(order.station, by("UNREAD", order.device.code()).with(Verdict.FAILED)));
        assertThat(bean(DeviceMedia.class).of(order.device.id()).good()).isZero();
        order.erases(first, Verdict.CLEARED);
        assertThat(order.state()).isEqualTo(OrderState.IN_PART);
        order.erases(second, Verdict.CLEARED);
        assertThat(order.state()).isEqualTo(OrderState.CLEARED);
    }

    private static Devices.Drives drives(String... serials) {
        return new Devices.Drives(Optional.of(serials.length), List.of(serials));
    }

    private static BenchOrder sentBack(BenchOrder made) throws Exception {
        BenchOrder order = past(made);
        order.erases(order.serial, Verdict.CLEARED);
        again(order, loose(order.station, by(order.serial, "").with(Verdict.FAILED)));
        return order;
    }

    private static void again(BenchOrder order, UUID bad) throws Exception {
        bean(LooseErasures.class).again(bad, order.order, Actor.staff(order.account));
        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);
    }

    private static void assertSentBack(BenchOrder order) {
        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.REGISTERED);
    }
}
