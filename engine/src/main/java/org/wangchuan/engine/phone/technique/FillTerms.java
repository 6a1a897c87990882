package org.wangchuan.engine.phone.technique;

import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.engine.policy.VerifyMode;

/**
 * What a fill is worth, and how long it takes. It stands in the technique's document, so that a record is judged by the terms under which it was made
 * (decision 0134).
 *
 * @param compares how much of what the phone wrote is compared by this program itself, and not by the phone: {@link VerifyMode#SAMPLE}, a part of each file
 * @param writes how fast a phone may write
 * @param reads how fast it may read back
 * @param source where both rates are from, a line
 */
public record FillTerms(VerifyMode compares, Rate writes, Rate reads, String source) {
    /** 1 TB in a second: no storage is as fast, and with it sums of seconds stay small. */
    private static final long RATE_MAX = 1_000_000_000_000L;

    /**
     * Between how much and how much in a second.
     *
     * @param leastBytes in a second, at least 1
     * @param mostBytes in a second, no less than the least
     */
    public record Rate(long leastBytes, long mostBytes) {
        static Rate fromJson(Json.Fields fields) throws ShapeException {
            fields.only("leastBytes", "mostBytes");
            long least = fields.whole("leastBytes", 1, RATE_MAX);
            return new Rate(least, fields.whole("mostBytes", least, RATE_MAX));
        }
    }

    static FillTerms fromJson(Json.Fields fields) throws ShapeException {
        fields.only("compares", "writes", "reads", "source");
        VerifyMode compares = fields.constant("compares", VerifyMode.class);
        if (compares != VerifyMode.SAMPLE) {
            // Over the cable all of it would take hours; nothing here does it.
            throw new ShapeException("compares", "sample", Json.wireName(compares));
        }
        return new FillTerms(
                compares,
                Rate.fromJson(fields.object("writes")),
                Rate.fromJson(fields.object("reads")),
                BilingualText.line(fields, "source"));
    }

    /** How long writing and reading back takes if all is as fast as can be, in seconds, rounded up. */
    public long leastSeconds(long bytes) {
        return Math.ceilDiv(bytes, writes.mostBytes) + Math.ceilDiv(bytes, reads.mostBytes);
    }

    /** The same if all is as slow as is reckoned with. */
    public long mostSeconds(long bytes) {
        return Math.ceilDiv(bytes, writes.leastBytes) + Math.ceilDiv(bytes, reads.leastBytes);
    }
}
