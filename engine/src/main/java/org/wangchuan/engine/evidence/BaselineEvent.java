package org.wangchuan.engine.evidence;

import java.util.OptionalLong;

/**
 * What blocks of a drive, or of another namespace of its device, held before it erased itself, and whether they hold it still. No event holds anything of their
 * contents: digests under a key are with the job until it ends, and are destroyed with it.
 */
public sealed interface BaselineEvent extends Event {
    /** So often it may be taken of one namespace for attempts that were begun, and then no more. */
    int TAKEN_MAX = 8;

    /** Which namespace (NSID); empty for the medium itself. */
    OptionalLong namespace();

    /**
     * Blocks at random places were read, before anything was planted. It counts once an attempt begins; taken again before that, as by whoever comes back after an
     * interruption, it takes the place of the one before.
     *
     * @param secretDigest SHA-256 in hex of the digests with their key
     * @param bytesPlanned of all places, in whole blocks
     * @param bytesRead of them, those that could be read
     * @param bytesKept of them, those whose digests were kept: all in which no pattern of at most 16 bytes repeats
     */
    record Taken(
            OptionalLong namespace, String secretDigest, long bytesPlanned, long bytesRead, long bytesKept, String at)
            implements BaselineEvent {}

    /**
     * They were read again, after the drive had erased itself and within a search for what was planted.
     *
     * @param bytesRead of all that were ever kept, those that could be read
     * @param bytesUnchanged of those, in blocks that hold what they held
     */
    record Compared(OptionalLong namespace, long bytesRead, long bytesUnchanged, String at) implements BaselineEvent {}
}
