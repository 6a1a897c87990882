package org.wangchuan.station.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.Reason;
import org.wangchuan.engine.verdict.Verdict.Level;

/** Somebody asks to stop while a phone is filled: what was found by then is recorded, and what was not found is no record. */
@Timeout(120)
class FillStoppedTest {
    @TempDir
    Path folder;

    private final AtomicInteger fills = new AtomicInteger();
    private PhoneWorld world;
    private MadePhone phone;

    @BeforeEach
    void makePhone() throws Exception {
        world = new PhoneWorld(folder);
        phone = new MadePhone("37061FDJH0011Z");
    }

    private MadePeople people(Runnable onFilling) {
        MadePeople people = new MadePeople(phone);
        people.technique = "android-reset-fill-reset";
        people.onNotice = notice -> {
            if (notice instanceof PhoneNotice.Filling) {
                fills.incrementAndGet();
                onFilling.run();
            }
        };
        return people;
    }

    private void stopWhileItIsFilled() {
        PhoneLane[] lane = new PhoneLane[1];
        lane[0] = world.lane(phone, people(() -> lane[0].stop()));
        assertThat(lane[0].run())
                .isInstanceOfSatisfying(
                        PhoneEnd.Interrupted.class,
                        end -> assertThat(end.receiptOnly()).isFalse());
        assertThat(fills).hasValue(1);
    }

    @Test
    void whatWasFoundWrongIsRecordedFirst() throws Exception {
        phone.losesOfFills();
        stopWhileItIsFilled();

        PhoneEnd.Finished end = PhoneLaneTest.finished(world.resume(phone, people(() -> {})));

        assertThat(fills)
                .as("it is not filled once more, as if nothing had been found")
                .hasValue(1);
        assertThat(end.verdict().level()).isEqualTo(Level.FAILED);
        assertThat(end.verdict().reasons()).contains(Reason.MISMATCH);
    }

    @Test
    void oneThatFoundNothingIsGoneOnWith() throws Exception {
        stopWhileItIsFilled();

        PhoneEnd.Finished end = PhoneLaneTest.finished(world.resume(phone, people(() -> {})));

        assertThat(fills).hasValue(2);
        assertThat(end.verdict().reasons()).doesNotContain(Reason.MISMATCH, Reason.NOT_FILLED);
        assertThat(end.verdict().level()).isEqualTo(Level.CLEARED);
    }
}
