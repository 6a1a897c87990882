package org.wangchuan.paper;

/**
 * The forms that papers have had, the oldest first. A paper is compared with what its own edition gives, so none is ever changed or left
 * out: people hold papers of each.
 */
public enum Edition {
    /** Called a clause satisfied in its sum that it called not applicable below, and named a command as the only way to check it. */
    V1("v1"),

    /** Called every paper a receipt for an erasure or a certificate of one, failed ones too, and gave times in UTC alone. */
    V2("v2"),

    /** Said of the other parts of a device that none was erased, also where its record names some that were. */
    V3("v3"),

    /** Said *erased itself* of a drive that refused to or failed, too, and of each clause what the statement says, whatever its own facts deny. */
    V4("v4"),

    /** The present one. */
    V5("v5");

    /** What papers are made in now. */
    public static final Edition NEWEST = V5;

    private final String code;

    Edition(String code) {
        this.code = code;
    }

    /** Whether it is this one or a later one. */
    public boolean isFrom(Edition other) {
        return compareTo(other) >= 0;
    }

    /** As in the names of page forms and of files. */
    public String code() {
        return code;
    }
}
