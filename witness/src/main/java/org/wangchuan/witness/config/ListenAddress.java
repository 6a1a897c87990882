package org.wangchuan.witness.config;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Where to listen, as people write it. */
public final class ListenAddress {
    private static final int PORT_MAX = 65_535;

    private ListenAddress() {}

    /**
     * Reads an address in numbers, or localhost, and a port: {@code 127.0.0.1:80}, {@code [::1]:0}. Names are refused,
     * for a start should not depend on who answers for them.
     */
    public static InetSocketAddress parse(String text) throws ConfigException {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        String port = text.substring(colon + 1);
        boolean isPort = port.matches("0|[1-9][0-9]{0,4}") && Integer.parseInt(port) <= PORT_MAX;
        String literal = host.matches("\\[.+]") ? host.substring(1, host.length() - 1) : host;
        try {
            InetAddress address =
                    host.equals("localhost") ? InetAddress.getLoopbackAddress() : InetAddress.ofLiteral(literal);
            if (isPort && address instanceof Inet6Address == host.startsWith("[")) {
                return new InetSocketAddress(address, Integer.parseInt(port));
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new ConfigException("listen", "an address in numbers, or localhost, and a port", text);
    }
}
