package org.wangchuan.engine.overwrite;

import java.util.Locale;

/** The kinds of patterns, by the names that statements use. */
public enum PatternKind {
    ZERO,
    ONE,
    FIXED,
    STAMPED,
    RANDOM;

    /** The name in statements and evidence: lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the content depends on the position, so that a pass can show aliasing and dropped writes. */
    public boolean showsPosition() {
        return this == STAMPED || this == RANDOM;
    }
}
