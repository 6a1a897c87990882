package org.wangchuan.platform.web.large;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Room for what comes, and no more of it for one company than its share. */
final class RoomTest {
    private static final UUID ONE = UUID.randomUUID();
    private static final UUID TWO = UUID.randomUUID();
    private static final int CHUNK = Arrived.CHUNK_BYTES;

    private final Room room = new Room(4L * CHUNK, 3_000_000, Duration.ZERO);

    @Test
    void aCompanyLeavesTheOthersTheirShare() throws Exception {
        assertThat(room.enter(ONE, 2_000_000)).isTrue();
        assertThat(room.enter(ONE, 2_000_000)).isFalse();
        assertThat(room.enter(TWO, 3_000_000)).isTrue();
        room.leave(ONE, 2_000_000);
        assertThat(room.onTheWay(ONE)).isZero();
        assertThat(room.enter(ONE, 3_000_000)).isTrue();
    }

    @Test
    void whatIsSaidTakesNoRoomUntilItComes() throws Exception {
        try (Arrived slow = room.arrived()) {
            assertThat(room.left()).isEqualTo(4L * CHUNK);
            slow.write(new byte[1], 1);
            assertThat(room.left()).isEqualTo(3L * CHUNK);
        }
        assertThat(room.left()).as("freed, read or not").isEqualTo(4L * CHUNK);
    }

    @Test
    void whatFindsNoRoomIsToldAndLeavesNothing() throws Exception {
        try (Arrived first = room.arrived()) {
            first.write(new byte[3 * CHUNK], 3 * CHUNK);
            try (Arrived second = room.arrived()) {
                assertThatThrownBy(() -> second.write(new byte[CHUNK + 1], CHUNK + 1))
                        .isInstanceOfSatisfying(
                                NotArrivedException.class,
                                e -> assertThat(e.why()).isEqualTo(NotArrivedException.Why.BUSY));
            }
            assertThat(room.left()).isEqualTo(CHUNK);
        }
    }

    @Test
    void whatCameIsReadOnceAsItCameAndFreedOnTheWay() throws Exception {
        byte[] sent = new byte[3 * CHUNK + 17];
        new Random(7).nextBytes(sent);
        try (Arrived arrived = room.arrived()) {
            for (int at = 0; at < sent.length; at += 10_007) {
                byte[] part = java.util.Arrays.copyOfRange(sent, at, Math.min(sent.length, at + 10_007));
                arrived.write(part, part.length);
            }
            byte[] head = arrived.taken().readNBytes(CHUNK);
            assertThat(room.left()).as("of four the first").isEqualTo(CHUNK);
            assertThat(head).isEqualTo(java.util.Arrays.copyOf(sent, CHUNK));
            assertThat(rest(arrived)).isEqualTo(java.util.Arrays.copyOfRange(sent, CHUNK, sent.length));
            assertThat(room.left()).isEqualTo(4L * CHUNK);
            assertThat(arrived.taken().read()).isEqualTo(-1);
        }
        assertThat(room.left()).as("once").isEqualTo(4L * CHUNK);
    }

    private static byte[] rest(Arrived arrived) throws IOException {
        return arrived.taken().readAllBytes();
    }
}
