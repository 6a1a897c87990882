package org.wangchuan.engine.purge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.command.SanitizeState;
import org.wangchuan.engine.command.nvme.NvmeErase;
import org.wangchuan.engine.medium.DeviceCommand;

class TellingTest {
    private static final class Kept implements PurgeRecord {
        private final List<DeviceCommand> told = new ArrayList<>();

        @Override
        public void commanded(DeviceCommand command) {
            throw new AssertionError("none was sent");
        }

        @Override
        public void told(DeviceCommand command) {
            told.add(command);
        }
    }

    private static DeviceCommand answer(int number) {
        return new DeviceCommand("question", "00", Instant.EPOCH, number, new DeviceCommand.Told(0, number, ""));
    }

    /** On the last the result rests: it is kept however many there were, and also by who went on when there was hardly any room. */
    @Test
    void theLastIsAlwaysKept() throws IOException {
        for (int already = 0; already <= Telling.MOST; already++) {
            Kept kept = new Kept();
            Telling telling = new Telling(kept, already);
            for (int i = 0; i < 100; i++) {
                telling.heard(answer(i), new SanitizeState.Running(100 - i));
            }
            telling.heard(answer(100), new SanitizeState.LastSucceeded());
            telling.close();
            assertThat(kept.told.getLast()).isEqualTo(answer(100));
            assertThat(already + kept.told.size()).isLessThanOrEqualTo(64);
        }
    }

    /** A version of this program that gives a command other time does not send it again for that. */
    @Test
    void aCommandIsKnownWhateverTimeItWasGiven() {
        Message block = Message.of(NvmeErase.blockErase(), 1_000);
        Message crypto = Message.of(NvmeErase.cryptoErase(), 2_000);
        String request = HexFormat.of().formatHex(NvmeErase.blockErase().structure(2_000));
        DeviceCommand recorded =
                new DeviceCommand("sanitize", request, Instant.EPOCH, 1, new DeviceCommand.Told(0, 0, ""));
        assertThat(block.isSameAs(recorded)).isTrue();
        assertThat(crypto.isSameAs(recorded)).isFalse();
    }
}
