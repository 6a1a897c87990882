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
 * @param logFolder folder of the operator's log, that all processes over one external database share; without it {@code log} in
 *     {@code data}
 * @param sample whether an empty platform begins with a made-up company
 * @param ownerRequestsPerMinute how many requests for owners' pages one address may make in a minute. A shop's phones share
 *     an address
 * @param trial whether images, volumes and loop devices count as devices, to try the platform out. Every page says so, and a
 *     data folder that was begun like this never becomes a shop's
 * @param administratorLink the name at work of an administrator for whom this start makes a link that signs in once; an asterisk for
 *     the only one
 */
@ConfigurationProperties("wangchuan")
public record PlatformSettings(
        @Setting(example = "/var/lib/wangchuan/platform", up = "--data")
        Path data,

        @Setting(example = "https://shop.example.org", up = "--public-url") @DefaultValue("http://localhost:8080")
        URI publicUrl,

        @Setting(example = "jdbc:postgresql://db.example.org/wangchuan", up = "--database-url")
        Optional<String> databaseUrl,

        @Setting(example = "shop", up = "--database-user") Optional<String> databaseUser,
        @Setting(example = "…") Optional<String> databasePassword,
        @Setting(example = "/mnt/wangchuan/log") Optional<String> logFolder,

        @Setting(example = "true", up = "--sample") @DefaultValue("false")
        boolean sample,

        @Setting(example = "600", min = 1, max = 10_000_000) @DefaultValue("240")
        int ownerRequestsPerMinute,

        @Setting(example = "true", up = "--trial") @DefaultValue("false")
        boolean trial,

        @Setting(example = "*", up = "--administrator-link") Optional<String> administratorLink) {

    public PlatformSettings {
        if (data == null) { // the framework's way to say that it was not given
            throw new SettingException(
                    SettingException.Code.SETTING_MISSING, SettingNames.of("data") + ": expected a folder, found none");
        }
        SettingNames.requireInRange(PlatformSettings.class, "ownerRequestsPerMinute", ownerRequestsPerMinute);
        requireAddress(publicUrl);
        if (logFolder.isPresent() && databaseUrl.isEmpty()) {
            throw SettingException.value(
                    SettingNames.of("logFolder"),
                    "another database as well, by wangchuan.database-url: the platform's own is used by one process, and backed up with its folder",
                    logFolder.get());
        }
        if (trial && databaseUrl.isPresent()) {
            throw SettingException.value(
                    SettingNames.of("trial"), "the platform's own database", "another one, by wangchuan.database-url");
        }
    }

    private static void requireAddress(URI url) {
        String name = SettingNames.of("publicUrl");
        String scheme = String.valueOf(url.getScheme());
        boolean isPlain = scheme.equals("http");
        if (!isPlain && !scheme.equals("https")) {
            throw SettingException.value(name, "an address that begins with http:// or https://", url);
        }
        boolean isOrigin = url.getHost() != null
                && url.getPath().replace("/", "").isEmpty()
                && url.getQuery() == null
                && url.getFragment() == null
                && url.getUserInfo() == null;
        if (!isOrigin) {
            throw SettingException.value(name, "scheme, host and perhaps port, and nothing else", url);
        }
        if (isPlain && !isThisMachine(url.getHost())) {
            throw SettingException.value(
                    name, "https, or http://localhost: passkeys and the camera exist on no other", url);
        }
    }

    /** Where the operator's log is; absolute. */
    public Path log() {
        return logFolder
                .map(Path::of)
                .orElseGet(() -> data.resolve("log"))
                .toAbsolutePath()
                .normalize();
    }

    /** Whether this is only tried out. */
    public boolean isTrial() {
        return trial;
    }

    /** Whether its address leads nowhere but on this machine: no phone can open it. */
    public boolean isOfThisMachine() {
        return isThisMachine(publicUrl.getHost());
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
