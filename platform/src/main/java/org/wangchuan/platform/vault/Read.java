package org.wangchuan.platform.vault;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.wangchuan.platform.web.access.Role;

/**
 * That somebody looked at a person's data, wrote them or took them out, as the person may see it: never who it was by name, but in which role, and
 * where.
 *
 * @param fields what was shown, written, or taken out
 * @param role that let them
 * @param reason that they gave
 * @param disclosed whom it was disclosed to, if a law made the operator do it
 */
public record Read(
        Instant at,
        Act act,
        Purpose purpose,
        Set<Field> fields,
        Reader.Kind kind,
        Optional<Role> role,
        UUID site,
        Optional<Reason> reason,
        Optional<Disclosed> disclosed) {
    public Read {
        fields = Set.copyOf(fields);
    }

    /**
     * A disclosure to an authority.
     *
     * @param authority its name
     * @param article of the law that it named
     * @param isAlone whether nobody else confirmed it, since nobody else was there
     * @param sealedUntil until when a law kept it from the person, if one did
     */
    public record Disclosed(String authority, String article, boolean isAlone, Optional<Instant> sealedUntil) {}

    /** What was done. */
    public enum Act {
        WRITTEN,
        /** Shown masked; at most one an hour of the same reader is on record. */
        MASKED,
        READ,
        DISCLOSED,
        /** Deleted, since it was corrected to something else or to nothing. */
        REMOVED;

        /** As it stands in the database, and in the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The one of this id. */
        public static Act of(String id) {
            return valueOf(id.toUpperCase(Locale.ROOT));
        }
    }
}
