package org.wangchuan.proof.statement;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.encoding.Hex;
import org.wangchuan.proof.statement.RecheckReading.Sample;

class SampledRangesTest {
    private static Bytes32 seed(boolean isFull) {
        byte[] bytes = new byte[Bytes32.LENGTH];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (isFull ? 0xFF : i);
        }
        return Bytes32.of(bytes);
    }

    /** The digests are those of the engine's test: of a program in another language, written from the description alone. */
    @ParameterizedTest
    @CsvSource({
        "false, 2147483648, 512, 54c94eaaa6e7f4cace437043b8449584264ce12d289a9f06f92b87fb57f846db",
        "false, 777002331, 4096, c28558d205e574317c25fb3d960aef64de990f36919865023eecf5561a512c4d",
        "true, 18000207937536, 4096, cab2310ef11c335cd464dae33c57372d38c44dfbdb10def3a0dc72ffb81fadf2",
    })
    void areThoseThatTheEngineReads(boolean isFull, long capacityBytes, int unitBytes, String digest) {
        StringBuilder lines = new StringBuilder();
        for (Range range : SampledRanges.draw(seed(isFull), capacityBytes, unitBytes)) {
            lines.append(range.offset()).append('+').append(range.length()).append('\n');
        }
        assertThat(Hex.encode(
                        Bytes32.sha256(lines.toString().getBytes(US_ASCII)).toBytes()))
                .isEqualTo(digest);
    }

    @Test
    void aSmallMediumIsReadWhole() {
        assertThat(SampledRanges.draw(seed(false), 2000 * 512L - 512, 512))
                .containsExactly(new Range(0, 2000 * 512L - 512));
        assertThat(SampledRanges.draw(seed(false), 20_000 * 512L, 512)).hasSizeGreaterThan(100);
        assertThat(SampledRanges.draw(seed(false), 1, 512)).containsExactly(new Range(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> SampledRanges.draw(seed(false), 0, 512));
    }

    /** At the largest size that a statement can name nothing overflows. */
    @Test
    void theLargestMediumHasATenthOfItRead() {
        long capacity = JsonValue.Whole.MAX;
        List<Range> ranges = SampledRanges.draw(seed(true), capacity, 65_536);
        assertThat(ranges.getLast().end()).isEqualTo(capacity);
        long bytes = RecheckReading.plannedBytes(capacity, Optional.of(new Sample(seed(true), 65_536)), List.of());
        assertThat(bytes).isEqualTo(Range.bytes(ranges)).isGreaterThanOrEqualTo(capacity / 10);
    }

    @Test
    void whatIsLeftOutIsTakenOffWhereverItLies() {
        Optional<Sample> sample = Optional.of(new Sample(seed(false), 512));
        long capacity = 3000 * 512L;
        List<Range> read = SampledRanges.draw(seed(false), capacity, 512);
        long all = RecheckReading.plannedBytes(capacity, sample, List.of());
        assertThat(RecheckReading.plannedBytes(capacity, sample, List.of(new Range(0, capacity))))
                .isZero();
        assertThat(RecheckReading.plannedBytes(capacity, sample, read)).isZero();
        Range second = read.get(1);
        // Half of one range, a gap, and the first byte of the next.
        List<Range> out = List.of(Range.between(second.offset() + 1, read.get(2).offset() + 1));
        assertThat(RecheckReading.plannedBytes(capacity, sample, out)).isEqualTo(all - (second.length() - 1) - 1);
        assertThat(RecheckReading.plannedBytes(capacity, sample, List.of(new Range(second.end(), 1))))
                .isEqualTo(all);
        assertThat(RecheckReading.plannedBytes(capacity, Optional.empty(), out))
                .isEqualTo(capacity - out.getFirst().length());
    }
}
