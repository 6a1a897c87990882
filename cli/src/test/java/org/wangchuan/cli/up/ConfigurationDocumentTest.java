package org.wangchuan.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The reference of settings names the options of {@code up} that set one; each of them is there, and none is left out. */
class ConfigurationDocumentTest {
    private static final Pattern IN_DOCUMENT = Pattern.compile("(?m)^\\| `wangchuan\\.[a-z-]+` \\| `(--[a-z-]+)` ");
    private static final Pattern IN_COMMAND = Pattern.compile("names = \"(--[a-z-]+)\"");
    /** What is no setting of the platform: the station's lanes, and where the server's certificate comes from. */
    private static final Set<String> OTHERS =
            Set.of("--lane", "--cert", "--key", "--acme", "--acme-agree", "--acme-server", "--acme-port", "--acme-ca");

    @Test
    void bothNameTheSame() throws IOException {
        Set<String> options = found(IN_COMMAND, "src/main/java/org/wangchuan/cli/command/UpCommand.java");
        assertThat(options).containsAll(OTHERS);
        options.removeAll(OTHERS);
        assertThat(found(IN_DOCUMENT, "../docs/configuration.md")).isEqualTo(options);
        assertThat(found(IN_DOCUMENT, "../docs/configuration.zh.md")).isEqualTo(options);
    }

    private static Set<String> found(Pattern pattern, String file) throws IOException {
        Set<String> out = new TreeSet<>();
        Matcher matcher = pattern.matcher(Files.readString(Path.of(file)));
        while (matcher.find()) {
            out.add(matcher.group(1));
        }
        return out;
    }
}
