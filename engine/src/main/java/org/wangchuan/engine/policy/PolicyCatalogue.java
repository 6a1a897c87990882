package org.wangchuan.engine.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;

/** The policies that this version ships, as resources beside this class. */
public final class PolicyCatalogue {
    /** What {@code --policy} means when it is not given. */
    public static final String DEFAULT_ID = "gb-46864-2025";

    /** The current policies in the order in which they are shown. */
    public static final List<String> IDS =
            List.of(DEFAULT_ID, "nist-clear", "nist-purge", "r2v3", "dod-short", "hmg-is5-enhanced", "bmb21-2019");

    private PolicyCatalogue() {}

    /** The policy of this name, in its current version. */
    public static Optional<Policy> find(String id) {
        return IDS.contains(id) ? Optional.of(load(id)) : Optional.empty();
    }

    /** All of them. */
    public static List<Policy> all() {
        List<Policy> out = new ArrayList<>();
        for (String id : IDS) {
            out.add(load(id));
        }
        return out;
    }

    private static Policy load(String id) {
        try (InputStream in = PolicyCatalogue.class.getResourceAsStream(id + ".json")) {
            if (in == null) {
                throw new IllegalStateException("policy resource is missing: " + id);
            }
            return Policy.fromJson(CanonicalJson.readLenientObject(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedJsonException | ShapeException e) {
            throw new IllegalStateException("policy resource " + id + " is broken", e);
        }
    }
}
