package org.wangchuan.engine.job;

/** Why an erasure stopped before its end and can be gone on with, for programs. Codes are stable; what is to be done about it the words beside them say, wherever they are read. */
public enum StopCode {
    /** Somebody asked for it. */
    STOPPED,
    /** Its record can't be written or read. */
    JOURNAL,
    /** The disk that its record is on gives no answer. */
    JOURNAL_SILENT,
    /** No room is left where the image lies. */
    NO_ROOM,
    /** No way leads to the drive's own commands. */
    NO_WAY,
    /** The drive gives no answer, or is gone. */
    NO_ANSWER,
    /** An erasure by the drive itself tells no progress. */
    STALLED,
    /** Too little of what is to be looked for afterwards could be written to it. */
    NOT_PLANTED,
    /** The PSID is needed, and nobody gave it. */
    PSID_NEEDED,
    /** The drive says that this is not its PSID. */
    PSID_NOT_AUTHORIZED,
    /** Too many wrong PSIDs were tried. */
    PSID_LOCKED_OUT,
    /** The drive begins no session. */
    PSID_NO_SESSION,
    /** The published password may be set on the drive. */
    PASSWORD_SET,
    /** The drive may be at its erase still, with the password set. */
    AT_WORK_WITH_PASSWORD,
    /** What the drive hides could not be taken away, or can't be told any more. */
    HIDDEN_AREA_KEPT,
    /** Another part of a card is not held, has another size, or could not be erased. */
    PART_NOT_ERASED,
    /** The kernel's lock could not be put back on another part of a card; why it stopped besides, its words say. */
    PART_UNLOCKED,
    /** The drive has another size than the kernel knew, more often than is looked at in one run. */
    SIZE_CHANGED,
    /** What is found in its place is not known to be the drive. */
    NOT_FOUND_AGAIN,
    /** The medium can't be read just now, before the receipt of what is done is given out. */
    MEDIUM_SILENT,
    /** Done and signed; the folder for receipts takes none. */
    RECEIPT_FOLDER,
    /** Done, signed, and the receipt is written; the platform could not be told. */
    PLATFORM_UNTOLD,
    /** The station's folder, or the medium, can't be read, written or opened. */
    STATE;

    /** Whether what could not be done before the rest may be left out, where somebody wants the rest done all the same. */
    public boolean yieldsToBestEffort() {
        return switch (this) {
            case NOT_PLANTED, HIDDEN_AREA_KEPT, PART_NOT_ERASED -> true;
            case STOPPED,
                    JOURNAL,
                    JOURNAL_SILENT,
                    NO_ROOM,
                    NO_WAY,
                    NO_ANSWER,
                    STALLED,
                    PSID_NEEDED,
                    PSID_NOT_AUTHORIZED,
                    PSID_LOCKED_OUT,
                    PSID_NO_SESSION,
                    PASSWORD_SET,
                    AT_WORK_WITH_PASSWORD,
                    PART_UNLOCKED,
                    SIZE_CHANGED,
                    NOT_FOUND_AGAIN,
                    MEDIUM_SILENT,
                    RECEIPT_FOLDER,
                    PLATFORM_UNTOLD,
                    STATE -> false;
        };
    }
}
