package org.wangchuan.engine.usb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsbPlaceTest {

    @Test
    void aPlaceIsABusAndThePortsDownToTheDevice() {
        UsbPlace place = UsbPlace.parse("3-1.4.2").orElseThrow();
        assertThat(place).isEqualTo(new UsbPlace(3, List.of(1, 4, 2)));
        assertThat(place.hub()).contains(new UsbPlace(3, List.of(1, 4)));
        assertThat(place).hasToString("3-1.4.2");
    }

    @Test
    void aRootHubHangsOnNothing() {
        UsbPlace root = UsbPlace.parse("usb2").orElseThrow();
        assertThat(root.root()).isTrue();
        assertThat(root.hub()).isEmpty();
        assertThat(root).hasToString("usb2");
        assertThat(UsbPlace.parse("2-1").flatMap(UsbPlace::hub)).contains(root);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "usb",
                "usb0",
                "usb1000",
                "1-0",
                "1-",
                "1-1.",
                "1-1:1.0",
                "1-0:1.0",
                "1-01",
                "1-256",
                "0-1",
                "1-1.1.1.1.1.1.1.1",
                "1-1 ",
                "١-1"
            })
    void whatIsNoPlaceIsNone(String name) {
        assertThat(UsbPlace.parse(name)).isEqualTo(Optional.empty());
    }
}
