package org.wangchuan.platform.setting;

import java.net.InetAddress;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the platform listens. The web server reads addresses and ports through {@code application.yaml}.
 *
 * @param listenAddress an address of this machine; {@code 0.0.0.0} for all
 * @param listenPort a TCP port
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

        @Setting(example = "10.0.0.5") @DefaultValue("127.0.0.1")
        InetAddress metricsAddress,

        @Setting(example = "9464", min = -1, max = 65_535) @DefaultValue("-1")
        int metricsPort,

        @Setting(example = "…") Optional<String> metricsToken) {
    private static final int TOKEN_CHARS_MIN = 20;

    public ListenSettings {
        SettingNames.requireInRange(ListenSettings.class, "listenPort", listenPort);
        SettingNames.requireInRange(ListenSettings.class, "metricsPort", metricsPort);
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
}
