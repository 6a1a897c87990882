package org.wangchuan.platform.intake;

import java.util.Locale;
import java.util.Optional;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.statement.ConsentClaims.Scope;

/** What shows that the owner was there while the device was erased; the strongest that holds. */
public enum Presence {
    /** The owner left, or was never there. */
    ABSENT,
    /** The clerk says so. */
    ASSERTED,
    /** By a one-time code of the owner. */
    CODE,
    /** By a signature by hand, kept in the vault. */
    HANDWRITTEN;

    /**
     * What shows it, as it is signed.
     *
     * @param picture what may be said of a signature by hand: the commitment that the vault has made of it; exactly for that grade
     * @param scope whether it is shown for a list of devices at once
     */
    public record Shown(Presence grade, Optional<Bytes32> picture, Scope scope) {
        public Shown {
            if (picture.isPresent() != (grade == HANDWRITTEN)) {
                throw new IllegalArgumentException("a picture exactly with a signature by hand");
            }
        }
    }

    /** Shown for one device, without a signature. */
    public Shown alone() {
        return new Shown(this, Optional.empty(), Scope.DEVICE);
    }

    /** A signature by hand for one device. */
    public static Shown signed(Bytes32 picture) {
        return new Shown(HANDWRITTEN, Optional.of(picture), Scope.DEVICE);
    }

    /** As it stands in the database, and in the keys of words. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of this id. */
    public static Presence of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }
}
