package org.wangchuan.engine.medium.backing;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.kernel.FileExtents;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.medium.Difference;
import org.wangchuan.engine.medium.testing.AnsweringKernel;
import org.wangchuan.engine.medium.testing.Media;

/** What counts as moved, from answers that a file system could give. */
class BackingPlacesTest {
    private static final Extent WHOLE = new Extent(0, 1000, 40, 0);

    private record Extent(long logical, long physical, long length, int flags) {}

    /** What the file system says at the moment; nothing is a refusal. */
    private Optional<List<Extent>> now = Optional.empty();

    @Test
    void otherCutsOfTheSameBlocksAreNoDifference() {
        assertThat(after(List.of(WHOLE), List.of(new Extent(0, 1000, 7, 0), new Extent(7, 1007, 33, 0))))
                .isEmpty();
        assertThat(after(List.of(new Extent(0, 1000, 7, 0), new Extent(7, 1007, 33, 0)), List.of(WHOLE)))
                .isEmpty();
    }

    @Test
    void blocksThatAreGainedOrWereReservedAreNoDifference() {
        assertThat(after(
                        List.of(new Extent(10, 1010, 5, 0), new Extent(20, 500, 10, FileExtents.UNWRITTEN)),
                        List.of(new Extent(0, 1000, 20, 0), new Extent(20, 900, 20, 0))))
                .isEmpty();
    }

    @Test
    void everyByteThatIsElsewhereSharedUnwrittenOrGoneIsCounted() {
        assertThat(after(
                        List.of(WHOLE),
                        List.of(
                                new Extent(0, 1000, 10, 0),
                                new Extent(10, 2010, 5, 0),
                                new Extent(15, 1015, 4, FileExtents.SHARED),
                                new Extent(19, 1019, 2, FileExtents.UNWRITTEN),
                                new Extent(30, 1030, 10, 0))))
                .contains("expected 40 bytes where they were, found 20 bytes");
        // The same blocks in another order: what is read where they lay is no longer what was there.
        assertThat(after(List.of(WHOLE), List.of(new Extent(0, 1020, 20, 0), new Extent(20, 1000, 20, 0))))
                .contains("found 40 bytes");
        assertThat(after(List.of(WHOLE), List.of())).contains("found 40 bytes");
    }

    @Test
    void aFileThatSharedBlocksFromTheStartIsToldToo() {
        assertThat(after(List.of(new Extent(0, 1000, 40, FileExtents.SHARED)), List.of(new Extent(0, 3000, 40, 0))))
                .contains("found 40 bytes");
    }

    @Test
    void whatIsKeptComparesAsWhatItWas() {
        now = Optional.of(List.of(new Extent(0, 1000, 10, 0), new Extent(20, 2000, 5, 0)));
        byte[] kept = places().kept();
        assertThat(new String(kept, StandardCharsets.UTF_8)).isEqualTo("wangchuan-places/v1\n0 1000 10\n20 2000 5\n");
        BackingPlaces same = places();
        same.compareAlsoWith(kept);
        assertThat(same.difference()).isEmpty();

        now = Optional.of(List.of(new Extent(0, 1000, 10, 0), new Extent(20, 3000, 5, 0)));
        BackingPlaces later = places();
        assertThat(later.difference()).isEmpty();
        later.compareAlsoWith(kept);
        assertThat(later.difference().orElseThrow().toString()).contains("expected 15 bytes", "found 5 bytes");
    }

    @Test
    void whatIsKeptOfASilentFileSystemStaysSilent() {
        now = Optional.empty();
        byte[] kept = places().kept();
        BackingPlaces later = places();
        later.compareAlsoWith(kept);
        assertThat(later.difference()).isEmpty();

        now = Optional.of(List.of(WHOLE));
        BackingPlaces known = places();
        known.compareAlsoWith(kept);
        assertThat(known.difference().orElseThrow().toString()).contains("to know them from the start");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "wangchuan-places/v1",
                "wangchuan-places/v2\n",
                "wangchuan-places/v1\n0 1000\n",
                "wangchuan-places/v1\n0 1000 40",
                "wangchuan-places/v1\n0 1000 0\n",
                "wangchuan-places/v1\n0 1000 -1\n",
                "wangchuan-places/v1\n0 1000 9999999999999999999\n",
                "wangchuan-places/v1\n10 1000 10\n0 2000 10\n",
                "wangchuan-places/v1\n\n",
                "wangchuan-places/v1\n0 1000 40\nmore\n"
            })
    void whatIsKeptAndCannotBeReadIsADifference(String kept) {
        for (Optional<List<Extent>> answer : List.of(Optional.of(List.of(WHOLE)), Optional.<List<Extent>>empty())) {
            now = answer;
            BackingPlaces later = places();
            later.compareAlsoWith(kept.getBytes(StandardCharsets.UTF_8));
            assertThat(later.difference().orElseThrow().toString()).contains("can't be read");
        }
    }

    @Test
    void aFileSystemThatNeverListsIsNotBlamedOneThatStopsOrStartsIs() {
        assertThat(after(Optional.empty(), Optional.empty())).isEmpty();
        assertThat(after(Optional.of(List.of(WHOLE)), Optional.empty())).contains("it is not known where they are");
        assertThat(after(Optional.empty(), Optional.of(List.of(WHOLE)))).contains("expected to know them");
    }

    private BackingPlaces places() {
        return BackingPlaces.of(kernel(), Media.image(40), 3);
    }

    private String after(List<Extent> start, List<Extent> end) {
        return after(Optional.of(start), Optional.of(end));
    }

    /** The difference as text, empty if there is none. */
    private String after(Optional<List<Extent>> start, Optional<List<Extent>> end) {
        now = start;
        BackingPlaces places = places();
        now = end;
        return places.difference().map(Difference::toString).orElse("");
    }

    /** Offsets as in linux/fiemap.h. */
    private Kernel kernel() {
        return new AnsweringKernel(raw -> {
            if (now.isEmpty()) {
                return -Errno.EOPNOTSUPP.number();
            }
            List<Extent> extents = now.get();
            for (int i = 0; i < extents.size(); i++) {
                long at = 32 + 56L * i;
                raw.set(JAVA_LONG, at, extents.get(i).logical());
                raw.set(JAVA_LONG, at + 8, extents.get(i).physical());
                raw.set(JAVA_LONG, at + 16, extents.get(i).length());
                raw.set(JAVA_INT, at + 40, extents.get(i).flags());
            }
            raw.set(JAVA_INT, 20, extents.size());
            return 0;
        });
    }
}
