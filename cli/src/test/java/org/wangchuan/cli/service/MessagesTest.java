package org.wangchuan.cli.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private static final Pattern ARGUMENT = Pattern.compile("\\{\\d}");

    private final Messages english = Messages.in("en");
    private final Messages chinese = Messages.in("zh");

    @Test
    void bothLanguagesSayTheSameThings() {
        assertThat(chinese.keys()).isEqualTo(english.keys());
        for (String key : english.keys()) {
            assertThat(arguments(chinese.text(key))).as(key).isEqualTo(arguments(english.text(key)));
        }
    }

    /** No format reads these sentences, so what is written twice is shown twice. */
    @Test
    void anApostropheIsWrittenOnce() {
        for (Messages messages : new Messages[] {english, chinese}) {
            assertThat(messages.keys())
                    .filteredOn(key -> messages.text(key).contains("''"))
                    .isEmpty();
        }
    }

    @Test
    void theLanguageFollowsTheLocale() {
        assertThat(Messages.forLocale("zh_CN.UTF-8").text("progress.verify")).isEqualTo("核验");
        assertThat(Messages.forLocale("ZH").text("progress.verify")).isEqualTo("核验");
        assertThat(Messages.forLocale("de_DE").text("progress.verify")).isEqualTo("verify");
        assertThat(Messages.forLocale("").text("progress.verify")).isEqualTo("verify");
    }

    @Test
    void anArgumentIsPutInAsItIs() {
        assertThat(english.text("error.hint", "$1 {x} \\")).isEqualTo("hint: $1 {x} \\");
    }

    @Test
    void anArgumentIsNeverTakenForThePlaceOfAnother() {
        assertThat(english.text("log.unsound", "{3}", 1, 2, 4)).isEqualTo("{3}: NOT sound; 4 findings, 2 files read");
    }

    @Test
    void anArgumentStaysOnItsLine() {
        assertThat(english.text("verify.replayed", "unused")).doesNotContain("unused");
        assertThat(english.text("error.hint", "a\n\u001b[2Jb\u2028c")).isEqualTo("hint: a\\u{a}\\u{1b}[2Jb\\u{2028}c");
    }

    @Test
    void whatACheckExpectedIsSaidInBothLanguages() {
        String nested = "at byte 0: expected the canonical spelling, found another spelling of the same value";
        assertThat(chinese.reason("a real one")).isEqualTo("真实的声明");
        assertThat(chinese.reason(nested)).contains("应为 规范的唯一写法，实为 同一值的另一种写法");
        assertThat(chinese.reason("12 bytes")).isEqualTo("12 bytes");
        assertThat(english.reason(nested)).isEqualTo(nested);
        assertThat(english.keys())
                .filteredOn(key -> key.startsWith("reason."))
                .hasSizeGreaterThan(20)
                .allSatisfy(key -> assertThat(english.reason(english.text(key))).isEqualTo(english.text(key)));
    }

    @Test
    void anUnknownLanguageIsAnErrorOfTheProgram() {
        assertThatIllegalArgumentException().isThrownBy(() -> Messages.in("xx"));
    }

    private static Set<String> arguments(String text) {
        return ARGUMENT.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }
}
