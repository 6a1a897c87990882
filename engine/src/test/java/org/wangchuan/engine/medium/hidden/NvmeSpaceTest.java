package org.wangchuan.engine.medium.hidden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.HiddenAreaReport;
import org.wangchuan.engine.medium.HiddenAreas;
import org.wangchuan.engine.medium.testing.DriveRecord;
import org.wangchuan.engine.medium.testing.MadeNvme;

/** What an NVMe device has besides one namespace, by what it answers; of what it does not answer nothing is known. */
class NvmeSpaceTest {
    private static final long BYTES = 1 << 20;

    @Test
    void oneThatManagesNoneAndShowsOneIsExamined() {
        assertThat(made().examined().finding()).isInstanceOf(HiddenAreas.None.class);
        assertThat(others(made())).isZero();
        assertThat(made().examined().commands())
                .extracting(command -> command.command())
                .containsExactly("Identify Controller", "Identify Active Namespace ID list", "Identify Namespace");
    }

    /** A kernel that has not heard of a change shows less than there is, or more. */
    @Test
    void oneWhoseNamespaceIsOfAnotherSizeThanTheKernelShowsIsUnknown() {
        for (MadeNvme device : List.of(made(), made().managing())) {
            for (long shown : List.of(BYTES / 2, 2 * BYTES)) {
                HiddenAreaReport report = HiddenAreaExaminer.examine(
                        new HiddenAreaExaminer.Subject(Bus.NVME, false, false, shown), device);
                assertThat(report.finding()).isInstanceOf(HiddenAreas.Unreadable.class);
                assertThat(NvmeSpace.isOfAnotherSize(report.commands(), shown)).isTrue();
                assertThat(NvmeSpace.isOfAnotherSize(report.commands(), BYTES)).isFalse();
            }
        }
    }

    @Test
    void aCapacityThatItsOnlyNamespaceDoesNotHaveIsUnknown() {
        assertThat(made().capacities(2 * BYTES, 0, BYTES).examined().finding())
                .isInstanceOf(HiddenAreas.Unreadable.class);
        assertThat(made().capacities(BYTES, 0, 0).examined().finding()).isInstanceOf(HiddenAreas.None.class);
        assertThat(made().capacities(BYTES / 2, 0, 0).examined().finding())
                .as("what it tells is less than it shows")
                .isInstanceOf(HiddenAreas.None.class);
    }

    /** What is between one and the other nobody has asked of each. */
    @Test
    void ofManyNamespacesTheFirstAreAskedHowLargeTheyAre() {
        int[] numbers = IntStream.rangeClosed(1, 40).toArray();
        List<DeviceCommand> commands = made().attached(numbers).examined().commands();
        assertThat(commands).hasSize(2 + 32);
        assertThat(NvmeSpace.sizes(commands)).containsOnlyKeys(1L);
    }

    @Test
    void oneThatManagesThemIsExaminedIfAllOfItIsInOne() {
        MadeNvme device = made().managing();
        assertThat(device.examined().finding()).isInstanceOf(HiddenAreas.None.class);
        assertThat(device.examined().commands()).hasSize(4);
        assertThat(others(device)).isZero();
    }

    @Test
    void anotherNamespaceIsCountedWhetherItIsAttachedOrNot() {
        assertThat(others(made().managing().allocated(1, 7))).isEqualTo(1);
        assertThat(others(made().managing().attached(1, 2).allocated(1, 2, 9))).isEqualTo(2);
        assertThat(others(made().attached(1, 2))).isEqualTo(1);
    }

    /** Where only one of two lists is answered it still counts. */
    @Test
    void anotherNamespaceIsCountedAlsoWhereNothingElseIsKnown() {
        MadeNvme device = made().managing().attached(1, 2).refusing(0x10);
        assertThat(device.examined().finding()).isInstanceOf(HiddenAreas.Unreadable.class);
        assertThat(others(device)).isEqualTo(1);
    }

    @Test
    void capacityOfNoNamespaceIsHidden() {
        HiddenAreas finding = made().managing()
                .capacities(3 * BYTES, 2 * BYTES, BYTES)
                .examined()
                .finding();
        assertThat(finding).isInstanceOf(HiddenAreas.Found.class);
        assertThat(((HiddenAreas.Found) finding).hiddenBytes()).isEqualTo(2 * BYTES);
        // The field counts also where a device does not say that it manages namespaces.
        assertThat(made().capacities(0, 512, 0).examined().finding()).isInstanceOf(HiddenAreas.Found.class);
    }

    @Test
    void oneThatManagesThemAndTellsNoCapacityIsUnknown() {
        assertThat(made().managing().capacities(0, 0, BYTES).examined().finding())
                .isInstanceOf(HiddenAreas.Unreadable.class);
    }

    /** What an Endurance Group keeps back, or a made-up number: of all of it something is not accounted for. */
    @Test
    void numbersThatDoNotAddUpAreUnknown() {
        assertThat(made().managing().capacities(2 * BYTES, 0, BYTES).examined().finding())
                .isInstanceOf(HiddenAreas.Unreadable.class);
        assertThat(made().managing().capacities(BYTES, 0, 0).examined().finding())
                .isInstanceOf(HiddenAreas.Unreadable.class);
        assertThat(made().managing()
                        .capacities(BYTES, 2 * BYTES, BYTES)
                        .examined()
                        .finding())
                .isInstanceOf(HiddenAreas.Unreadable.class);
        assertThat(made().capacities(-1, -1, 0).examined().finding()).isInstanceOf(HiddenAreas.Unreadable.class);
    }

    @Test
    void attachedOnesThatItDoesNotHaveAreNonsense() {
        assertThat(made().managing().attached(1, 2).allocated(1).examined().finding())
                .isInstanceOf(HiddenAreas.Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x01, 0x02, 0x10})
    void oneThatManagesThemAndRefusesAnyQuestionIsUnknown(int structure) {
        assertThat(made().managing().refusing(structure).examined().finding())
                .isInstanceOf(HiddenAreas.Unreadable.class);
    }

    /** A list of namespaces is asked for of controllers that are older than it; of those that can have one alone it is not needed. */
    @Test
    void oneThatCanHaveOneAloneNeedsNoList() {
        assertThat(made().refusing(0x02).examined().finding()).isInstanceOf(HiddenAreas.None.class);
        assertThat(others(made().refusing(0x02))).isZero();
        assertThat(made().withOtherControllers(32).refusing(0x02).examined().finding())
                .isInstanceOf(HiddenAreas.Unreadable.class);
    }

    @Test
    void anEmptyListAndNoAnswerAreUnknown() {
        assertThat(made().attached().examined().finding()).isInstanceOf(HiddenAreas.Unreadable.class);
        assertThat(made().managing().allocated().examined().finding()).isInstanceOf(HiddenAreas.Unreadable.class);
        assertThat(made().silent().examined().finding()).isInstanceOf(HiddenAreas.Unreadable.class);
    }

    /** Another controller can have a namespace of its own, which this one does not list; not where only one number is there to be given. */
    @Test
    void otherControllersThatNobodyIsToldOfAreUnknown() {
        assertThat(made().withOtherControllers(32).examined().finding()).isInstanceOf(HiddenAreas.Unreadable.class);
        assertThat(made().withOtherControllers(1).examined().finding()).isInstanceOf(HiddenAreas.None.class);
        assertThat(made().managing().withOtherControllers(32).examined().finding())
                .isInstanceOf(HiddenAreas.None.class);
    }

    @Test
    void aPartitionIsNotAskedAndAnAtaDriveHasNoNamespaces() {
        HiddenAreaExaminer.Subject part = new HiddenAreaExaminer.Subject(Bus.NVME, true, false, BYTES);
        assertThat(HiddenAreaExaminer.examine(part, made()).commands()).isEmpty();
        assertThat(NvmeSpace.others(DriveRecord.of(BYTES, "S1").commands())).isZero();
    }

    private static long others(MadeNvme device) {
        return NvmeSpace.others(device.examined().commands());
    }

    private static MadeNvme made() {
        return new MadeNvme(BYTES);
    }
}
