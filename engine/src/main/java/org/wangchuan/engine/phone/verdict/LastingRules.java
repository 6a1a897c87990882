package org.wangchuan.engine.phone.verdict;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.producer.DottedVersion;
import org.wangchuan.engine.phone.technique.PhoneTechnique;

/**
 * What no reset changes, by whatever way. A phone of which the cable tells it otherwise later may be another one with the same number, or has told something
 * wrong once, and nobody knows when. Each source is compared with itself, since each has a spelling of its own.
 */
public final class LastingRules {
    private static final Set<Property> LASTING =
            EnumSet.of(Property.SYSTEM, Property.METADATA_ENCRYPTION, Property.VERSION, Property.STORAGE_BYTES);

    /**
     * By how much two sizes of the same file system may differ, in hundredths of the larger. What one is made of is the same after each reset; this much is left for how it
     * is told. A choice, no rule of anybody's.
     */
    private static final int STORAGE_PERCENT_MAX = 5;

    private static final int PERCENT = 100;

    private LastingRules() {}

    /**
     * Whether an erasure in this way rests on how the phone encrypts by what the way needs, whatever comes of it. Nothing else does so before a fill has come out small.
     */
    public static boolean isEncryptionNeeded(PhoneTechnique technique) {
        return technique.needs().stream().anyMatch(need -> need.property() == Property.ENCRYPTION);
    }

    /**
     * Whether any of these, in order, tells otherwise than one before it.
     *
     * @param restsOnEncryption whether how it encrypts is compared, too. Where nothing rests on that it is not: what an owner has switched on by themselves (full-disk
     *     encryption, up to Android 9) a reset of the same phone switches off
     */
    public static boolean isOtherwise(List<PhoneEvent.Seen> all, boolean restsOnEncryption) {
        Set<Fact> told = new LinkedHashSet<>();
        for (PhoneEvent.Seen seen : all) {
            for (Fact now : seen.facts().all()) {
                boolean isLasting = LASTING.contains(now.property())
                        || (restsOnEncryption && now.property() == Property.ENCRYPTION);
                if (now.source().isCable() && isLasting) {
                    if (told.stream().anyMatch(before -> isOtherwise(before, now))) {
                        return true;
                    }
                    told.add(now);
                }
            }
        }
        return false;
    }

    private static boolean isOtherwise(Fact before, Fact now) {
        if (before.property() != now.property() || before.source() != now.source()) {
            return false;
        }
        return switch (now.property()) {
            case SYSTEM, ENCRYPTION, METADATA_ENCRYPTION -> !before.value().equals(now.value());
            // A newer one it may have been given meanwhile; of what an Android tells, UpdateRules say more.
            case VERSION ->
                DottedVersion.isOne(before.value())
                        && DottedVersion.isOne(now.value())
                        && !DottedVersion.isAtLeast(now.value(), before.value());
            case STORAGE_BYTES -> isOtherSize(Long.parseLong(before.value()), Long.parseLong(now.value()));
            default -> false;
        };
    }

    private static boolean isOtherSize(long one, long other) {
        long larger = Math.max(one, other);
        return (larger - Math.min(one, other)) * PERCENT > larger * STORAGE_PERCENT_MAX;
    }
}
