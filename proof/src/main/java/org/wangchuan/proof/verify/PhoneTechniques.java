package org.wangchuan.proof.verify;

import java.util.List;
import java.util.Optional;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.statement.PhoneClaims;

/**
 * What a verifier has to know of the ways to erase a phone: their documents are the engine's, and a test holds this against them. Which one can have a good
 * verdict, and which claims a fill, is nobody's to say but theirs. Thread-safe.
 */
public final class PhoneTechniques {
    /** All versions that were ever shipped; none is changed or taken away. */
    private static final List<Known> ALL = List.of(
            known("ios-erase-device", "tFRoxxLovY8u5RLTvoB3NKzOSLUDMqDalvSF3PFJrIM", false, false),
            known("ios-reset-by-hand", "WAhRUXOMtEdvryuEjT5NJEq2abAFP_mgDSMlHFhZr6Y", false, false),
            known("android-reset-fill-reset", "6kk9SFAlNd0wj4bHZT9fQR2pJXGxSLWxJHFyrEE4zk0", true, true),
            known("android-reset-read-again", "sLoRJCwKVgbK_MrkjXIaqKszigwT2Q9_SKed_g7pN2c", true, false),
            known("android-reset-by-hand", "avEdggXY_l0hNU4TnTWWieVzTBIj5N3OlyM0f0eeQDw", false, false),
            known("android-fastboot-erase", "6zqJwoLKfSvY-nCfQBqimSEac4orCfWD5oOIYeMmyXw", false, false),
            known("harmonyos-reset-by-hand", "0ThWU3FeVgMuhJYZmHOiiyEIY8Xbxe1eunoqv5I1Xw8", false, false));

    private PhoneTechniques() {}

    /**
     * One of them.
     *
     * @param canClear whether its evidence can support CLEARED; more none can
     * @param fills whether the phone's storage is filled and read back
     * @param isTried whether it was ever tried on a real phone; if not, each statement says so
     */
    public record Known(PhoneClaims.Technique technique, boolean canClear, boolean fills, boolean isTried) {}

    private static Known known(String id, String digest, boolean canClear, boolean fills) {
        try {
            return new Known(new PhoneClaims.Technique(id, 1, Bytes32.parseBase64Url(digest)), canClear, fills, false);
        } catch (VerificationException e) {
            throw new IllegalStateException("a digest of ours that is none", e);
        }
    }

    /** All that are known here. */
    public static List<Known> all() {
        return ALL;
    }

    /** What is known of this very document; empty also for another one under a known name and version. */
    public static Optional<Known> find(PhoneClaims.Technique technique) {
        return ALL.stream().filter(one -> one.technique().equals(technique)).findFirst();
    }

    /** Whether it bears name and version of a known one. */
    static boolean isNamed(PhoneClaims.Technique technique) {
        return ALL.stream()
                .anyMatch(one -> one.technique().id().equals(technique.id())
                        && one.technique().version() == technique.version());
    }
}
