package org.wangchuan.platform.custody;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What may be said of devices by all the evidence there is, which is more than custody has: whoever words a verdict of one asks here. A bean
 * of the module that knows.
 */
@FunctionalInterface
public interface DeviceEvidence {
    /**
     * What may be said.
     *
     * @param verdict the worst that is known; empty while nothing is to be said
     * @param isConforming whether the rule is met as well
     * @param word what there is in place of a serial number that was noted before, so that it is this device's by the word of whoever chose
     *     the lane: {@code no-serial} or {@code unnoted}, words under {@code custody.word.CODE}; empty if each was noted
     * @param doubt why a good verdict is not what is true now: words under {@code ledger.doubt.short.DOUBT}
     */
    record Said(Optional<String> verdict, boolean isConforming, Optional<String> word, Optional<String> doubt) {}

    /** What may be said of each of some devices; each has an answer. */
    Map<UUID, Said> of(Collection<Device> devices);
}
