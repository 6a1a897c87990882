package org.wangchuan.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wangchuan.cli.service.LaneSnapshot;
import org.wangchuan.cli.service.Messages;

class LaneLineTest {
    private final LaneLine english = new LaneLine(Messages.in("en"));
    private final LaneLine chinese = new LaneLine(Messages.in("zh"));

    private static LaneSnapshot lane(String phase, long doneBytes, int errors, long idleMillis) {
        return new LaneSnapshot("sdb", phase, 1, 2, doneBytes, 1000, 1000, errors, idleMillis);
    }

    @Test
    void aLaneShowsPassBarPercentSpeedAndTimeLeft() {
        LaneSnapshot lane = new LaneSnapshot("sdb", "zero", 1, 2, 61_000_000_000L, 100_000_000_000L, 0, 0, 5);

        assertThat(english.live(lane, 500e6, 6, 100))
                .isEqualTo("sdb     pass 1/2 zero       [##################------------]  61%   500 MB/s  1:18 left");
    }

    @Test
    void theBarsOfAllLanesStandBelowEachOther() {
        String writing = english.live(lane("zero", 500, 2, 0), 1e9, 6, 100);
        String reading = english.live(lane(LaneSnapshot.VERIFY, 100, 0, 9_000), 0, 6, 100);

        assertThat(writing.indexOf('[')).isEqualTo(reading.indexOf('['));
        assertThat(writing.indexOf(']')).isEqualTo(reading.indexOf(']'));
    }

    @Test
    void withoutRoomTheBarGoesFirstAndErrorsStay() {
        assertThat(english.live(lane("zero", 500, 2, 0), 1e9, 3, 40))
                .isEqualTo("sdb  pass 1/2 zero       50%  2 errors");
    }

    @Test
    void whatAPassWritesIsNamedInTheLanguage() {
        assertThat(chinese.live(lane("zero", 500, 0, 0), 0, 3, 60)).contains("第 1/2 遍 全零");
        assertThat(chinese.live(lane("not-yet-known", 500, 0, 0), 0, 3, 60)).contains("not-yet-known");
    }

    @Test
    void verificationHasItsOwnWord() {
        assertThat(english.live(lane(LaneSnapshot.VERIFY, 500, 0, 0), 0, 3, 60))
                .contains("verify")
                .contains("50%");
        assertThat(chinese.live(lane(LaneSnapshot.VERIFY, 500, 0, 0), 0, 3, 60))
                .contains("核验")
                .contains("50%");
    }

    @Test
    void errorsAreCounted() {
        assertThat(english.live(lane("zero", 500, 3, 0), 1, 3, 80)).contains("3 errors");
    }

    @Test
    void aLaneThatStandsStillSaysForHowLongInsteadOfASpeed() {
        assertThat(english.live(lane("zero", 500, 0, 75_000), 9e6, 3, 80))
                .contains("stalled 1:15")
                .doesNotContain("MB/s");
    }

    /** Bytes are the drive's own word there, and no speed follows from them. */
    @Test
    void aDriveThatErasesItselfShowsItsOwnWordAndSinceWhenItSaidNothingNew() {
        assertThat(english.live(lane(LaneSnapshot.NATIVE, 500, 0, 5_000), 9e6, 3, 80))
                .contains("erases itself", " 50%")
                .doesNotContain("MB/s", "left", "no news");
        assertThat(english.live(lane(LaneSnapshot.NATIVE, 500, 0, 75_000), 9e6, 3, 80))
                .contains("no news for 1:15");
        assertThat(chinese.live(lane(LaneSnapshot.NATIVE, 500, 0, 75_000), 0, 3, 80))
                .contains("自行擦除", "1:15 未见进展");
    }

    @Test
    void aHundredPercentIsSaidOnlyOfWhatIsComplete() {
        assertThat(english.live(lane("zero", 999, 0, 0), 0, 3, 80)).contains(" 99%");
        assertThat(english.live(lane("zero", 1000, 0, 0), 0, 3, 80)).contains("100%");
    }

    @Test
    void aLaneThatEndedShowsNoBar() {
        assertThat(english.live(lane(LaneSnapshot.ENDED, 1000, 0, 0), 0, 3, 80)).isEqualTo("sdb  ended");
    }

    @Test
    void theTimeLeftCountsWhatComesLater() {
        LaneSnapshot lane = new LaneSnapshot("sdb", "zero", 1, 1, 0, 3_600_000_000L, 3_600_000_000L, 0, 0);
        assertThat(english.plain(lane, 1e6)).contains("2:00:00 left");
    }

    @Test
    void aLongNameKeepsItsEnd() {
        LaneSnapshot lane = new LaneSnapshot("/a/very/long/folder/disk.img", "zero", 1, 1, 0, 1, 0, 0, 0);
        assertThat(english.live(lane, 0, 20, 80)).startsWith("…ong/folder/disk.img  ");
    }

    @Test
    void aNameCannotCommandTheTerminal() {
        LaneSnapshot lane = new LaneSnapshot("a\u001b[2Jb\n", "zero", 1, 1, 0, 1, 0, 0, 0);
        assertThat(english.live(lane, 0, 8, 80)).startsWith("a?[2Jb?");
        assertThat(english.plain(lane, 0)).startsWith("a?[2Jb?");
    }

    @Test
    void noLineIsWiderThanTheTerminal() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String[] names = {"sdb", "忘川之水忘川之水忘川之水.img", "😀😀😀😀😀😀😀😀😀😀😀😀.img", "x".repeat(60), ""};
        String[] phases = {"zero", "random", LaneSnapshot.VERIFY, LaneSnapshot.WAITING, LaneSnapshot.ENDED};
        for (int i = 0; i < 5_000; i++) {
            long total = random.nextLong(1L << 50);
            LaneSnapshot lane = new LaneSnapshot(
                    names[random.nextInt(names.length)],
                    phases[random.nextInt(phases.length)],
                    random.nextInt(40),
                    random.nextInt(40),
                    total == 0 ? 0 : random.nextLong(total),
                    total,
                    random.nextLong(1L << 50),
                    random.nextInt(3) * random.nextInt(100_000),
                    random.nextLong(100_000_000));
            int cells = random.nextInt(1, 200);
            for (LaneLine line : new LaneLine[] {english, chinese}) {
                String text = line.live(lane, random.nextDouble(1e10), LaneLine.nameCells(lane), cells);
                assertThat(TextWidth.of(text))
                        .as("seed %d, step %d: %s", seed, i, text)
                        .isLessThanOrEqualTo(cells);
            }
        }
    }
}
