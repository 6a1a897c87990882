package org.wangchuan.platform.web.limit;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;

/** Who sends a request, as far as limits go. */
public final class Sender {
    /** Half of an IPv6 address: what is behind it one customer has for themselves, and could send from 2<sup>64</sup> addresses. */
    private static final int NETWORK_BYTES = 8;

    private Sender() {}

    /** The IPv4 address, or the /64 that the IPv6 address is in; behind a proxy that is named in the settings, of whom that one names. */
    public static String of(HttpServletRequest request) {
        String text = String.valueOf(request.getRemoteAddr());
        int scope = text.indexOf('%');
        try {
            InetAddress address = InetAddress.ofLiteral(scope < 0 ? text : text.substring(0, scope));
            return address instanceof Inet6Address
                    ? HexFormat.ofDelimiter(":").formatHex(address.getAddress(), 0, NETWORK_BYTES) + "::/64"
                    : address.getHostAddress();
        } catch (IllegalArgumentException e) {
            return text; // what a proxy has written; it is counted as it stands
        }
    }
}
