package org.wangchuan.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What faces the network holds no code that touches devices, and none that signs for a station. */
final class ItKnowsNoDeviceTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.wangchuan.engine.job.EraseJob",
                "org.wangchuan.station.erase.Bench",
                "org.wangchuan.cli.Main"
            })
    void itsClassPathHasNoneOfThese(String name) {
        assertThatThrownBy(() -> Class.forName(name)).isInstanceOf(ClassNotFoundException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wangchuan-engine", "wangchuan-station", "wangchuan-cli"})
    void norTheirJars(String artifact) {
        assertThat(System.getProperty("java.class.path")).doesNotContain(artifact);
    }
}
