package org.wangchuan.witness.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** The address in a witness's line of a policy: its submission prefix. */
public final class WitnessAddress {
    private static final int PORT_MAX = 65_535;

    private WitnessAddress() {}

    /** The address without a slash at its end; empty for one that can't be asked, or holds a secret. */
    public static Optional<URI> parse(String text) {
        String prefix = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        try {
            URI uri = new URI(prefix);
            boolean isHttp = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            boolean isPlain = uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
            boolean isPort = uri.getPort() == -1 || (uri.getPort() > 0 && uri.getPort() <= PORT_MAX);
            return isHttp && isPlain && isPort && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
