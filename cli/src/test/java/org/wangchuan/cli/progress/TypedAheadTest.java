package org.wangchuan.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What was typed before a question was asked is no answer to it. */
class TypedAheadTest {
    @Test
    void linesThatWaitAreForgotten() throws IOException {
        InputStream typed = new BufferedInputStream(
                new ByteArrayInputStream("practice.img\nyes\n".repeat(5000).getBytes(StandardCharsets.UTF_8)));
        TerminalConsole.forgetTyped(typed);
        assertThat(typed.read()).isEqualTo(-1);
    }
}
