package org.wangchuan.engine.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.engine.testing.Distortion;

/** Every event, distorted: it is read and spelled as it was, or refused with one of the two documented exceptions. */
class EventFuzzTest {
    private static final int ROUNDS_PER_EVENT = 500;

    @Test
    void anEventIsReadAsItIsSpelledOrRefused() {
        List<Event> events = new ArrayList<>(EvidenceScript.of("nist-clear", MediumClass.MAGNETIC, VerifyMode.SAMPLE)
                .changing(EventEdit.set(
                        "pass-finished", "unwritten", EventEdit.json("[{\"errno\":5,\"length\":512,\"offset\":4096}]")))
                .events());
        events.add(new Event.Interrupted(1, Event.Phase.WRITE, "2026-11-24T12:00:00Z"));
        events.add(new Event.Resumed(1, Event.Phase.WRITE, 512, 512, "2026-11-24T12:00:00Z"));
        long seed = 0;
        int read = 0;
        for (Event event : events) {
            byte[] sound = EventWriter.line(event);
            for (int round = 0; round < ROUNDS_PER_EVENT; round++) {
                Random random = new Random(++seed);
                byte[] distorted = round % 3 == 0
                        ? Distortion.of(sound, random)
                        : CanonicalJson.write(Distortion.of(EventWriter.json(event), random));
                try {
                    Event again = EventReader.read(distorted);
                    assertThat(EventWriter.line(again)).as("seed %d", seed).isEqualTo(distorted);
                    read++;
                } catch (MalformedJsonException | ShapeException expected) {
                    assertThat(expected).as("seed %d", seed).hasMessageContaining("expected");
                } catch (RuntimeException e) {
                    throw new AssertionError("seed " + seed + ", " + EventEdit.nameOf(event), e);
                }
            }
        }
        assertThat(read).isGreaterThan(100);
    }

    /** Whole records, with one distorted line whose order and sums may still fit. */
    @Test
    void aRecordWithADistortedEventIsReadOrRefused() {
        List<Event> events =
                EvidenceScript.of("gb-46864-2025", MediumClass.MAGNETIC).events();
        for (long seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            List<Event> out = new ArrayList<>(events);
            int at = random.nextInt(out.size());
            try {
                out.set(at, EventEdit.read(Distortion.of(EventWriter.json(out.get(at)), random)));
            } catch (IllegalArgumentException noEvent) {
                continue;
            }
            byte[] bytes = SealedRecord.of(out);
            try {
                assertThat(Evidence.read(bytes).bytes()).as("seed %d", seed).isEqualTo(bytes);
            } catch (EvidenceException expected) {
                assertThat(expected).as("seed %d", seed).hasMessageContaining("line");
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }
}
