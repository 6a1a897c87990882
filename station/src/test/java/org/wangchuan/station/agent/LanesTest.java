package org.wangchuan.station.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.station.erase.Candidate;
import org.wangchuan.station.erase.Refusal;

/** When what lies at the bench is looked at anew. */
final class LanesTest {
    @TempDir
    Path folder;

    /** What plugs a drive in looks into it first: for that moment nobody else may open it. */
    @Test
    void whatAnotherProgramHadOpenIsLookedAtAgain() throws Exception {
        assertThat(examinations("IN_USE")).isEqualTo(3);
    }

    @Test
    void whatIsRefusedForWhatItIsIsNotOpenedAgainAndAgain() throws Exception {
        assertThat(examinations("READ_ONLY")).isEqualTo(1);
    }

    private int examinations(String code) throws Exception {
        Path image = Files.writeString(folder.resolve("drive.img"), "contents");
        AtomicInteger count = new AtomicInteger();
        Refusal refusal = new Refusal(Refusal.Kind.SAFETY, code, new BilingualText("不可", "not now"));
        Lanes lanes = new Lanes(
                path -> {
                    count.incrementAndGet();
                    return new Candidate.Rejected(path, Optional.empty(), List.of(refusal));
                },
                List.of(image),
                false);
        for (int look = 0; look < 3; look++) {
            assertThat(lanes.look(Set.of()))
                    .singleElement()
                    .satisfies(lane -> assertThat(lane.state().isReady()).isFalse());
        }
        return count.get();
    }
}
