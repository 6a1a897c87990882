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
            known("ios-erase-device", "tFRoxxLovY8u5RLTvoB3NKzOSLUDMqDalvSF3PFJrIM", false),
            known("ios-erase-device", 2, "v39p94V_1J8ptFEFx_GWgJKBN8B8OdCXbGvXUakA8LA"),
            known("ios-reset-by-hand", "WAhRUXOMtEdvryuEjT5NJEq2abAFP_mgDSMlHFhZr6Y", false),
            known("ios-reset-by-hand", 2, "IF2mRBvKLKL-LzmDTlsdgo_mRY9xBWb1xQqpKdwhaRA"),
            filling(1, "6kk9SFAlNd0wj4bHZT9fQR2pJXGxSLWxJHFyrEE4zk0", false),
            filling(2, "fnCLeItmNmmILC5eRyJB2VfONxT4rwnbcweQBz2jxiE", true),
            known("android-reset-read-again", "sLoRJCwKVgbK_MrkjXIaqKszigwT2Q9_SKed_g7pN2c", true),
            known("android-reset-by-hand", "avEdggXY_l0hNU4TnTWWieVzTBIj5N3OlyM0f0eeQDw", false),
            known("android-reset-by-hand", 2, "346IC07BXWdid9Nf7Jutk2HUOFTuSvQw-SXzMuaMeXM"),
            known("android-fastboot-erase", "6zqJwoLKfSvY-nCfQBqimSEac4orCfWD5oOIYeMmyXw", false),
            known("harmonyos-reset-by-hand", "0ThWU3FeVgMuhJYZmHOiiyEIY8Xbxe1eunoqv5I1Xw8", false));

    private PhoneTechniques() {}

    /**
     * One of them.
     *
     * @param canClear whether its evidence can support CLEARED; more none can
     * @param fills whether the phone's storage is filled and read back
     * @param samples whether no more of a fill counts as read back than a part of each file, which is compared over the cable; of one that fills otherwise the
     *     phone's own reading counts for all of it
     * @param isTried whether it was ever tried on a real phone; if not, each statement says so
     */
    public record Known(
            PhoneClaims.Technique technique, boolean canClear, boolean fills, boolean samples, boolean isTried) {}

    private static Known known(String id, String digest, boolean canClear) {
        return known(id, 1, digest, canClear, false, false);
    }

    /** A later version of one that reaches nothing. */
    private static Known known(String id, long version, String digest) {
        return known(id, version, digest, false, false, false);
    }

    private static Known filling(long version, String digest, boolean samples) {
        return known("android-reset-fill-reset", version, digest, true, true, samples);
    }

    private static Known known(
            String id, long version, String digest, boolean canClear, boolean fills, boolean samples) {
        try {
            return new Known(
                    new PhoneClaims.Technique(id, version, Bytes32.parseBase64Url(digest)),
                    canClear,
                    fills,
                    samples,
                    false);
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
