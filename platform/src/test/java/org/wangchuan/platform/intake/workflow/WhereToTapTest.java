package org.wangchuan.platform.intake.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.makers.Makers;
import org.wangchuan.makers.Told;
import org.wangchuan.makers.Topic;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.DeviceState;

/** Beside which steps it is said where to tap, and for what. */
final class WhereToTapTest {
    private final Workflows workflows;

    WhereToTapTest() throws java.io.IOException {
        workflows = new Workflows();
    }

    @ParameterizedTest
    @CsvSource({"android, account, ACCOUNT", "android, erase, RESET", "iphone, erase, RESET", "harmonyos, account, LOCK"
    })
    void aStepIsHelpedByWhatIsKnownOfTheMaker(String workflow, String step, Topic topic) {
        String brand = workflow.equals("iphone") ? "Apple" : workflow.equals("harmonyos") ? "华为" : "小米";

        assertThat(of(brand, DeviceKind.PHONE, workflow, step).orElseThrow().told())
                .extracting(told -> told.known().fact().topic())
                .contains(topic);
    }

    @Test
    void whatIsNoPhoneOrOfAnUnknownMakeGetsNone() {
        assertThat(of("Apple", DeviceKind.LAPTOP, "iphone", "erase")).isEmpty();
        assertThat(of("Doogee", DeviceKind.PHONE, "android", "erase")).isEmpty();
        assertThat(of("小米", DeviceKind.PHONE, "android", "identity")).isEmpty();
    }

    /** A clerk may have noted another make than the phone is. */
    @Test
    void whatThePhoneItselfShowsGoesBeforeWhatWasNoted() {
        Workflow android = workflows.of(DeviceKind.PHONE).stream()
                .filter(one -> one.id().equals("android"))
                .findFirst()
                .orElseThrow();
        Workflow.Step step = android.step("erase").orElseThrow();
        Device noted = device("小米", DeviceKind.PHONE);

        assertThat(WhereToTap.of(noted, step, Optional.of("HONOR"))
                        .orElseThrow()
                        .maker())
                .isEqualTo(Makers.shipped().named("HONOR").orElseThrow().name())
                .isNotEqualTo(WhereToTap.of(noted, step, Optional.empty())
                        .orElseThrow()
                        .maker());
    }

    /** Who taps along sees which of it nobody has compared with a page, and of which system it is. */
    @Test
    void whatIsUnprovenAndOfOneSystemOnlyIsMarked() {
        List<Told> told =
                of("vivo", DeviceKind.PHONE, "android", "erase").orElseThrow().told();

        assertThat(told).anyMatch(Told::isUnproven).anyMatch(one -> !one.isUnproven());
        assertThat(told).anySatisfy(one -> assertThat(one.text().zh()).startsWith("Funtouch OS 11 及以后："));
    }

    private Optional<WhereToTap> of(String brand, DeviceKind kind, String workflow, String step) {
        Workflow found = workflows.of(DeviceKind.PHONE).stream()
                .filter(one -> one.id().equals(workflow))
                .findFirst()
                .orElseThrow();
        return WhereToTap.of(device(brand, kind), found.step(step).orElseThrow(), Optional.empty());
    }

    private static Device device(String brand, DeviceKind kind) {
        return new Device(
                UUID.randomUUID(),
                "AAAA-0000",
                UUID.randomUUID(),
                kind,
                brand,
                "1",
                Optional.empty(),
                "",
                Optional.empty(),
                DeviceState.REGISTERED,
                Optional.empty(),
                Optional.empty(),
                0,
                Instant.EPOCH,
                false);
    }
}
