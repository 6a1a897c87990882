package org.wangchuan.platform.vault;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.wangchuan.platform.web.access.Role;

/**
 * That somebody looked at a person's data, as the person may see it: never who it was by name, but in which role, and where.
 *
 * @param fields what was shown
 * @param role that let them
 * @param authority whom it was disclosed to, if a law made the operator do it
 */
public record Read(
        Instant at,
        Purpose purpose,
        Set<Field> fields,
        Reader.Kind kind,
        Optional<Role> role,
        UUID site,
        Optional<String> authority) {
    public Read {
        fields = Set.copyOf(fields);
    }
}
