package org.wangchuan.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PlatformProcessTest {
    @Test
    void optionsAreWordsBetweenBlanks() {
        assertThat(PlatformProcess.words(null)).isEmpty();
        assertThat(PlatformProcess.words("  \t ")).isEmpty();
        assertThat(PlatformProcess.words(" -Xmx1g   -XX:TieredStopAtLevel=4\n"))
                .containsExactly("-Xmx1g", "-XX:TieredStopAtLevel=4");
    }
}
