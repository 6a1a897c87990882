package org.wangchuan.platform.web.limit;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who sends a request, as far as limits go. */
public final class Sender {
    /** Half of an IPv6 address: what is behind it one customer has for themselves, and could send from 2<sup>64</sup> addresses. */
    private static final int NETWORK_BYTES = 8;

    /** All that a proxy has written and that is no address: they share one number, for each could be anybody. */
    private static final String UNREADABLE = "unreadable";

    /** With the port that some proxies write behind it. */
    private static final Pattern WITH_PORT = Pattern.compile("\\[([^\\]]+)](?::\\d{1,5})?|([0-9.]+):\\d{1,5}");

    private Sender() {}

    /** The IPv4 address, or the /64 that the IPv6 address is in; behind a proxy that is named in the settings, of whom that one names. */
    public static String of(HttpServletRequest request) {
        String text = withoutPort(String.valueOf(request.getRemoteAddr()).strip());
        int scope = text.indexOf('%');
        try {
            InetAddress address = InetAddress.ofLiteral(scope < 0 ? text : text.substring(0, scope));
            return address instanceof Inet6Address
                    ? HexFormat.ofDelimiter(":").formatHex(address.getAddress(), 0, NETWORK_BYTES) + "::/64"
                    : address.getHostAddress();
        } catch (IllegalArgumentException e) {
            return UNREADABLE;
        }
    }

    private static String withoutPort(String text) {
        Matcher known = WITH_PORT.matcher(text);
        if (!known.matches()) {
            return text;
        }
        return known.group(1) == null ? known.group(2) : known.group(1);
    }
}
