package org.wangchuan.station.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.usb.UsbPlace;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.station.testing.Soon;

/** Twelve phones on one hub, each with a lane of its own: one that hangs costs its own lane only. */
@Timeout(300)
class TwelvePhonesTest {
    @TempDir
    Path folder;

    @Test
    @Tag("slow")
    void twelveAtOnceAreErasedThoughOneOfThemHangs() throws Exception {
        PhoneWorld world = new PhoneWorld(Files.createDirectories(folder.resolve("world")));
        List<FutureTask<PhoneEnd>> lanes = new ArrayList<>();
        MadePhone stuck = new MadePhone("STUCK-000000");
        stuck.hangs();
        PhoneLane stuckLane = lane(world, stuck, 13);
        FutureTask<PhoneEnd> stuckEnd = start(stuckLane);
        Soon.until("the one that hangs is opened", () -> stuck.timesOpened() > 0);
        for (int i = 1; i <= 12; i++) {
            lanes.add(start(lane(world, new MadePhone("PHONE-00" + i + "XYZ"), i)));
        }
        for (FutureTask<PhoneEnd> lane : lanes) {
            assertThat(PhoneLaneTest.finished(lane.get()).verdict().level()).isEqualTo(Level.CLEARED);
        }
        assertThat(stuckEnd.isDone()).isFalse();
        stuckLane.stop();
        assertThat(stuckEnd.get()).isInstanceOf(PhoneEnd.Interrupted.class);
        assertThat(world.signed()).isEqualTo(24);
    }

    private static PhoneLane lane(PhoneWorld world, MadePhone phone, int port) {
        PhoneOrder order = new PhoneOrder(
                UsbPlace.parse("2-" + port).orElseThrow(),
                PolicyCatalogue.find("gb-46864-2025").orElseThrow(),
                Optional.empty(),
                world.out,
                Optional.empty(),
                Optional.empty());
        return new PhoneLane(order, phone.cable(), new MadePeople(phone), world.home, world.means());
    }

    private static FutureTask<PhoneEnd> start(PhoneLane lane) {
        FutureTask<PhoneEnd> task = new FutureTask<>(lane::run);
        Thread.ofPlatform().daemon().start(task);
        return task;
    }
}
