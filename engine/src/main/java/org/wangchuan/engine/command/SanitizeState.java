package org.wangchuan.engine.command;

/**
 * What a device says of a sanitize operation when it is asked. ATA and NVMe keep the result of the last one for ever, SCSI keeps none of a
 * success, and UFS tells each once: alone, none of these says that a command did anything. {@link SanitizeCourse} compares what was said before with what was said after.
 */
public sealed interface SanitizeState {

    /** The answer says nothing of it. */
    record NotTold() implements SanitizeState {}

    /** There never was one. */
    record Never() implements SanitizeState {}

    /** None runs, and no success is on record: there never was one, or the last one's failure was cleared away, or the device forgot (ATA). */
    record NoSuccessOnRecord() implements SanitizeState {}

    /** None runs, and no result waits to be read: each is told once, and then forgotten (UFS). What is told next is new. */
    record ResultRead() implements SanitizeState {}

    /** None runs and none failed; whether there was one is not told (SCSI keeps no record of a success). */
    record Idle() implements SanitizeState {}

    /**
     * One is at work, which need not be ours.
     *
     * @param progressOf65536 0 to 65535, as far as the device tells, otherwise {@link #UNKNOWN_PROGRESS}
     */
    record Running(int progressOf65536) implements SanitizeState {
        public static final int UNKNOWN_PROGRESS = -1;
    }

    /** The last one, whenever that was, succeeded. */
    record LastSucceeded() implements SanitizeState {}

    /** The last one, whenever that was, failed. */
    record LastFailed() implements SanitizeState {}
}
