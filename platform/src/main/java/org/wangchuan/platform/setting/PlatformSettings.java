package org.wangchuan.platform.setting;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What whoever runs the platform decides; {@code wangchuan.data} and so on.
 *
 * @param data folder for everything that this platform keeps outside an external database: keys, tiles, photos, and the
 *     embedded database
 * @param publicUrl where browsers find this platform. Passkeys belong to its host name: people enrol again if it changes
 * @param databaseUrl a JDBC URL of an external PostgreSQL; without it the platform starts its own in {@code data}
 * @param databaseUser for the external database
 * @param databasePassword for the external database
 * @param sample whether an empty platform begins with a made-up company
 * @param ownerRequestsPerMinute how many requests for owners' pages one address may make in a minute, at least 1. A shop's
 *     phones share an address
 * @param trial whether images, volumes and loop devices count as devices, to try the platform out. Every page says so, and a
 *     data folder that was begun like this never becomes a shop's
 */
@ConfigurationProperties("wangchuan")
public record PlatformSettings(
        Path data,
        @DefaultValue("http://localhost:8080") URI publicUrl,
        Optional<String> databaseUrl,
        Optional<String> databaseUser,
        Optional<String> databasePassword,
        @DefaultValue("false") boolean sample,
        @DefaultValue("240") int ownerRequestsPerMinute,
        @DefaultValue("false") boolean trial) {

    public PlatformSettings {
        if (ownerRequestsPerMinute < 1) {
            throw new IllegalArgumentException(
                    "wangchuan.owner-requests-per-minute: expected at least 1, found " + ownerRequestsPerMinute);
        }
        String scheme = String.valueOf(publicUrl.getScheme());
        boolean isPlain = scheme.equals("http");
        if (!isPlain && !scheme.equals("https")) {
            throw new IllegalArgumentException(
                    "wangchuan.public-url: expected an address that begins with http:// or https://, found "
                            + publicUrl);
        }
        if (publicUrl.getHost() == null || !publicUrl.getPath().replace("/", "").isEmpty()) {
            throw new IllegalArgumentException(
                    "wangchuan.public-url: expected scheme, host and perhaps port, found " + publicUrl);
        }
        if (trial && databaseUrl.isPresent()) {
            throw new IllegalArgumentException(
                    "wangchuan.trial: expected the platform's own database, found an external one");
        }
        if (isPlain && !isThisMachine(publicUrl.getHost())) {
            throw new IllegalArgumentException(
                    "wangchuan.public-url: passkeys and the camera exist only on https, or on http://localhost; found "
                            + publicUrl);
        }
    }

    /** Whether this is only tried out. */
    public boolean isTrial() {
        return trial;
    }

    private static boolean isThisMachine(String host) {
        return host.equals("localhost") || host.endsWith(".localhost");
    }

    /** The public address without a slash at its end, to put a path after. */
    public String origin() {
        String text = publicUrl.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /** Whether browsers reach it through TLS. */
    public boolean isSecure() {
        return "https".equals(publicUrl.getScheme());
    }
}
