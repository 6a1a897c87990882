package org.wangchuan.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.cli.testing.ScriptedConsole;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.engine.usb.UsbPlace;
import org.wangchuan.station.erase.Refusal;
import org.wangchuan.station.erase.Refusal.Cure;
import org.wangchuan.station.phone.PhoneEnd;

/** At a terminal the option stands beside the reason; elsewhere nobody has a command line. */
class RefusalTextTest {
    private static final String TYPED = "--also nvme0n2";

    @ParameterizedTest
    @EnumSource(Cure.class)
    void whatHelpsIsReadWithItsOption(Cure cure) {
        assertThat(said("en", cure)).isEqualTo("a: CODE: why" + en(cure));
        String zh = said("zh", cure);
        assertThat(zh).startsWith("a: CODE: 原因");
        assertThat(zh.contains("--")).isEqualTo(cure != Cure.AS_SAID);
        assertThat(zh.contains(TYPED)).isEqualTo(cure == Cure.NAME || cure == Cure.GO_ON_AS_ORDERED);
    }

    @Test
    void aTargetThatCanBeNoneIsSaidToBeMistyped(@TempDir Path folder) {
        for (String language : new String[] {"en", "zh"}) {
            ScriptedConsole console = new ScriptedConsole(language);
            for (Path path : List.of(Path.of("/dev/sd*"), Path.of("/dev/sdx"), folder)) {
                String code = path.equals(folder) ? "NOT_A_MEDIUM" : "NOT_FOUND";
                BilingualText why = new BilingualText("不存在：" + path + ": ENOENT", path + ": ENOENT");
                RefusalText.print(path, List.of(new Refusal(Refusal.Kind.SAFETY, code, why)), console);
            }
            boolean isEnglish = language.equals("en");
            String there = isEnglish ? "ENOENT" : "不存在：ENOENT";
            assertThat(console.errors())
                    .containsExactly(
                            "/dev/sd*: NOT_FOUND: " + there
                                    + (isEnglish ? "; no name that is there fits this pattern" : "；没有任何名称与此通配符相符"),
                            "/dev/sdx: NOT_FOUND: " + there,
                            folder + ": NOT_A_MEDIUM: " + there
                                    + (isEnglish
                                            ? "; name the devices or the files in it, each by itself"
                                            : "；请逐一指明其中的设备或文件"));
        }
    }

    @Test
    void soIsWhatGetsAPhonesJobOutOfTheWay() {
        ScriptedConsole console = new ScriptedConsole("en");
        BilingualText why = new BilingualText("原因", "why");
        UsbPlace place = new UsbPlace(1, List.of(2));
        new PhoneReport(place, new PhoneEnd.Refused("CODE", why, Optional.of("./wangchuan …")), List.of())
                .print(console);
        new PhoneReport(place, new PhoneEnd.Refused("CODE", why), List.of()).print(console);
        assertThat(console.errors()).containsExactly(place + ": CODE: why; type ./wangchuan …", place + ": CODE: why");
    }

    private static String en(Cure cure) {
        return switch (cure) {
            case AS_SAID -> "";
            case GO_ON -> "; go on with it by --resume";
            case GO_ON_AS_ORDERED -> "; type " + TYPED + ", and no other --policy, --verify, --medium or --asset";
            case NAME -> "; name each: " + TYPED;
            case TRY -> "; --best-effort erases it all the same";
            case OVERWRITING_RULES -> ", such as --policy nist-clear (--best-effort changes nothing here)";
            case NEW_JOB, NEW_JOB_IF_MEANT, NEW_JOB_AT_ONCE -> "; start a new job without --resume";
        };
    }

    private static String said(String language, Cure cure) {
        ScriptedConsole console = new ScriptedConsole(language);
        Refusal refusal = new Refusal(Refusal.Kind.SAFETY, "CODE", new BilingualText("原因", "why"), cure, TYPED);
        RefusalText.print(Path.of("a"), List.of(refusal), console);
        return String.join("\n", console.errors());
    }
}
