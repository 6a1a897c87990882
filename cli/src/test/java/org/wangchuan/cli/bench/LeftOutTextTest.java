package org.wangchuan.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wangchuan.cli.testing.ScriptedConsole;
import org.wangchuan.engine.plan.LeftOut;
import org.wangchuan.engine.plan.LeftOut.Cure;
import org.wangchuan.engine.policy.BilingualText;

/** At a terminal the option stands beside the reason; elsewhere nobody has a command line. */
class LeftOutTextTest {
    @Test
    void whoCanDoSomethingReadsByWhichOption() {
        assertThat(said("en", Cure.NONE)).isEqualTo("why");
        assertThat(said("en", Cure.POWER_OFF)).startsWith("why").contains("erase --suspend");
        assertThat(said("en", Cure.PSID)).startsWith("why").contains("--psid ", "--psid-file");
        assertThat(said("en", Cure.NAME)).startsWith("why").contains("--also mmcblk0boot0");
        assertThat(said("en", Cure.ANSWER)).startsWith("why").contains("devices");
        assertThat(said("zh", Cure.NONE)).isEqualTo("原因");
        assertThat(said("zh", Cure.POWER_OFF)).startsWith("原因").contains("erase --suspend");
        assertThat(said("zh", Cure.PSID)).startsWith("原因").contains("--psid ", "--psid-file");
        assertThat(said("zh", Cure.NAME)).startsWith("原因").contains("--also mmcblk0boot0");
        assertThat(said("zh", Cure.ANSWER)).startsWith("原因").contains("devices");
    }

    private static String said(String language, Cure cure) {
        return LeftOutText.of(new LeftOut("way", new BilingualText("原因", "why"), cure), new ScriptedConsole(language));
    }
}
