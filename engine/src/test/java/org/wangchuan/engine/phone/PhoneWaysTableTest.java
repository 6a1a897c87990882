package org.wangchuan.engine.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.engine.phone.technique.PhoneTechnique;
import org.wangchuan.engine.phone.technique.PhoneTechnique.By;
import org.wangchuan.engine.phone.technique.TechniqueCatalogue;
import org.wangchuan.engine.policy.BilingualText;

/**
 * The ways to erase a phone in {@code docs/phones.md} and its Chinese twin, and which of them was ever tried: from the data of each way, by which plans say it,
 * too. Written anew with {@code -Dwangchuan.write-docs=true}.
 */
class PhoneWaysTableTest {
    private static final String BEGIN = "<!-- ways -->\n";
    private static final String END = "<!-- end of ways -->\n";

    @ParameterizedTest
    @CsvSource({
        "phones.md, way, set off by, can reach, tried on a real phone, the bench, hand, cleared, unproven, yes, **never**",
        "phones.zh.md, 方式, 由谁启动, 最多达到, 在真手机上试过, 工位, 手动, 已清除, 未能证明, 是, **从未**"
    })
    void theTableIsThatOfTheWays(
            String file,
            String way,
            String by,
            String reaches,
            String tried,
            String bench,
            String hand,
            String cleared,
            String unproven,
            String yes,
            String never)
            throws IOException {
        Function<BilingualText, String> title = file.contains(".zh.") ? BilingualText::zh : BilingualText::en;
        Function<PhoneTechnique, String> line = one -> "| %s (`%s`, %d) | %s | %s | %s |\n"
                .formatted(
                        title.apply(one.title()),
                        one.id(),
                        one.version(),
                        one.by() == By.BENCH ? bench : hand,
                        one.reaches().isPresent() ? cleared : unproven,
                        one.isTried() ? yes : never);
        String table = "| %s | %s | %s | %s |\n| --- | --- | --- | --- |\n".formatted(way, by, reaches, tried)
                + TechniqueCatalogue.all().stream().map(line).collect(Collectors.joining());
        Path path = Path.of("..", "docs", file);
        String text = Files.readString(path);
        int from = text.indexOf(BEGIN) + BEGIN.length();
        int to = text.indexOf(END);
        assertThat(from).isLessThanOrEqualTo(to);
        if (Boolean.getBoolean("wangchuan.write-docs")) {
            Files.writeString(path, text.substring(0, from) + table + text.substring(to));
            return;
        }
        assertThat(text.substring(from, to))
                .as("run this test with -Dwangchuan.write-docs=true")
                .isEqualTo(table);
    }
}
