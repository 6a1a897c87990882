package org.wangchuan.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which of the chosen drives is a target, and which goes with one. */
class TargetsTest {
    private static final List<String> NOTHING = List.of();

    @Test
    void drivesThatTakeNothingAlongAreTargetsEach() {
        List<String> drives = List.of("sda", "nvme0n1", "nvme0n2");
        assertThat(Targets.of(drives, List.of(NOTHING, NOTHING, NOTHING), Set.copyOf(drives)))
                .isEqualTo(new Targets(drives, NOTHING, NOTHING));
    }

    /** Each namespace of a device that erases itself takes the others along: it erases itself once. */
    @Test
    void ofADeviceThatErasesItselfOneNamespaceIsTheTarget() {
        List<String> drives = List.of("nvme0n2", "sda", "nvme0n1", "nvme1n1");
        assertThat(Targets.of(
                        drives, List.of(List.of("nvme0n1"), NOTHING, List.of("nvme0n2"), NOTHING), Set.copyOf(drives)))
                .isEqualTo(new Targets(List.of("nvme0n2", "sda", "nvme1n1"), List.of("nvme0n1"), NOTHING));
    }

    @Test
    void whatNobodyHasNamedIsSaidToGoAlong() {
        assertThat(Targets.of(List.of("nvme0n1"), List.of(List.of("nvme0n2", "nvme0n3")), Set.of("nvme0n1", "nvme0n3")))
                .isEqualTo(new Targets(List.of("nvme0n1"), List.of("nvme0n3"), List.of("nvme0n2")));
    }

    /** Gone on with: its job is open on one namespace alone, and the order names the device. */
    @Test
    void whatGoesAlongNeedNotBeATargetItself() {
        assertThat(Targets.of(List.of("nvme0n1"), List.of(List.of("nvme0n2")), Set.of("nvme0n1", "nvme0n2")))
                .isEqualTo(new Targets(List.of("nvme0n1"), List.of("nvme0n2"), NOTHING));
    }
}
