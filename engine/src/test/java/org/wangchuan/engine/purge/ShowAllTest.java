package org.wangchuan.engine.purge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.HiddenAreas;
import org.wangchuan.engine.medium.hidden.HiddenAreaExaminer;
import org.wangchuan.engine.medium.hidden.SasCapacity;
import org.wangchuan.engine.purge.testing.ShortSas;
import org.wangchuan.engine.purge.testing.ShortSas.Taking;

/** A SAS drive is told to show all that it has, and is believed only by its answers of before and after. */
class ShowAllTest {
    private static final long BLOCKS = 4096;

    private static List<DeviceCommand> run(ShortSas drive, List<DeviceCommand> before) {
        return new ShowAll(drive, InstantSource.system(), PurgeTimes.DEFAULTS, new PurgeControl()).run(before);
    }

    private static HiddenAreas found(ShortSas drive, List<DeviceCommand> rounds, long blocks) {
        List<DeviceCommand> all = new ArrayList<>(drive.examined(blocks * 512).commands());
        all.addAll(rounds);
        return HiddenAreaExaminer.told(new HiddenAreaExaminer.Subject(Bus.SCSI, false, false, blocks * 512), all)
                .finding();
    }

    /** Below and above what a short descriptor can say. */
    @ParameterizedTest
    @ValueSource(longs = {BLOCKS, 0xffff_fffeL, 0xffff_ffffL, 0x1_0000_0000L, 1L << 40})
    void oneThatShowsAllIsAsLargeAsBefore(long blocks) {
        ShortSas drive = new ShortSas(blocks, blocks);
        List<DeviceCommand> rounds = run(drive, List.of());
        assertThat(rounds).hasSize(5);
        assertThat(SasCapacity.after(rounds, false)).isEqualTo(new SasCapacity.Shown(blocks * 512, false));
        assertThat(found(drive, rounds, blocks)).isInstanceOf(HiddenAreas.None.class);
        assertThat(drive.selected()).hasSize(1);
        assertThat(found(drive, rounds, blocks - 8))
                .as("a kernel that tells another size")
                .isInstanceOf(HiddenAreas.Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {BLOCKS, 0x1_0000_0000L})
    void oneThatWasMadeSmallerGrowsAndIsAskedAgainAtItsNewSize(long blocks) {
        ShortSas drive = new ShortSas(blocks, 1000);
        List<DeviceCommand> first = run(drive, List.of());
        assertThat(SasCapacity.after(first, false)).isEqualTo(new SasCapacity.Grown(blocks * 512));
        assertThat(drive.shown()).isEqualTo(blocks);
        assertThat(found(drive, first, 1000)).isInstanceOf(HiddenAreas.Unreadable.class);
        assertThat(found(drive, first, blocks))
                .as("grown, and not asked again")
                .isInstanceOf(HiddenAreas.Unreadable.class);
        List<DeviceCommand> both = run(drive, first);
        assertThat(both).hasSize(10).startsWith(first.toArray(DeviceCommand[]::new));
        assertThat(SasCapacity.after(both, false)).isEqualTo(new SasCapacity.Shown(blocks * 512, true));
        HiddenAreas none = found(drive, both, blocks);
        assertThat(none).isInstanceOf(HiddenAreas.None.class);
        assertThat(none.detail()).contains("had been made smaller");
    }

    @ParameterizedTest
    @EnumSource(
            value = Taking.class,
            names = {"REFUSING", "WITH_A_FORMAT"})
    void oneThatDoesNotShowItAtOnceIsUnknown(Taking taking) {
        ShortSas drive = new ShortSas(BLOCKS, 1000).taking(taking);
        List<DeviceCommand> rounds = run(drive, List.of());
        assertThat(SasCapacity.after(rounds, false)).isInstanceOf(SasCapacity.Unknown.class);
        assertThat(found(drive, rounds, 1000)).isInstanceOf(HiddenAreas.Unreadable.class);
    }

    /** What the standard lets MODE SENSE tell: nothing, the all ones that were sent, a short descriptor where a long one may be. */
    @ParameterizedTest
    @EnumSource(
            value = Taking.class,
            names = {"AT_ONCE", "TELLING_WHAT_WAS_SENT", "TELLING_NO_NUMBER"})
    void oneThatTellsNoNumberIsKnownByWhatItShows(Taking taking) {
        for (long blocks : new long[] {BLOCKS, 0xffff_fffeL, 0xffff_ffffL, 0x1_0000_0000L, 1L << 40}) {
            for (boolean briefly : new boolean[] {false, true}) {
                ShortSas whole = drive(blocks, blocks, taking, briefly);
                List<DeviceCommand> rounds = run(whole, List.of());
                assertThat(SasCapacity.after(rounds, false)).isEqualTo(new SasCapacity.Shown(blocks * 512, false));
                assertThat(SasCapacity.after(run(whole, List.of()), false))
                        .as("told once more")
                        .isEqualTo(new SasCapacity.Shown(blocks * 512, false));
                ShortSas shorter = drive(blocks, 1000, taking, briefly);
                List<DeviceCommand> first = run(shorter, List.of());
                assertThat(SasCapacity.after(first, false)).isEqualTo(new SasCapacity.Grown(blocks * 512));
                List<DeviceCommand> both = run(shorter, first);
                assertThat(SasCapacity.after(both, false)).isEqualTo(new SasCapacity.Shown(blocks * 512, true));
                assertThat(found(shorter, both, blocks)).isInstanceOf(HiddenAreas.None.class);
            }
        }
    }

    private static ShortSas drive(long blocks, long shown, Taking taking, boolean briefly) {
        ShortSas drive = new ShortSas(blocks, shown).taking(taking);
        return briefly ? drive.briefly() : drive;
    }

    /** Named among what is not found: it is as one that has no more. */
    @ParameterizedTest
    @EnumSource(
            value = Taking.class,
            names = {"IGNORING", "LYING"})
    void oneThatIgnoresTheNumberIsNotTold(Taking taking) {
        ShortSas drive = new ShortSas(BLOCKS, 1000).taking(taking);
        assertThat(SasCapacity.after(run(drive, List.of()), false)).isEqualTo(new SasCapacity.Shown(1000 * 512, false));
    }

    /** A short descriptor was asked for: a long one is none. */
    @Test
    void aLongDescriptorThatNobodyAskedForIsUnknown() {
        ShortSas small = new ShortSas(BLOCKS, BLOCKS);
        ShortSas large = new ShortSas(1L << 33, 1L << 33);
        DeviceCommand.Answer wide = run(large, List.of()).get(1).answer();
        List<DeviceCommand> rounds = new ArrayList<>(run(small, List.of()));
        DeviceCommand asked = rounds.get(1);
        rounds.set(1, new DeviceCommand(asked.command(), asked.request(), asked.sent(), asked.at(), 1, wide));
        assertThat(found(small, rounds, BLOCKS)).isInstanceOf(HiddenAreas.Unreadable.class);
    }

    @Test
    void whatTellsOfAResetFirstIsToldTheSameAgain() {
        ShortSas drive = new ShortSas(BLOCKS, BLOCKS).wasReset();
        List<DeviceCommand> rounds = run(drive, List.of());
        assertThat(drive.selected()).hasSize(2);
        assertThat(found(drive, rounds, BLOCKS)).isInstanceOf(HiddenAreas.None.class);
    }

    @Test
    void oneThatSomebodyMakesSmallerMeanwhileIsUnknown() {
        ShortSas drive = new ShortSas(BLOCKS, 1000);
        List<DeviceCommand> first = run(drive, List.of());
        drive.madeToShow(500);
        assertThat(SasCapacity.after(run(drive, first), false)).isInstanceOf(SasCapacity.Unknown.class);
    }

    /** Each line left out, put twice, answered otherwise, or sent otherwise. */
    @Test
    void nothingFollowsFromOtherCommandsOrAnswers() {
        ShortSas drive = new ShortSas(BLOCKS, BLOCKS);
        List<DeviceCommand> rounds = run(drive, List.of());
        for (int i = 0; i < rounds.size(); i++) {
            List<DeviceCommand> without = new ArrayList<>(rounds);
            DeviceCommand one = without.remove(i);
            List<DeviceCommand> twice = new ArrayList<>(rounds);
            twice.add(i, one);
            List<DeviceCommand> refused = new ArrayList<>(rounds);
            refused.set(
                    i,
                    new DeviceCommand(
                            one.command(),
                            one.request(),
                            one.sent(),
                            one.at(),
                            1,
                            new DeviceCommand.Completed(2, 0, 0, "700005000000000a00000000240000000000", "")));
            List<DeviceCommand> other = new ArrayList<>(rounds);
            other.set(
                    i,
                    new DeviceCommand(
                            one.command(),
                            one.request(),
                            one.sent().map(sent -> sent.replace("ffffffff", "00001000")),
                            one.at(),
                            1,
                            one.sent().isPresent() ? one.answer() : new DeviceCommand.NotSent(5)));
            for (List<DeviceCommand> lie : List.of(without, twice, refused, other)) {
                assertThat(found(drive, lie, BLOCKS))
                        .as("%s at %d", one.command(), i)
                        .isInstanceOf(HiddenAreas.Unreadable.class);
            }
        }
    }

    /** What makes it smaller again afterwards must not stand behind a good end. */
    @Test
    void nothingMayFollowTheEnd() {
        ShortSas drive = new ShortSas(BLOCKS, BLOCKS);
        List<DeviceCommand> more = new ArrayList<>(run(drive, List.of()));
        more.add(more.get(2));
        assertThat(found(drive, more, BLOCKS)).isInstanceOf(HiddenAreas.Unreadable.class);
    }
}
