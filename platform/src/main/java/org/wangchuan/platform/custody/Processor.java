package org.wangchuan.platform.custody;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A company that is licensed to take over what this one may not process.
 *
 * @param name as it stands on the licence
 * @param scope the kinds of devices that the licence names
 * @param expiresOn the last day on which it is in force
 * @param confirmedAt when a manager has seen the licence; until then it is what the processor says of itself
 */
public record Processor(
        UUID id,
        UUID organisation,
        String name,
        String licenceNumber,
        Set<DeviceKind> scope,
        LocalDate expiresOn,
        Optional<Instant> confirmedAt) {
    public Processor {
        scope = Set.copyOf(scope);
    }

    /** Whether the licence is in force on this day. */
    public boolean isInForceOn(LocalDate day) {
        return !day.isAfter(expiresOn);
    }

    /** Whether the licence is in force, and names this kind of devices; both are asked for at each hand-over. */
    void requireFor(DeviceKind kind, LocalDate day) throws GateException {
        if (!isInForceOn(day)) {
            throw new GateException(GateException.Code.LICENCE_EXPIRED, "in force until " + expiresOn);
        }
        if (!scope.contains(kind)) {
            throw new GateException(GateException.Code.LICENCE_SCOPE, "not licensed for " + kind.id());
        }
    }
}
