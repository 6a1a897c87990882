package org.wangchuan.station.erase;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.medium.Attachment;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.Difference;
import org.wangchuan.engine.medium.Geometry;
import org.wangchuan.engine.medium.Labels;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.MediumClassSource;
import org.wangchuan.engine.medium.MediumKind;
import org.wangchuan.engine.medium.Presence;
import org.wangchuan.engine.policy.VerifyMode;

/** A drive that shows more of itself than when its job began is the same one, if that was planned; by no more than was planned. */
class GrownDriveTest {
    private static final long BEFORE = 4 << 20;
    private static final long WHOLE = 5 << 20;

    private static JobTicket ticket(long wholeBytes) {
        Medium before = drive("S1", BEFORE);
        return new JobTicket(
                new UUID(0, 1),
                before.realPath().toString(),
                before.identity(),
                Presence.of(before),
                "gb-46864-2025",
                1,
                VerifyMode.FULL,
                Optional.empty(),
                Optional.empty(),
                new UUID(1, 1),
                new UUID(2, 1),
                "disk",
                wholeBytes);
    }

    private static Medium drive(String serial, long bytes) {
        return new Medium(
                MediumKind.BLOCK,
                Path.of("/dev/sda"),
                Path.of("/dev/sda"),
                "sda",
                "8:0",
                new Labels(Optional.of("MODEL"), Optional.of(serial), Optional.empty(), Optional.empty()),
                new Attachment(Bus.ATA, "sata", false, false, true),
                new Geometry(bytes, 512, 4096),
                false,
                false,
                7,
                MediumClass.UNKNOWN,
                MediumClassSource.NONE,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                512,
                0);
    }

    @ParameterizedTest
    @ValueSource(longs = {BEFORE, BEFORE + 512, WHOLE})
    void itIsTheSameAtEachSizeBetweenTheTwo(long bytes) {
        assertThat(ticket(WHOLE).isSurelyOn(drive("S1", bytes))).isTrue();
        assertThat(ticket(WHOLE).differences(drive("S1", bytes).identity())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {BEFORE - 512, WHOLE + 512})
    void beyondThatItIsAnother(long bytes) {
        assertThat(ticket(WHOLE).isSurelyOn(drive("S1", bytes))).isFalse();
        assertThat(ticket(WHOLE).differences(drive("S1", bytes).identity()))
                .extracting(Difference::what)
                .containsExactly("capacity");
    }

    @Test
    void whereNothingWasPlannedNoOtherSizeIsIt() {
        assertThat(ticket(0).isSurelyOn(drive("S1", WHOLE))).isFalse();
        assertThat(ticket(0).isSurelyOn(drive("S1", BEFORE))).isTrue();
    }

    @Test
    void anotherSerialNumberIsAnotherDriveAtAnySize() {
        assertThat(ticket(WHOLE).isSurelyOn(drive("S2", WHOLE))).isFalse();
    }

    @Test
    void aTicketKeepsItAndThoseOfBeforeHaveNone() throws MalformedJsonException, ShapeException {
        assertThat(JobTicket.read(ticket(WHOLE).toBytes())).isEqualTo(ticket(WHOLE));
        assertThat(JobTicket.read(ticket(0).toBytes())).isEqualTo(ticket(0));
        assertThat(new String(ticket(0).toBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .doesNotContain("wholeBytes");
    }
}
