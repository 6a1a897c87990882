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

    @Test
    void anAnswerTakesItsOwnLineAndNoMore() {
        InputStream typed = new ByteArrayInputStream(" 482193 \r\n二\nthree".getBytes(StandardCharsets.UTF_8));
        assertThat(TerminalConsole.readLine(typed)).isEqualTo("482193");
        assertThat(TerminalConsole.readLine(typed)).isEqualTo("二");
        assertThat(TerminalConsole.readLine(typed)).isEqualTo("three");
        assertThat(TerminalConsole.readLine(typed)).isEmpty();
    }

    @Test
    void aLineWithoutAnEndIsCutOff() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'a';
            }
        };
        assertThat(TerminalConsole.readLine(endless)).hasSize(4096);
    }
}
