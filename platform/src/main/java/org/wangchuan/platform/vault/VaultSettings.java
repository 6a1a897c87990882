package org.wangchuan.platform.vault;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.wangchuan.platform.setting.Setting;
import org.wangchuan.platform.setting.SettingNames;

/**
 * What whoever runs the platform decides about the vault.
 *
 * @param vaultKey file with the key that wraps the keys of persons; without it {@code vault.key} in the data folder. Whoever has
 *     it and the database can read everything; whoever loses it has lost everything
 * @param backupDays how long back-ups are kept, in days, 0–3650: so long may they still hold a destroyed key, and people are
 *     told so
 * @param vaultReadsPerHour how often one account may open what is kept of persons, 1–1000 an hour; masked ten times as often
 */
@ConfigurationProperties("wangchuan")
record VaultSettings(
        @Setting(example = "/media/safe/vault.key") Optional<String> vaultKey,

        @Setting(example = "90", min = 0, max = 3_650) @DefaultValue("35")
        int backupDays,

        @Setting(example = "60", min = 1, max = 1_000) @DefaultValue("30")
        int vaultReadsPerHour) {
    /** The file; as text it is bound, as a path it would not be from the command line. */
    Optional<Path> vaultKeyFile() {
        return vaultKey.map(Path::of);
    }

    /** Until when back-ups may hold a key that is destroyed now. */
    Instant backupsUntil(Instant now) {
        return now.plus(Duration.ofDays(backupDays));
    }

    VaultSettings {
        SettingNames.requireInRange(VaultSettings.class, "backupDays", backupDays);
        SettingNames.requireInRange(VaultSettings.class, "vaultReadsPerHour", vaultReadsPerHour);
    }
}
