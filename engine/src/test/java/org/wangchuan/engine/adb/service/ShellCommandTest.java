package org.wangchuan.engine.adb.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.adb.direct.Connecting.failing;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.adb.AdbException.Code;

/** A shell reads every word back as it was. */
class ShellCommandTest {
    private static final String LETTERS = "ab0'\"\\$`;&|<>(){}[]*?~!#%^=+-_.:/, \t\n\r\u0001\u007f锁é\u202e";

    @Test
    void plainWordsStayPlain() throws Exception {
        assertThat(ShellCommand.of("getprop", "ro.product.model").text()).isEqualTo("getprop ro.product.model");
        assertThat(ShellCommand.of("pm", "path", "a b", "it's", "").text()).isEqualTo("pm path 'a b' 'it'\\''s' ''");
        assertThat(ShellCommand.of("FOO=bar", "x").text()).isEqualTo("'FOO=bar' x"); // a program, no variable
    }

    @Test
    void whatCannotBeAWordIsRefused() {
        failing(Code.ARGUMENT, () -> ShellCommand.of("a\0b"));
        failing(Code.ARGUMENT, () -> ShellCommand.of());
        failing(Code.ARGUMENT, () -> ShellCommand.of("", "x"));
        failing(Code.ARGUMENT, () -> ShellCommand.of("x", "\ud800"));
        failing(Code.ARGUMENT, () -> ShellCommand.of("x".repeat(ShellCommand.BYTES_MAX + 1)));
    }

    @Test
    void aRealShellReadsThousandsOfHostileWordsBack() throws Exception {
        Random random = new Random(20261128);
        StringBuilder script = new StringBuilder();
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            StringBuilder word = new StringBuilder();
            for (int n = random.nextInt(12); n > 0; n--) {
                word.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
            words.add(word.toString());
            script.append(ShellCommand.of("printf", "%s\\0", word.toString()).text())
                    .append('\n');
        }
        Process shell = new ProcessBuilder("sh", "-s").redirectErrorStream(true).start();
        Thread.ofVirtual().start(() -> {
            try (java.io.OutputStream to = shell.getOutputStream()) {
                to.write(script.toString().getBytes(StandardCharsets.UTF_8));
            } catch (java.io.IOException e) {
                shell.destroy();
            }
        });
        try (InputStream said = shell.getInputStream()) {
            String read = new String(said.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(read).isEqualTo(String.join("\0", words) + "\0");
        }
    }
}
