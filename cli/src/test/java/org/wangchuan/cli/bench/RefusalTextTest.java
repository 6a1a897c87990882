package org.wangchuan.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.cli.testing.ScriptedConsole;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.station.erase.Refusal;
import org.wangchuan.station.erase.Refusal.Cure;

/** At a terminal the option stands beside the reason; elsewhere nobody has a command line. */
class RefusalTextTest {
    @ParameterizedTest
    @EnumSource(Cure.class)
    void whoHasToBeginAnewReadsByWhichOption(Cure cure) {
        boolean anew = cure != Cure.AS_SAID;
        assertThat(said("en", cure)).isEqualTo("a: CODE: why" + (anew ? "; start a new job without --resume" : ""));
        assertThat(said("zh", cure)).isEqualTo("a: CODE: 原因" + (anew ? "；请不带 --resume 开始新任务" : ""));
    }

    private static String said(String language, Cure cure) {
        ScriptedConsole console = new ScriptedConsole(language);
        Refusal refusal = new Refusal(Refusal.Kind.SAFETY, "CODE", new BilingualText("原因", "why"), cure);
        RefusalText.print(Path.of("a"), List.of(refusal), console);
        return String.join("\n", console.errors());
    }
}
