package org.wangchuan.proof.statement;

import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.encoding.Hex;
import org.wangchuan.proof.statement.Verification.Path;

/**
 * How a drive was read that was looked at again, and what was found: numbers and places, and never a byte of what stood there. Lists are
 * in order, disjoint, within the medium, and have {@link #RANGES_MAX} ranges at the most: where there were more, neighbours are joined,
 * so that a list covers at least what it is of.
 *
 * @param capacityBytes of the drive that was read, from 1 to 2^53 - 1
 * @param sample how the places were drawn; absent if all of it was to be read
 * @param places read besides the sample: where something was planted before the drive erased itself; none where all of it was to be read, and of a drive
 *     that was written over
 * @param path through what it was read
 * @param end how the reading ended
 * @param bytesPlanned what was to be compared: the sample and these places, or all of it, without what was left out
 * @param bytesRead what was read and compared
 * @param bytesDiffering how many of those were not what the erasure left
 * @param bytesUnreadable what was planned and could not be read
 * @param differing where they differ
 * @param unreadable where it could not be read
 * @param leftOut what the erasure itself had not written, and so was not compared
 * @param changed in what it was, at the end, not as it was when it was opened: words of the engine, in order and each once
 * @param startedAtSeconds since 1970-01-01 UTC by the station's clock
 * @param finishedAtSeconds since 1970-01-01 UTC: the start and what passed since, so that a clock that is set meanwhile changes nothing
 */
public record RecheckReading(
        long capacityBytes,
        Optional<Sample> sample,
        List<Range> places,
        Path path,
        End end,
        long bytesPlanned,
        long bytesRead,
        long bytesDiffering,
        long bytesUnreadable,
        List<Range> differing,
        List<Range> unreadable,
        List<Range> leftOut,
        List<String> changed,
        long startedAtSeconds,
        long finishedAtSeconds) {

    /** Most ranges of a list. */
    public static final int RANGES_MAX = 1000;

    /** Most words of what has changed. */
    public static final int CHANGED_MAX = 32;

    private static final String WORD = "[a-z][a-z0-9-]{0,39}";

    private static final int UNIT_BYTES_MIN = 512;
    private static final int UNIT_BYTES_MAX = 65_536;

    /**
     * What a sample's places follow from, by {@link SampledRanges}.
     *
     * @param seed drawn anew for this reading
     * @param unitBytes in which the sample counts: 512 to 65536, in whole blocks of the drive
     */
    public record Sample(Bytes32 seed, int unitBytes) {
        public Sample {
            if (unitBytes < UNIT_BYTES_MIN || unitBytes > UNIT_BYTES_MAX) {
                throw new IllegalArgumentException("a unit of 512 to 65536 bytes, not " + unitBytes);
            }
        }

        /** The seed as the evidence of an erasure spells its own. */
        public String seedHex() {
            return Hex.encode(seed.toBytes());
        }
    }

    /** How much was to be read, on the wire. */
    private enum Mode {
        FULL,
        SAMPLE
    }

    /** How the reading ended; the words are those of the evidence. */
    public enum End {
        /** Everything that was planned was read, or is named as unreadable. */
        COMPLETED,
        /** The drive is no longer there. */
        DEVICE_GONE,
        /** The drive stopped answering. */
        STALLED,
        /** Somebody asked to stop. */
        STOPPED
    }

    /** Of a drive on which nothing was planted. */
    public RecheckReading(
            long capacityBytes,
            Optional<Sample> sample,
            Path path,
            End end,
            long bytesPlanned,
            long bytesRead,
            long bytesDiffering,
            long bytesUnreadable,
            List<Range> differing,
            List<Range> unreadable,
            List<Range> leftOut,
            List<String> changed,
            long startedAtSeconds,
            long finishedAtSeconds) {
        this(
                capacityBytes,
                sample,
                List.of(),
                path,
                end,
                bytesPlanned,
                bytesRead,
                bytesDiffering,
                bytesUnreadable,
                differing,
                unreadable,
                leftOut,
                changed,
                startedAtSeconds,
                finishedAtSeconds);
    }

    public RecheckReading {
        places = List.copyOf(places);
        differing = List.copyOf(differing);
        unreadable = List.copyOf(unreadable);
        leftOut = List.copyOf(leftOut);
        changed = List.copyOf(changed);
        require(
                changed.size() <= CHANGED_MAX
                        && changed.stream().allMatch(word -> word.matches(WORD))
                        && changed.equals(changed.stream().distinct().sorted().toList()),
                "at most 32 words of what has changed, in order, each once");
        require(capacityBytes >= 1 && capacityBytes <= JsonValue.Whole.MAX, "a capacity from 1 to 2^53 - 1");
        for (List<Range> list : List.of(places, differing, unreadable, leftOut)) {
            requireInOrder(list, capacityBytes);
        }
        require(
                places.isEmpty() || (sample.isPresent() && leftOut.isEmpty()),
                "places besides a sample of which nothing is left out");
        require(
                bytesPlanned == plannedBytes(capacityBytes, sample, places, leftOut),
                "as many bytes planned as follow");
        require(bytesRead >= 0 && bytesUnreadable >= 0, "no less than nothing");
        require(bytesRead <= bytesPlanned - bytesUnreadable, "no more read and unreadable than planned");
        require(
                end != End.COMPLETED || bytesRead + bytesUnreadable == bytesPlanned,
                "all that was planned, if completed");
        requireCovered(bytesDiffering, differing);
        requireCovered(bytesUnreadable, unreadable);
        require(bytesDiffering >= 0 && bytesDiffering <= bytesRead, "no more differing than read");
        require(
                startedAtSeconds >= 0
                        && startedAtSeconds <= finishedAtSeconds
                        && finishedAtSeconds <= StatementHead.SECONDS_MAX,
                "a start, and an end that is not before it");
    }

    /** What is to be compared of a drive on which nothing was planted. */
    public static long plannedBytes(long capacityBytes, Optional<Sample> sample, List<Range> leftOut) {
        return plannedBytes(capacityBytes, sample, List.of(), leftOut);
    }

    /**
     * What is to be compared.
     *
     * @param places in order, disjoint, within the capacity; as leftOut is. One of the two is empty
     */
    public static long plannedBytes(
            long capacityBytes, Optional<Sample> sample, List<Range> places, List<Range> leftOut) {
        List<Range> read = sample.map(drawn -> SampledRanges.draw(drawn.seed(), capacityBytes, drawn.unitBytes()))
                .orElseGet(() -> List.of(new Range(0, capacityBytes)));
        return Range.bytes(read)
                + Range.bytes(places)
                - Range.bytesInBoth(read, places)
                - Range.bytesInBoth(read, leftOut);
    }

    private static void requireInOrder(List<Range> list, long capacityBytes) {
        require(list.size() <= RANGES_MAX, "at most 1000 ranges");
        long from = 0;
        for (Range range : list) {
            require(
                    range.offset() >= from
                            && range.offset() < capacityBytes
                            && range.length() >= 1
                            && range.length() <= capacityBytes - range.offset(),
                    "ranges in order, each place once, within the medium");
            from = range.end();
        }
    }

    private static void requireCovered(long bytes, List<Range> ranges) {
        require((bytes == 0) == ranges.isEmpty() && bytes <= Range.bytes(ranges), "ranges that cover what they are of");
    }

    private static void require(boolean holds, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("beyond what a reading can be: expected " + expected);
        }
    }

    JsonValue.Obj json() {
        Json.Builder out = Json.object()
                .put("capacityBytes", capacityBytes)
                .put("mode", Json.wireName(sample.isPresent() ? Mode.SAMPLE : Mode.FULL))
                .put("path", Json.wireName(path))
                .put("end", Json.wireName(end))
                .put("bytesPlanned", bytesPlanned)
                .put("bytesRead", bytesRead)
                .put("bytesDiffering", bytesDiffering)
                .put("bytesUnreadable", bytesUnreadable)
                .put("differing", Range.jsonOf(differing))
                .put("unreadable", Range.jsonOf(unreadable))
                .put("leftOut", Range.jsonOf(leftOut))
                .put("changed", Json.texts(changed))
                .put("startedAt", startedAtSeconds)
                .put("finishedAt", finishedAtSeconds);
        if (!places.isEmpty()) {
            out.put("places", Range.jsonOf(places));
        }
        sample.ifPresent(drawn -> out.put("seed", drawn.seedHex()).put("unitBytes", drawn.unitBytes()));
        return out.build();
    }

    /** Reads the member {@code reading}; what it could not be is an {@link IllegalArgumentException}. */
    static RecheckReading read(Json.Fields in) throws ShapeException, VerificationException {
        in.only(
                "capacityBytes",
                "mode",
                "seed",
                "unitBytes",
                "places",
                "path",
                "end",
                "bytesPlanned",
                "bytesRead",
                "bytesDiffering",
                "bytesUnreadable",
                "differing",
                "unreadable",
                "leftOut",
                "changed",
                "startedAt",
                "finishedAt");
        return new RecheckReading(
                in.natural("capacityBytes"),
                readSample(in),
                readPlaces(in),
                in.constant("path", Path.class),
                in.constant("end", End.class),
                in.natural("bytesPlanned"),
                in.natural("bytesRead"),
                in.natural("bytesDiffering"),
                in.natural("bytesUnreadable"),
                Range.readAll(in, "differing"),
                Range.readAll(in, "unreadable"),
                Range.readAll(in, "leftOut"),
                in.texts("changed"),
                in.whole("startedAt", 0, StatementHead.SECONDS_MAX),
                in.whole("finishedAt", 0, StatementHead.SECONDS_MAX));
    }

    /** Left out where there are none: what was signed before there could be any reads as it did. */
    private static List<Range> readPlaces(Json.Fields in) throws ShapeException {
        if (!in.has("places")) {
            return List.of();
        }
        List<Range> places = Range.readAll(in, "places");
        if (places.isEmpty()) {
            throw new ShapeException("places", "places that were read, or no such member", "none");
        }
        return places;
    }

    private static Optional<Sample> readSample(Json.Fields in) throws ShapeException, VerificationException {
        if (in.constant("mode", Mode.class) == Mode.FULL) {
            if (in.has("seed") || in.has("unitBytes")) {
                throw new ShapeException("seed", "none where all of it was read", "one, or a unit");
            }
            return Optional.empty();
        }
        return Optional.of(new Sample(
                RecheckExpected.hexDigest(in, "seed"), (int) in.whole("unitBytes", UNIT_BYTES_MIN, UNIT_BYTES_MAX)));
    }
}
