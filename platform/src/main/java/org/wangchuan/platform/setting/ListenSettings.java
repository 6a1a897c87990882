package org.wangchuan.platform.setting;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the platform listens. The web server reads addresses and ports through {@code application.yaml}.
 *
 * @param listenAddress an address of this machine; {@code 0.0.0.0} for all
 * @param listenPort a TCP port
 * @param proxies addresses of what stands between browsers and this platform, with commas between: whom they name in {@code X-Forwarded-For}
 *     is taken for who asks. Nobody else's word is
 * @param metricsAddress as {@code listenAddress}, for metrics; another than this machine's own needs a token
 * @param metricsPort a TCP port of their own; 0 for any that is free, −1 for no metrics at all
 * @param metricsToken what a reader of metrics shows as {@code Authorization: Bearer}
 */
@ConfigurationProperties("wangchuan")
public record ListenSettings(
        @Setting(example = "0.0.0.0") @DefaultValue("127.0.0.1")
        InetAddress listenAddress,

        @Setting(example = "443", up = "--port", min = 1, max = 65_535) @DefaultValue("8080")
        int listenPort,

        @Setting(example = "10.0.0.2, 10.0.0.3") Optional<String> proxies,

        @Setting(example = "10.0.0.5") @DefaultValue("127.0.0.1")
        InetAddress metricsAddress,

        @Setting(example = "9464", min = -1, max = 65_535) @DefaultValue("-1")
        int metricsPort,

        @Setting(example = "…") Optional<String> metricsToken) {
    private static final int TOKEN_CHARS_MIN = 20;
    private static final Pattern COMMA = Pattern.compile(",");

    public ListenSettings {
        SettingNames.requireInRange(ListenSettings.class, "listenPort", listenPort);
        SettingNames.requireInRange(ListenSettings.class, "metricsPort", metricsPort);
        var _ = addresses(proxies);
        if (metricsPort == listenPort) {
            throw SettingException.value(
                    SettingNames.of("metricsPort"), "another port than wangchuan.listen-port", metricsPort);
        }
        if (metricsToken.isPresent() && metricsToken.get().length() < TOKEN_CHARS_MIN) {
            throw SettingException.value(
                    SettingNames.of("metricsToken"),
                    "at least " + TOKEN_CHARS_MIN + " characters",
                    metricsToken.get().length());
        }
        if (metricsPort >= 0 && !metricsAddress.isLoopbackAddress() && metricsToken.isEmpty()) {
            throw SettingException.value(
                    SettingNames.of("metricsAddress"),
                    "a loopback address, or wangchuan.metrics-token beside it",
                    metricsAddress.getHostAddress());
        }
    }

    /** The addresses of {@link #proxies}. */
    public List<InetAddress> proxyAddresses() {
        return addresses(proxies);
    }

    private static List<InetAddress> addresses(Optional<String> proxies) {
        return proxies.stream()
                .flatMap(text -> Arrays.stream(COMMA.split(text, -1)))
                .map(String::strip)
                .map(ListenSettings::address)
                .toList();
    }

    private static InetAddress address(String text) {
        try {
            if (!text.isEmpty()) {
                return InetAddress.ofLiteral(text); // a number: nobody's names are asked
            }
        } catch (IllegalArgumentException e) {
            // it is said below
        }
        throw SettingException.value(
                SettingNames.of("proxies"), "addresses such as 10.0.0.2, with commas between", text);
    }
}
