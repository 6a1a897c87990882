package org.wangchuan.engine.phone.plan;

import java.util.OptionalLong;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.technique.PhoneTechnique;

/**
 * How long a way takes until the phone is back, in seconds. An estimate from what its document reckons with, and no measurement.
 *
 * @param leastSeconds the shortest, without what can't be told
 * @param mostSeconds the longest; absent where nobody can tell, since nobody knows how much there is to fill
 */
public record WayTime(long leastSeconds, OptionalLong mostSeconds) {
    /** Of a phone of which this is known: a fill goes over all of its storage but for what lies there by then, which is little after a reset. */
    static WayTime of(PhoneTechnique technique, Facts facts) {
        long seconds = technique.seconds();
        if (technique.fill().isEmpty()) {
            return new WayTime(seconds, OptionalLong.of(seconds));
        }
        return facts.said(Property.STORAGE_BYTES)
                .map(Long::parseLong)
                .flatMap(bytes -> technique
                        .fill()
                        .map(fill -> new WayTime(
                                seconds + fill.leastSeconds(bytes),
                                OptionalLong.of(seconds + fill.mostSeconds(bytes)))))
                .orElseGet(() -> new WayTime(seconds, OptionalLong.empty()));
    }
}
