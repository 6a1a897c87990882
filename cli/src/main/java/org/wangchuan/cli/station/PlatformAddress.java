package org.wangchuan.cli.station;

import java.net.URI;
import java.util.Optional;
import org.wangchuan.witness.client.WitnessAddress;

/** Where a platform is: through TLS, or on this machine. A token must not cross a network in clear. */
public final class PlatformAddress {
    private PlatformAddress() {}

    static Optional<URI> parse(String text) {
        return WitnessAddress.parse(text)
                .filter(uri -> "https".equals(uri.getScheme()) || isThisMachine(uri.getHost()));
    }

    /** Whether it is on this machine, however that is spelled. */
    public static boolean isThisMachine(URI address) {
        return address.getHost() != null && isThisMachine(address.getHost());
    }

    private static boolean isThisMachine(String host) {
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("[::1]")
                || host.matches("127(\\.[0-9]{1,3}){3}");
    }
}
