package org.wangchuan.platform.web.outgoing;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Keeps addresses that companies name (of webhooks, of their identity providers) from leading into the network that the platform stands in. The names are resolved here for the very connection that is
 * made, so that what a name means can't change between the look and the call; if one of its addresses is refused, all are. Ranges are
 * those of the IANA special-purpose registries. Thread-safe.
 */
public class AddressGuard implements DnsResolver {
    private static final int URL_CHARS_MAX = 500;
    private static final int PORT_MAX = 65_535;

    private final boolean isTrial;
    private final boolean mayBePrivate;

    /**
     * One.
     *
     * @param isTrial whether they may lead to this machine, without TLS
     * @param mayBePrivate whether they may lead into private networks
     */
    public AddressGuard(boolean isTrial, boolean mayBePrivate) {
        this.isTrial = isTrial;
        this.mayBePrivate = mayBePrivate;
    }

    /** An address that nothing is sent to. */
    public static final class RefusedAddressException extends UnknownHostException {
        private static final long serialVersionUID = 1;

        RefusedAddressException() {
            super("an address that nothing may be sent to");
        }
    }

    /** The address as it is kept: https, or in a trial http to this machine; absent if it is none that is taken. */
    public Optional<URI> url(String typed) {
        String text = typed.strip();
        try {
            URI url = new URI(text);
            String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
            String host = String.valueOf(url.getHost());
            boolean isPlain =
                    isTrial && scheme.equals("http") && (host.equals("localhost") || host.equals("127.0.0.1"));
            boolean isOne = text.length() <= URL_CHARS_MAX
                    && url.getHost() != null
                    && url.getUserInfo() == null
                    && url.getFragment() == null
                    && url.getPort() != 0
                    && url.getPort() <= PORT_MAX
                    && url.toASCIIString().equals(text)
                    && (isPlain || scheme.equals("https"));
            return isOne ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** What is known of an address before anything is sent to it. */
    public enum Look {
        GOOD,
        /** It leads where nothing may be sent to. */
        REFUSED,
        /** Its name means nothing from here, now. */
        UNKNOWN
    }

    /** Asks what its name means now; each call asks again. */
    public Look look(URI url) {
        try {
            var _ = resolve(url.getHost());
            return Look.GOOD;
        } catch (RefusedAddressException e) {
            return Look.REFUSED;
        } catch (UnknownHostException e) {
            return Look.UNKNOWN;
        }
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] found = SystemDefaultDnsResolver.INSTANCE.resolve(host);
        if (found.length == 0 || !Arrays.stream(found).allMatch(this::isAllowed)) {
            throw new RefusedAddressException();
        }
        return found;
    }

    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
        return Arrays.stream(resolve(host))
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host; // nobody asks for another name than the one that was registered
    }

    boolean isAllowed(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return isTrial;
        }
        if (address.isAnyLocalAddress() || address.isLinkLocalAddress() || address.isMulticastAddress()) {
            return false; // with 169.254.169.254, where clouds tell their machines who they are
        }
        return switch (address) {
            case Inet4Address four -> isAllowed(four.getAddress());
            case Inet6Address six -> isAllowedSix(six.getAddress());
            default -> false;
        };
    }

    private boolean isAllowed(byte[] four) {
        int first = Byte.toUnsignedInt(four[0]);
        int second = Byte.toUnsignedInt(four[1]);
        int third = Byte.toUnsignedInt(four[2]);
        boolean isPrivate =
                first == 10 || (first == 172 && second >= 16 && second < 32) || (first == 192 && second == 168);
        boolean isSpecial = first == 0
                || first >= 224
                || (first == 100 && second >= 64 && second < 128) // shared; and 100.100.100.200, of another cloud
                || (first == 192 && second == 0 && (third == 0 || third == 2))
                || (first == 192 && second == 88 && third == 99)
                || (first == 198 && (second == 18 || second == 19))
                || (first == 198 && second == 51 && third == 100)
                || (first == 203 && second == 0 && third == 113);
        return isPrivate ? mayBePrivate : !isSpecial;
    }

    /** Global unicast but what carries an address of the other kind in it, or stands for a document; and private ones where they may be. */
    private boolean isAllowedSix(byte[] six) {
        int first = (Byte.toUnsignedInt(six[0]) << 8) | Byte.toUnsignedInt(six[1]);
        int second = (Byte.toUnsignedInt(six[2]) << 8) | Byte.toUnsignedInt(six[3]);
        if ((first & 0xfe00) == 0xfc00) {
            boolean isOfACloud = first == 0xfd00 && second == 0x0ec2;
            return mayBePrivate && !isOfACloud;
        }
        boolean isGlobal = (first & 0xe000) == 0x2000;
        boolean isSpecial =
                first == 0x2002 || (first == 0x2001 && (second < 0x0200 || second == 0x0db8)) || first == 0x3fff;
        return isGlobal && !isSpecial;
    }
}
