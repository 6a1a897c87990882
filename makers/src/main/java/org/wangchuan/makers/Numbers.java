package org.wangchuan.makers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;

/**
 * What the numbers of phones say by themselves, from {@code numbers.json}: who allocated an IMEI, which ranges are no product's, and how a
 * maker's serial numbers look, where somebody has read that. Of brands and models by type allocation nothing: nobody has a list that may be
 * used freely. Immutable.
 *
 * @param gaps what is not known; never empty
 */
public record Numbers(List<Body> bodies, List<SerialForm> serials, List<Words> gaps, List<Source> sources) {
    static final String FORMAT = "wangchuan-numbers/v1";
    static final int BYTES_MAX = 64 << 10;

    private static final String FILE = "numbers.json";
    private static final int BODIES_MAX = 100;
    private static final int SERIALS_MAX = 60;
    private static final int FEW = 20;
    private static final int SOURCES_MAX = 4;
    private static final int VERSION_MAX = 9999;
    private static final int SERIAL_CHARS_MIN = 4;
    private static final int SERIAL_CHARS_MAX = 40;

    public Numbers {
        bodies = List.copyOf(bodies);
        serials = List.copyOf(serials);
        gaps = List.copyOf(gaps);
        sources = List.copyOf(sources);
    }

    /** What a range of numbers is for. */
    public enum Use {
        /** A body that allocates numbers of this range. */
        ALLOCATES,
        /** One that did; phones of that time bear them. */
        FORMER,
        /** No product's: test equipment, or a phone that has lost its own. */
        TEST,
        /** Nobody's yet, but for a few. */
        RESERVED
    }

    /**
     * Who allocated the numbers that begin with these two figures.
     *
     * @param from the first two figures of the lowest, {@code 00} to {@code 99}
     * @param to of the highest
     */
    public record Body(int from, int to, Use use, Words name) {}

    /**
     * How a maker's serial numbers look: letters and figures, so many. A hint, and no more.
     *
     * @param maker its id, as in {@link Makers}
     */
    public record SerialForm(String maker, int min, int max, Words says) {
        /** Whether a number looks like one. */
        public boolean fits(String serial) {
            return serial.length() >= min
                    && serial.length() <= max
                    && serial.chars()
                            .allMatch(c -> (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'));
        }
    }

    private static final class Shipped {
        static final Numbers ALL = load();
    }

    /**
     * Those that this program ships, read once.
     *
     * @throws IllegalStateException if the file is broken: the tests read it
     */
    public static Numbers shipped() {
        return Shipped.ALL;
    }

    private static Numbers load() {
        try (InputStream in = Numbers.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("no file " + FILE);
            }
            return read(in.readNBytes(BYTES_MAX + 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedJsonException | ShapeException e) {
            throw new IllegalStateException(FILE + " is broken: " + e.getMessage(), e);
        }
    }

    /**
     * Who allocated an IMEI.
     *
     * @param imei any text; what does not begin with two figures has no body
     */
    public Optional<Body> body(String imei) {
        if (imei.length() < 2 || !isFigure(imei.charAt(0)) || !isFigure(imei.charAt(1))) {
            return Optional.empty();
        }
        int start = (imei.charAt(0) - '0') * 10 + (imei.charAt(1) - '0');
        return bodies.stream()
                .filter(body -> body.from() <= start && start <= body.to())
                .findFirst();
    }

    /** How the serial numbers of a maker look; empty if nobody has read that. */
    public Optional<SerialForm> serial(String maker) {
        return serials.stream().filter(form -> form.maker().equals(maker)).findFirst();
    }

    private static boolean isFigure(char c) {
        return c >= '0' && c <= '9';
    }

    /**
     * Reads the file.
     *
     * @param bytes of anybody's: every mistake ends in one of the two exceptions
     */
    static Numbers read(byte[] bytes) throws MalformedJsonException, ShapeException {
        if (bytes.length > BYTES_MAX) {
            throw new ShapeException("", "at most " + BYTES_MAX + " bytes", "" + bytes.length);
        }
        Json.Fields in = Json.in(CanonicalJson.readLenientObject(bytes));
        in.only("format", "version", "bodies", "serials", "gaps", "sources");
        if (!in.text("format").equals(FORMAT)) {
            throw new ShapeException("format", FORMAT, "another");
        }
        in.whole("version", 1, VERSION_MAX);
        List<Source> sources = new ArrayList<>();
        for (Json.Fields one : Bounds.objects(in, "sources", 1, FEW)) {
            sources.add(Source.of(one));
        }
        List<Body> bodies = new ArrayList<>();
        for (Json.Fields one : Bounds.objects(in, "bodies", 1, BODIES_MAX)) {
            bodies.add(body(one, bodies, sources));
        }
        List<SerialForm> serials = new ArrayList<>();
        for (Json.Fields one : Bounds.objects(in, "serials", 0, SERIALS_MAX)) {
            serials.add(serial(one, sources));
        }
        List<Words> gaps = new ArrayList<>();
        for (Json.Fields one : Bounds.objects(in, "gaps", 1, FEW)) {
            gaps.add(Words.of(one));
        }
        return new Numbers(bodies, serials, gaps, sources);
    }

    /** In the order of their figures, and none of two bodies. */
    private static Body body(Json.Fields in, List<Body> before, List<Source> sources) throws ShapeException {
        in.only("from", "to", "use", "name", "sources");
        requireRead(in, sources);
        int from = figures(in, "from");
        int to = figures(in, "to");
        if (to < from || (!before.isEmpty() && from <= before.getLast().to())) {
            throw new ShapeException("from", "ranges in their order, none in another", "another");
        }
        return new Body(from, to, in.constant("use", Use.class), Words.ofName(in.object("name")));
    }

    private static SerialForm serial(Json.Fields in, List<Source> sources) throws ShapeException {
        in.only("maker", "min", "max", "says", "basis", "sources");
        requireRead(in, sources);
        if (in.constant("basis", Basis.class) == Basis.UNPROVEN) {
            throw new ShapeException("basis", "what it rests on", "nothing: then it stands among the gaps");
        }
        int min = (int) in.whole("min", SERIAL_CHARS_MIN, SERIAL_CHARS_MAX);
        int max = (int) in.whole("max", min, SERIAL_CHARS_MAX);
        return new SerialForm(Lines.id(in.text("maker"), "maker"), min, max, Words.of(in.object("says")));
    }

    private static int figures(Json.Fields in, String name) throws ShapeException {
        String text = in.text(name);
        if (text.length() != 2 || !isFigure(text.charAt(0)) || !isFigure(text.charAt(1))) {
            throw new ShapeException(name, "two figures", "another text");
        }
        return Integer.parseInt(text);
    }

    /** Whatever is said has a page that somebody read. */
    private static void requireRead(Json.Fields in, List<Source> sources) throws ShapeException {
        for (String id : Bounds.ids(in, "sources", 1, SOURCES_MAX)) {
            if (sources.stream()
                    .noneMatch(source -> source.id().equals(id) && source.read().isPresent())) {
                throw new ShapeException("sources", "a page that was read", id);
            }
        }
    }
}
