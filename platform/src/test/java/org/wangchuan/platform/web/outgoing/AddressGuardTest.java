package org.wangchuan.platform.web.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where webhooks and identity providers lead, by the registries of special addresses. */
final class AddressGuardTest {
    private final AddressGuard strict = new AddressGuard(false, false);
    private final AddressGuard open = new AddressGuard(false, true);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.8.8",
                "0.0.0.0",
                "0.1.2.3",
                "169.254.169.254",
                "100.64.0.1",
                "100.100.100.200",
                "192.0.0.8",
                "192.0.2.1",
                "192.88.99.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::127.0.0.1",
                "64:ff9b::a00:1",
                "64:ff9b:1::1",
                "2002:a00:1::1",
                "2001::1",
                "2001:db8::1",
                "2001:10::1",
                "3fff::1",
                "100::1",
                "fd00:ec2::254"
            })
    void neverTo(String address) throws UnknownHostException {
        assertThat(strict.isAllowed(InetAddress.getByName(address))).isFalse();
        if (!address.startsWith("::ffff:10")) { // which is 10.0.0.1
            assertThat(open.isAllowed(InetAddress.getByName(address))).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.7.7", "fc00::1", "fd12:3456::1"})
    void toPrivateOnesWhereTheyMayBe(String address) throws UnknownHostException {
        assertThat(strict.isAllowed(InetAddress.getByName(address))).isFalse();
        assertThat(open.isAllowed(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "172.15.0.1",
                "172.32.0.1",
                "100.63.0.1",
                "100.128.0.1",
                "192.167.0.1",
                "2606:4700::1111",
                "2001:4860:4860::8888",
                "240e:1::1"
            })
    void toAllOthers(String address) throws UnknownHostException {
        assertThat(strict.isAllowed(InetAddress.getByName(address))).isTrue();
    }
}
