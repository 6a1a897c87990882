package org.wangchuan.engine.phone.plan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.technique.TechniqueCatalogue;
import org.wangchuan.engine.policy.BilingualText;

/**
 * A way to erase a phone that people have heard of and this program does not have, with why not (decision 0076). For people alone: it has no level, can't be
 * chosen, and stands in no record.
 *
 * @param id stable name, none of a technique's
 * @param system of which phones, a word of {@link Property#SYSTEM}
 * @param because why not
 * @param sources addresses or names
 */
public record WayNotOffered(
        String id, String system, BilingualText title, BilingualText because, List<String> sources) {
    private static final String RESOURCE = "not-offered.v1.json";
    private static final int WAYS_MAX = 20;
    private static final List<WayNotOffered> SHIPPED = load();

    public WayNotOffered {
        sources = List.copyOf(sources);
    }

    /** All that are shipped. */
    public static List<WayNotOffered> all() {
        return SHIPPED;
    }

    /** Those for this phone; none as long as nobody says what system it runs. */
    public static List<WayNotOffered> of(Facts facts) {
        return SHIPPED.stream()
                .filter(way -> facts.all().stream()
                        .anyMatch(fact -> fact.property() == Property.SYSTEM
                                && fact.value().equals(way.system())))
                .toList();
    }

    /**
     * Reads a list of them.
     *
     * @throws ShapeException for another shape, an unknown system, no source, a technique's name, or one name twice
     */
    static List<WayNotOffered> fromJson(JsonValue.Obj document) throws ShapeException {
        Json.Fields list = Json.in(document).only("version", "ways");
        long _ = list.whole("version", 1, 1);
        List<Json.Fields> ways = list.objects("ways");
        if (ways.size() > WAYS_MAX) {
            throw new ShapeException("ways", "at most " + WAYS_MAX, "" + ways.size());
        }
        Set<String> seen = new HashSet<>(TechniqueCatalogue.IDS);
        List<WayNotOffered> out = new ArrayList<>();
        for (Json.Fields one : ways) {
            WayNotOffered way = read(one);
            if (!seen.add(way.id())) {
                throw new ShapeException("id", "a name of its own", way.id());
            }
            out.add(way);
        }
        return List.copyOf(out);
    }

    private static WayNotOffered read(Json.Fields in) throws ShapeException {
        in.only("id", "system", "title", "because", "sources");
        String system = in.text("system");
        if (!Property.SYSTEM.words().contains(system)) {
            throw new ShapeException("system", "a word of " + Property.SYSTEM.id(), system);
        }
        List<String> sources = in.texts("sources");
        if (sources.isEmpty()) {
            throw new ShapeException("sources", "one at least", "none");
        }
        return new WayNotOffered(
                BilingualText.line(in, "id"),
                system,
                BilingualText.fromJson(in.object("title")),
                BilingualText.fromJson(in.object("because")),
                sources);
    }

    private static List<WayNotOffered> load() {
        try (InputStream in = WayNotOffered.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + RESOURCE);
            }
            return fromJson(CanonicalJson.readLenientObject(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedJsonException | ShapeException e) {
            throw new IllegalStateException("resource " + RESOURCE + " is broken", e);
        }
    }
}
