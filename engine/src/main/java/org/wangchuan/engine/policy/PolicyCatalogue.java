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

/**
 * The policies that this program ships, as resources beside this class. What a release has shipped stays, unchanged, for what was
 * judged by it: the versions of a policy are 1, 2 and so on without a gap, each in a file {@code ID.vVERSION.json}.
 */
public final class PolicyCatalogue {
    /** What {@code --policy} means when it is not given. */
    public static final String DEFAULT_ID = "gb-46864-2025";

    /** The policies in the order in which they are shown. */
    public static final List<String> IDS = List.of(
            DEFAULT_ID,
            "nist-clear",
            "nist-clear-native",
            "nist-purge",
            "r2v3",
            "dod-short",
            "hmg-is5-enhanced",
            "bmb21-2019");

    private PolicyCatalogue() {}

    /** The policy of this name, in its current version: for new work, and for nothing that was done already. */
    public static Optional<Policy> find(String id) {
        List<Policy> versions = versions(id);
        return versions.isEmpty() ? Optional.empty() : Optional.of(versions.getLast());
    }

    /** One version of a policy; empty if this program does not have it, as an older or another program may. */
    public static Optional<Policy> find(String id, long version) {
        return IDS.contains(id) && version > 0 ? load(id, version) : Optional.empty();
    }

    /** Every version of a policy, the current one last; none of an unknown name. */
    public static List<Policy> versions(String id) {
        List<Policy> out = new ArrayList<>();
        Optional<Policy> next = find(id, 1);
        while (next.isPresent()) {
            out.add(next.get());
            next = find(id, next.get().version() + 1);
        }
        return List.copyOf(out);
    }

    /** All of them, each in its current version. */
    public static List<Policy> all() {
        return IDS.stream().map(id -> find(id).orElseThrow()).toList();
    }

    private static Optional<Policy> load(String id, long version) {
        String name = id + ".v" + version + ".json";
        try (InputStream in = PolicyCatalogue.class.getResourceAsStream(name)) {
            if (in == null) {
                return Optional.empty();
            }
            Policy policy = Policy.fromJson(CanonicalJson.readLenientObject(in.readAllBytes()));
            if (!policy.id().equals(id) || policy.version() != version) {
                throw new IllegalStateException("policy resource " + name + " holds another");
            }
            return Optional.of(policy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedJsonException | ShapeException e) {
            throw new IllegalStateException("policy resource " + name + " is broken", e);
        }
    }
}
