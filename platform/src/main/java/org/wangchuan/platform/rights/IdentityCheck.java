package org.wangchuan.platform.rights;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How it was seen that it is this person who asks, or a near relative of somebody who has died, where no link shows it: a closed list (words: {@code rights.identity.ID}). GB/T
 * 35273-2020, 8.7, lets an operator see to it before it answers; it keeps nothing more of the person for it than this choice.
 */
public enum IdentityCheck {
    /** They named the codes of the order and of the device, which stand on its paper. */
    CODES,
    /** They were called back by the number that was kept. */
    CALLED_BACK,
    /** They showed a document at the counter, of which nothing was written down. */
    DOCUMENT,
    /** A signature of theirs was compared with the one that is kept. */
    SIGNATURE,
    /**
     * The person has died, and a near relative asks (PIPL art. 49): papers of the death and of the kinship were looked at, and nothing of them was
     * written down.
     */
    KIN,
    /** Not yet, or it could not be seen. Nothing is granted before it was. */
    NONE;

    /** As it stands in the database, and in the keys of words. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of this id, if there is one. */
    public static Optional<IdentityCheck> of(String id) {
        return Arrays.stream(values()).filter(check -> check.id().equals(id)).findFirst();
    }
}
