package org.wangchuan.engine.phone.technique;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;

/**
 * The techniques that this program ships, as resources beside this class. What a release has shipped stays, unchanged, for what was judged by it:
 * the versions of a technique are 1, 2 and so on without a gap, each in a file {@code ID.vVERSION.json}.
 */
public final class TechniqueCatalogue {
    /** All techniques, the strongest first of those for the same system. */
    public static final List<String> IDS = List.of(
            "ios-erase-device",
            "ios-reset-by-hand",
            "android-reset-fill-reset",
            "android-reset-read-again",
            "android-reset-by-hand",
            "android-fastboot-erase",
            "harmonyos-reset-by-hand");

    /** Those that were asked for: a record is read over and over while it grows. At most what there is. */
    private static final Map<String, PhoneTechnique> READ = new ConcurrentHashMap<>();

    private TechniqueCatalogue() {}

    /** One version of a technique; empty if this program does not have it. */
    public static Optional<PhoneTechnique> find(String id, long version) {
        return IDS.contains(id) && version > 0 ? load(id, version) : Optional.empty();
    }

    /** A technique in its current version. */
    public static Optional<PhoneTechnique> find(String id) {
        Optional<PhoneTechnique> found = Optional.empty();
        Optional<PhoneTechnique> next = find(id, 1);
        while (next.isPresent()) {
            found = next;
            next = find(id, next.get().version() + 1);
        }
        return found;
    }

    /** All of them, each in its current version. */
    public static List<PhoneTechnique> all() {
        List<PhoneTechnique> out = new ArrayList<>();
        IDS.forEach(id -> out.add(find(id).orElseThrow()));
        return List.copyOf(out);
    }

    private static Optional<PhoneTechnique> load(String id, long version) {
        String name = id + ".v" + version + ".json";
        @Nullable PhoneTechnique read = READ.get(name);
        if (read != null) {
            return Optional.of(read);
        }
        try (InputStream in = TechniqueCatalogue.class.getResourceAsStream(name)) {
            if (in == null) {
                return Optional.empty();
            }
            PhoneTechnique found = PhoneTechnique.fromJson(CanonicalJson.readLenientObject(in.readAllBytes()));
            if (!found.id().equals(id) || found.version() != version) {
                throw new IllegalStateException("technique resource " + name + " holds another");
            }
            READ.put(name, found);
            return Optional.of(found);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedJsonException | ShapeException e) {
            throw new IllegalStateException("technique resource " + name + " is broken", e);
        }
    }
}
