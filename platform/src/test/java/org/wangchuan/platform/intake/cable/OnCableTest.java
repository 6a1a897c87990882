package org.wangchuan.platform.intake.cable;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.intake.cable.OnCable.Says;

/** Which of the phones on the cables is taken for the one of an order, and for what: for hints alone. */
final class OnCableTest {
    @Test
    void theNumberThatWasNotedLeavesNoOther() {
        OnCable.Line its = line("1-1", "HONOR", Says.SAME, Says.SAME);
        OnCable cable = OnCable.of(List.of(line("1-2", "vivo", Says.UNTOLD, Says.OTHER), its));

        assertThat(cable.lines()).containsExactly(its);
        assertThat(cable.more()).isOne();
        assertThat(cable.maker()).contains("HONOR");
    }

    /** Its maker is told by the phone, whatever was noted: that both differ is said beside it. */
    @Test
    void aPhoneAloneIsTakenForItUnlessItsNumberIsAnother() {
        assertThat(OnCable.of(List.of(line("1-1", "HONOR", Says.UNTOLD, Says.OTHER)))
                        .maker())
                .contains("HONOR");
        assertThat(OnCable.of(List.of(line("1-1", "HONOR", Says.OTHER, Says.SAME)))
                        .maker())
                .as("it is another customer's, perhaps")
                .isEmpty();
    }

    @Test
    void ofSeveralNobodyCanTell() {
        OnCable cable = OnCable.of(List.of(
                line("1-1", "HONOR", Says.OTHER, Says.SAME),
                line("1-2", "HONOR", Says.UNTOLD, Says.SAME),
                line("1-3", "HONOR", Says.UNTOLD, Says.SAME)));

        assertThat(cable.maker()).isEmpty();
        assertThat(cable.lines())
                .extracting(line -> line.at().phone().place())
                .as("what is surely another comes last")
                .containsExactly("1-2", "1-3", "1-1");
    }

    @Test
    void aMakerOfWhichNothingIsKnownGuidesNobody() {
        CablePhones.At at = line("1-1", "Nobody", Says.UNTOLD, Says.UNTOLD).at();
        assertThat(OnCable.of(List.of(new OnCable.Line(at, Says.UNTOLD, Says.UNTOLD, false)))
                        .maker())
                .isEmpty();
    }

    @Test
    void aFullBenchIsCutAndCounted() {
        OnCable cable = OnCable.of(IntStream.rangeClosed(1, 20)
                .mapToObj(port -> line("1-" + port, "HONOR", Says.UNTOLD, Says.SAME))
                .toList());

        assertThat(cable.lines()).hasSize(OnCable.LINES_MAX);
        assertThat(cable.more()).isEqualTo(20 - OnCable.LINES_MAX);
    }

    private static OnCable.Line line(String place, String maker, Says number, Says noted) {
        CablePhone phone = new CablePhone(
                place,
                1,
                "mobile",
                Optional.of(maker),
                Optional.of("X"),
                Optional.empty(),
                Optional.empty(),
                List.of("mtp"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "told");
        return new OnCable.Line(new CablePhones.At(new UUID(0, 1), "bench 1", phone), number, noted, true);
    }
}
