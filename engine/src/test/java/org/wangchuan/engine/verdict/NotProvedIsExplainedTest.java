package org.wangchuan.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.canonical.Json;

/** A code in "not proved" of a receipt sends people to the threat model: it has to be there. */
class NotProvedIsExplainedTest {
    @ParameterizedTest
    @EnumSource
    void inTheThreatModel(Verdict.NotProved code) throws IOException {
        assertExplained(code, "threat-model.md", "## Which lies no host can see");
        assertExplained(code, "threat-model.zh.md", "## 哪些谎言任何主机都看不到");
    }

    private static void assertExplained(Verdict.NotProved code, String document, String heading) throws IOException {
        String page = Files.readString(Path.of("..", "docs", document));
        String lies = page.substring(page.indexOf(heading));
        assertThat(lies.substring(0, lies.indexOf("\n## "))).contains('`' + Json.wireName(code) + '`');
    }
}
