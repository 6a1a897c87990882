package org.wangchuan.lab.drive;

import java.util.Locale;

/** A way of a drive to erase itself. A made drive says of each whether it has it, and takes no order for one that it has not. */
public enum Way {
    SANITIZE_CRYPTO,
    SANITIZE_BLOCK,
    SANITIZE_OVERWRITE,
    /** Format NVM; whoever has it takes one that erases nothing, too. */
    FORMAT_USER_DATA,
    /** The same with a new key. */
    FORMAT_CRYPTO,
    /** SECURITY ERASE UNIT, normal. */
    SECURITY_ERASE,
    /** The same, enhanced; whoever has it has the normal one. */
    SECURITY_ERASE_ENHANCED,
    FORMAT_UNIT;

    /** Whether a rule set that purges names it; the others are named by the one that has drives clear themselves. */
    public boolean purges() {
        return switch (this) {
            case SANITIZE_CRYPTO, SANITIZE_BLOCK, SANITIZE_OVERWRITE, SECURITY_ERASE_ENHANCED -> true;
            case FORMAT_USER_DATA, FORMAT_CRYPTO, SECURITY_ERASE, FORMAT_UNIT -> false;
        };
    }

    /** As documents spell it, after whose commands it is made of. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
