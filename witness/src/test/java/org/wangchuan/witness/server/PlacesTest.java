package org.wangchuan.witness.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private final Places places = new Places();
    private final InetAddress one = InetAddress.ofLiteral("192.0.2.1");

    @Test
    void anAddressHasItsPlacesAndNoMoreUntilItGivesOneBack() {
        for (int i = 0; i < Places.OF_ONE_MAX; i++) {
            assertThat(places.take(one)).isTrue();
        }
        assertThat(places.take(one)).isFalse();
        assertThat(places.take(InetAddress.ofLiteral("192.0.2.2"))).isTrue();
        places.giveBack(one);
        assertThat(places.take(one)).isTrue();
        assertThat(places.take(one)).isFalse();
    }

    @Test
    void aProxyOnTheSameMachineHasNoLimit() {
        for (int i = 0; i <= Places.OF_ONE_MAX; i++) {
            assertThat(places.take(InetAddress.getLoopbackAddress())).isTrue();
        }
    }
}
