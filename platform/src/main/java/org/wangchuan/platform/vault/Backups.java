package org.wangchuan.platform.vault;

import java.time.Instant;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/** What people are told of back-ups before they have something forgotten. Thread-safe. */
@Component
public class Backups {
    private final VaultSettings settings;
    private final InstantSource clock;

    Backups(VaultSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Until when they may hold a key that is destroyed now. */
    public Instant until() {
        return settings.backupsUntil(clock.instant());
    }
}
