package org.wangchuan.engine.medium;

/** Whether a drive keeps blocks out of the host's reach (ATA host protected area, device configuration overlay, accessible max address). */
public sealed interface HiddenAreas {

    /** The word used in documents: {@code none}, {@code found}, {@code unreadable} or {@code not-applicable}. */
    default String state() {
        return switch (this) {
            case None _ -> "none";
            case Found _ -> "found";
            case Unreadable _ -> "unreadable";
            case NotApplicable _ -> "not-applicable";
        };
    }

    /** A sentence for people. */
    String detail();

    /** The drive answered, and everything that it has can be addressed. */
    record None(String detail) implements HiddenAreas {}

    /**
     * Blocks are out of reach.
     *
     * @param nativeBlocks logical blocks that the drive has
     * @param accessibleBlocks logical blocks that the host may address, fewer
     * @param blockBytes of such a block of the drive's own; a bridge may show larger ones
     */
    record Found(String detail, long nativeBlocks, long accessibleBlocks, long blockBytes) implements HiddenAreas {
        /** 1 or more. */
        public long hiddenBytes() {
            return (nativeBlocks - accessibleBlocks) * blockBytes;
        }
    }

    /** The drive could have them, and it could not be found out. */
    record Unreadable(String detail) implements HiddenAreas {}

    /** A medium that can have none of this kind. */
    record NotApplicable(String detail) implements HiddenAreas {}
}
