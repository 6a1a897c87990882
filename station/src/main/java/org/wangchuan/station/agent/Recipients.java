package org.wangchuan.station.agent;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.wangchuan.station.recheck.SealedFiles;

/**
 * The keys that files are sealed for, of looks that wait for them: one outlives the waits for another station, and none a reading. In this
 * process alone. Thread-safe.
 */
final class Recipients {
    private final Map<UUID, SealedFiles.Recipient> keys = new ConcurrentHashMap<>();

    /** The key of a look; a new one if it has none. */
    SealedFiles.Recipient of(UUID look) {
        return keys.computeIfAbsent(look, SealedFiles.Recipient::new);
    }

    /** It was used, or is of no use any more. */
    void forget(UUID look) {
        keys.remove(look);
    }

    /** Forgets those of all other looks. */
    void keepOnly(Collection<UUID> looks) {
        keys.keySet().retainAll(looks);
    }
}
