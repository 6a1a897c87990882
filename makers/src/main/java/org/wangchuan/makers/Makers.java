package org.wangchuan.makers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;

/**
 * All that is known of phones by maker, from the files beside this class: the one place from which the guides for owners, the guided
 * workflows and the bench have where to tap. Thread-safe.
 *
 * <p>The files are written by hand from what could be read: stored copies of public pages, of most of which only the beginning. No menu
 * of theirs was tried on a real phone.
 */
public final class Makers {
    /** The files, in the order in which they are shown: who comes over a counter in China most first, bases last. */
    public static final List<String> IDS = List.of(
            "huawei",
            "honor",
            "xiaomi",
            "oppo",
            "vivo",
            "apple",
            "samsung",
            "oneplus",
            "realme",
            "meizu",
            "zte",
            "nubia",
            "lenovo",
            "motorola",
            "google",
            "sony",
            "nokia",
            "tcl",
            "transsion",
            "asus",
            "nothing",
            "fairphone",
            "hisense",
            "coolpad",
            "lg",
            "htc",
            "gionee",
            "smartisan",
            "android",
            "phone");

    private static final int DEPTH_MAX = 3;

    private final Map<String, Maker> makers;

    private Makers(List<Maker> makers) throws ShapeException {
        Map<String, Maker> byId = new LinkedHashMap<>();
        for (Maker maker : makers) {
            if (byId.put(maker.id(), maker) != null) {
                throw new ShapeException(maker.id(), "each maker once", "one twice");
            }
        }
        this.makers = byId;
        for (Maker maker : makers) {
            for (SystemRange system : maker.systems()) {
                requireWhole(knowledge(maker, system, lines(maker, system)));
            }
        }
    }

    private static final class Shipped {
        static final Makers ALL = load();
    }

    /**
     * Those that this program ships, read once.
     *
     * @throws IllegalStateException if a file is broken: the tests read all of them
     */
    public static Makers shipped() {
        return Shipped.ALL;
    }

    /**
     * Several makers together.
     *
     * @throws ShapeException if one is there twice, rests on what is not there, or leaves a topic without fact and without gap
     */
    static Makers of(List<Maker> makers) throws ShapeException {
        return new Makers(makers);
    }

    private static Makers load() {
        List<Maker> out = new ArrayList<>();
        for (String id : IDS) {
            out.add(load(id));
        }
        try {
            return of(out);
        } catch (ShapeException e) {
            throw new IllegalStateException("the makers' files do not fit together", e);
        }
    }

    private static Maker load(String id) {
        String name = id + ".json";
        try (InputStream in = Makers.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no file " + name);
            }
            Maker maker = MakerReader.read(in.readNBytes(MakerReader.BYTES_MAX + 1));
            if (!maker.id().equals(id)) {
                throw new IllegalStateException(name + " holds another maker");
            }
            return maker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedJsonException | ShapeException e) {
            throw new IllegalStateException(name + " is broken: " + e.getMessage(), e);
        }
    }

    /** All makers, without the bases, in the order in which they are shown. */
    public List<Maker> all() {
        return makers.values().stream().filter(maker -> !maker.isBase()).toList();
    }

    /** The maker or base of this id. */
    public Optional<Maker> find(String id) {
        return Optional.ofNullable(makers.get(id));
    }

    /**
     * The maker whose brand is named most exactly.
     *
     * @param named what somebody typed, or what a device calls its maker: of any content
     * @return empty if it names none that is known
     */
    public Optional<Maker> named(String named) {
        return all().stream()
                .filter(maker -> Brands.longest(maker.brands(), named) > 0)
                .max(Comparator.comparingInt(maker -> Brands.longest(maker.brands(), named)));
    }

    /** What is known of each of a maker's systems, the newest first. */
    public List<Knowledge> knowledge(Maker maker) {
        return maker.systems().stream().map(system -> knowledge(maker, system)).toList();
    }

    /**
     * What is known of the system that a device names.
     *
     * @param family as {@link SystemRange#family()}
     * @param version as the device has it: of any content
     * @return empty if no system of this maker covers it; then nothing says which menus it has, and a person is shown all of them
     */
    public Optional<Knowledge> knowledge(Maker maker, String family, String version) {
        return Version.parse(version)
                .flatMap(parsed -> maker.systems().stream()
                        .filter(system -> system.covers(family, parsed))
                        .findFirst()
                        .map(system -> knowledge(maker, system)));
    }

    private Knowledge knowledge(Maker maker, SystemRange system) {
        try {
            return knowledge(maker, system, lines(maker, system));
        } catch (ShapeException e) {
            throw new IllegalArgumentException("no maker of these: " + maker.id(), e);
        }
    }

    private static Knowledge knowledge(Maker maker, SystemRange system, List<Knowledge.Line> lines) {
        return new Knowledge(maker, system, lines);
    }

    private List<Knowledge.Line> lines(Maker maker, SystemRange system) throws ShapeException {
        List<Knowledge.Line> out = new ArrayList<>();
        out.add(new Knowledge.Line(maker, system));
        String base = system.base();
        while (!base.isEmpty()) {
            Maker found = makers.get(base);
            if (found == null || !found.isBase() || found.systems().size() != 1 || out.size() >= DEPTH_MAX) {
                throw new ShapeException(maker.id() + ".systems." + system.id(), "a base with one system", "none");
            }
            out.add(new Knowledge.Line(found, found.systems().getFirst()));
            base = found.systems().getFirst().base();
        }
        return out;
    }

    /** Silence is no answer: of each topic something is said, or it is said that nothing is known. */
    private static void requireWhole(Knowledge known) throws ShapeException {
        for (Topic topic : Topic.values()) {
            boolean isSaid = !known.facts(topic).isEmpty();
            if (!isSaid && known.gaps().stream().noneMatch(gap -> gap.topic() == topic)) {
                throw new ShapeException(
                        known.maker().id() + "." + known.system().id() + "." + topic.id(),
                        "a fact or a gap",
                        "nothing");
            }
        }
    }
}
