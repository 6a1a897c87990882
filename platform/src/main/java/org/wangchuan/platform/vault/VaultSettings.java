package org.wangchuan.platform.vault;

import java.nio.file.Path;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What whoever runs the platform decides about the vault.
 *
 * @param vaultKey file with the key that wraps the keys of persons; without it {@code vault.key} in the data folder. Whoever has
 *     it and the database can read everything; whoever loses it has lost everything
 * @param backupDays how long back-ups are kept, in days, 0–3650: so long may they still hold a destroyed key, and people are
 *     told so
 */
@ConfigurationProperties("wangchuan")
record VaultSettings(
        Optional<Path> vaultKey, @DefaultValue("35") int backupDays) {
    VaultSettings {
        if (backupDays < 0 || backupDays > 3650) {
            throw new IllegalArgumentException("wangchuan.backup-days: expected 0 to 3650, found " + backupDays);
        }
    }
}
