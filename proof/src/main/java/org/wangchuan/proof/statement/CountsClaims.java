package org.wangchuan.proof.statement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * What an operator says in public of the results at one of its sites: each result that its log has stands in one of these by a mark, in the
 * group of its medium and verdict. The totals follow from the marks. It proves no erasure, and not that a station's work was noted at all.
 *
 * @param site as the platform calls it
 * @param number which of that site this is, from 1
 * @param previous digest of the issuer-signed JWT of the one before; absent exactly for the first
 * @param log the name of the log that has the results
 * @param size of the log's tree: all results that are counted here are in it
 * @param sinceSeconds until when the one before counted, or when the site was set up
 * @param untilSeconds what came later is not counted; the end of a month in UTC
 * @param groups by medium and verdict, in the order of both
 * @param certificates how many of the results had a certificate when this was made
 */
public record CountsClaims(
        UUID site,
        long number,
        Optional<Bytes32> previous,
        String log,
        long size,
        long sinceSeconds,
        long untilSeconds,
        List<Group> groups,
        long certificates,
        Looks looks,
        Complaints complaints) {
    /** Fewer results are never counted: what is said of so few could be said of somebody. */
    public static final int LEAST = 10;

    /** Most results in one of them; more are in the next. */
    public static final int MOST = 10_000;

    static final String[] NAMES = {
        "site",
        "number",
        "previous",
        "log",
        "size",
        "since",
        "until",
        "groups",
        "total",
        "certificates",
        "looks",
        "complaints"
    };

    private static final Comparator<Group> ORDER =
            Comparator.comparing(Group::medium).thenComparing(Group::verdict);
    private static final Comparator<Bytes32> BY_BYTES = Comparator.comparing(Bytes32::base64Url);

    /** What was erased, as far as the evidence tells. */
    public enum Medium {
        /** Semiconductors. */
        FLASH,
        /** Disks that turn, and tapes. */
        MAGNETIC,
        /** Nothing tells. */
        UNKNOWN;

        /** That of a target; none of a file that was erased for practice, which is no medium and counts nowhere. */
        public static Optional<Medium> of(Target.MediumClass erased) {
            return switch (erased) {
                case FLASH -> Optional.of(FLASH);
                case MAGNETIC -> Optional.of(MAGNETIC);
                case UNKNOWN -> Optional.of(UNKNOWN);
                case IMAGE -> Optional.empty();
            };
        }
    }

    /**
     * Results of one kind.
     *
     * @param marks one each ({@link LogEntry#mark}), in the order of their spelling
     */
    public record Group(Medium medium, Verdict verdict, List<Bytes32> marks) {
        public Group {
            marks = List.copyOf(marks);
            if (marks.isEmpty() || !isRising(marks, BY_BYTES)) {
                throw new IllegalArgumentException("expected marks, each once and in order");
            }
        }

        JsonValue.Obj json() {
            return Json.object()
                    .put("medium", Json.wireName(medium))
                    .put("verdict", Json.wireName(verdict))
                    .put(
                            "marks",
                            Json.texts(marks.stream().map(Bytes32::base64Url).toList()))
                    .build();
        }

        static Group read(Json.Fields in) throws ShapeException, VerificationException {
            in.only("medium", "verdict", "marks");
            Medium medium = in.constant("medium", Medium.class);
            Verdict verdict = in.constant("verdict", Verdict.class);
            List<Bytes32> marks = new ArrayList<>();
            for (String mark : in.texts("marks")) {
                marks.add(Bytes32.parseBase64Url(mark));
            }
            return new Group(medium, verdict, marks);
        }
    }

    /**
     * What the sample came to since the one before: the platform's word.
     *
     * @param drawn devices that were drawn
     * @param confirmed looks that found nothing, at devices on which nothing was found afterwards
     * @param afar the same of those that a station read at the word of somebody who did not see them; not among the confirmed ones, and not
     *     spelled out where there is none
     * @param found looks that found something
     * @param released devices that were let go without a look
     * @param open devices that were drawn at any time and that nobody has looked at
     */
    public record Looks(long drawn, long confirmed, long afar, long found, long released, long open) {}

    /**
     * What became of complaints since the one before: the platform's word.
     *
     * @param received that came
     * @param answered that were answered for the first time
     * @param late of these, that were answered after their deadline
     * @param open that wait for an answer
     */
    public record Complaints(long received, long answered, long late, long open) {}

    public CountsClaims {
        groups = List.copyOf(groups);
        long total = groups.stream().mapToLong(group -> group.marks().size()).sum();
        Set<Bytes32> once = new HashSet<>();
        boolean isSound = number >= 1
                && previous.isPresent() == (number > 1)
                && ConsentClaims.isWord(log)
                && size >= total
                && sinceSeconds >= 0
                && sinceSeconds <= untilSeconds
                && untilSeconds <= StatementHead.SECONDS_MAX
                && isRising(groups, ORDER)
                && groups.stream().flatMap(group -> group.marks().stream()).allMatch(once::add)
                && total >= LEAST
                && total <= MOST
                && certificates >= 0
                && certificates <= total
                && complaints.late() <= complaints.answered();
        if (!isSound) {
            throw new IllegalArgumentException("beyond what counts can say: their number, log, groups or totals");
        }
    }

    private static <T> boolean isRising(List<T> all, Comparator<T> order) {
        for (int i = 1; i < all.size(); i++) {
            if (order.compare(all.get(i - 1), all.get(i)) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** Puts marks in the order in which a group has them. */
    public static List<Bytes32> inOrder(List<Bytes32> marks) {
        return marks.stream().sorted(BY_BYTES).toList();
    }

    /** Puts groups in the order in which they are signed. */
    public static List<Group> groupsInOrder(List<Group> groups) {
        return groups.stream().sorted(ORDER).toList();
    }

    /** How many results are counted. */
    public long total() {
        return groups.stream().mapToLong(group -> group.marks().size()).sum();
    }

    /** How many had this verdict, on media of any kind. */
    public long count(Verdict verdict) {
        return groups.stream()
                .filter(group -> group.verdict() == verdict)
                .mapToLong(group -> group.marks().size())
                .sum();
    }

    /** The group in which a result stands, by its mark. */
    public Optional<Group> groupOf(Bytes32 mark) {
        return groups.stream().filter(group -> group.marks().contains(mark)).findFirst();
    }

    void addTo(Json.Builder out) {
        out.put("site", site.toString())
                .put("number", number)
                .put("previous", previous.map(Bytes32::base64Url))
                .put("log", log)
                .put("size", size)
                .put("since", sinceSeconds)
                .put("until", untilSeconds)
                .put(
                        "groups",
                        new JsonValue.Array(
                                groups.stream().<JsonValue>map(Group::json).toList()))
                .put("total", total())
                .put("certificates", certificates)
                .put("looks", json(looks))
                .put(
                        "complaints",
                        Json.object()
                                .put("received", complaints.received())
                                .put("answered", complaints.answered())
                                .put("late", complaints.late())
                                .put("open", complaints.open())
                                .build());
    }

    private static JsonValue json(Looks looks) {
        Json.Builder out = Json.object().put("drawn", looks.drawn()).put("confirmed", looks.confirmed());
        if (looks.afar() > 0) {
            out.put("afar", looks.afar());
        }
        return out.put("found", looks.found())
                .put("released", looks.released())
                .put("open", looks.open())
                .build();
    }

    static CountsClaims read(Json.Fields in) throws ShapeException, VerificationException {
        try {
            List<Group> groups = new ArrayList<>();
            for (Json.Fields item : in.objects("groups")) {
                groups.add(Group.read(item));
            }
            CountsClaims claims = new CountsClaims(
                    StatementReader.eventId(in, "site"),
                    in.whole("number", 1, Integer.MAX_VALUE),
                    in.has("previous") ? Optional.of(Bytes32.parseBase64Url(in.text("previous"))) : Optional.empty(),
                    in.text("log"),
                    in.natural("size"),
                    in.whole("since", 0, StatementHead.SECONDS_MAX),
                    in.whole("until", 0, StatementHead.SECONDS_MAX),
                    groups,
                    in.natural("certificates"),
                    looks(in.object("looks").only("drawn", "confirmed", "afar", "found", "released", "open")),
                    complaints(in.object("complaints").only("received", "answered", "late", "open")));
            SummaryClaims.requireSame("total", claims.total(), in.natural("total"));
            return claims;
        } catch (IllegalArgumentException e) {
            ShapeException beyond = new ShapeException("counts", "what counts can say", "more than that");
            beyond.initCause(e);
            throw beyond;
        }
    }

    private static Looks looks(Json.Fields in) throws ShapeException {
        return new Looks(
                in.natural("drawn"),
                in.natural("confirmed"),
                in.has("afar") ? in.whole("afar", 1, JsonValue.Whole.MAX) : 0,
                in.natural("found"),
                in.natural("released"),
                in.natural("open"));
    }

    private static Complaints complaints(Json.Fields in) throws ShapeException {
        return new Complaints(in.natural("received"), in.natural("answered"), in.natural("late"), in.natural("open"));
    }
}
