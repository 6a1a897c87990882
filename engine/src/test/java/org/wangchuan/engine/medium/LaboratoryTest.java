package org.wangchuan.engine.medium;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Time is shortened for made drives alone, and by a number alone. */
class LaboratoryTest {
    private static final Attachment MADE = new Attachment(Bus.NVME, Laboratory.NVME, false, false, true);
    private static final Attachment REAL = new Attachment(Bus.NVME, "pcie", false, false, true);

    private static Map<String, String> lab(String seconds) {
        return Map.of(Laboratory.VARIABLE, "1", Laboratory.STANDSTILL, seconds);
    }

    @Test
    void aMadeDriveIsGivenTheTimeThatIsNamed() {
        assertThat(Laboratory.standstillMillis(MADE, lab("20"))).hasValue(20_000);
        assertThat(Laboratory.standstillMillis(MADE, lab("1"))).hasValue(1_000);
        assertThat(Laboratory.standstillMillis(MADE, lab("7200"))).hasValue(7_200_000);
        assertThat(Laboratory.standstillMillis(MADE, Map.of(Laboratory.VARIABLE, "1")))
                .isEmpty();
    }

    @Test
    void aRealDriveIsNot() {
        assertThat(Laboratory.standstillMillis(REAL, lab("20"))).isEmpty();
    }

    @Test
    void withoutTheLaboratoryNothingIs() {
        Map<String, String> outside = Map.of(Laboratory.STANDSTILL, "20");
        assertThat(Laboratory.standstillMillis(MADE, outside)).isEmpty();
        assertThat(Laboratory.standstillMillis(outside)).isEmpty();
        assertThat(Laboratory.namesStandstill(outside)).isTrue();
        assertThat(Laboratory.standstillMillis(Map.of(Laboratory.VARIABLE, "yes", Laboratory.STANDSTILL, "20")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "7201", "99999", "20s", " 20", "2e1", "２０", "99999999999999999999"})
    void whatIsNoSuchNumberIsNone(String nonsense) {
        assertThat(Laboratory.standstillMillis(lab(nonsense))).isEmpty();
        assertThat(Laboratory.namesStandstill(lab(nonsense))).isTrue();
    }
}
