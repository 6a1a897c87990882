package org.wangchuan.platform.intake.loss;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What became of a device that the company had, as a manager says; a closed list, for a free text would become a place for accusations. */
public enum LossReason {
    /** It was stolen. */
    STOLEN,
    /** It is not where it should be, and nobody knows where it is. */
    NOT_FOUND,
    /** It was given to somebody whose it is not. */
    WRONG_HANDS,
    /** It was destroyed by accident: a fire, say. Nothing proves what of its data is left. */
    DESTROYED;

    /** As it stands in the database, and in the keys of words. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of this id. */
    public static Optional<LossReason> find(String id) {
        return Arrays.stream(values()).filter(one -> one.id().equals(id)).findFirst();
    }
}
