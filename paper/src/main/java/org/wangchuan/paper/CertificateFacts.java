package org.wangchuan.paper;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a certificate holds beyond its receipt, as it stands in the file. Which witnesses count is the reader's trust
 * list to say, so nothing here was weighed: the paper names who cosigned, when, and what that allows at most.
 *
 * @param witnesses who cosigned the log that holds the statement
 * @param earlier who cosigned the log that the statement names as older; empty if it names none
 * @param presence who else stood by it, by the station's word
 */
public record CertificateFacts(
        List<Cosigned> witnesses, List<Cosigned> earlier, Status status, List<Presence> presence) {
    public CertificateFacts {
        witnesses = List.copyOf(witnesses);
        earlier = List.copyOf(earlier);
        presence = List.copyOf(presence);
    }

    /**
     * One cosignature.
     *
     * @param name of the witness, as the line says
     * @param keyId eight hexadecimal digits
     * @param atSeconds since 1970, by the witness's clock; empty for a kind of signature whose time is not read
     */
    public record Cosigned(String name, String keyId, OptionalLong atSeconds) {}

    /** What the stapled status list says about the statement. */
    public enum State {
        /** The statement has no place in any list. */
        NO_PLACE,
        /** It has one, and no list is stapled. */
        NO_LIST,
        /** It holds. */
        VALID,
        /** It does not hold. */
        REVOKED,
        /** A later one about the same device counts. */
        SUPERSEDED,
        /** It was wrong in something. */
        CORRECTED
    }

    /**
     * The stapled status list.
     *
     * @param logSize entries of the last log that its issuer had seen; empty without a list, or if it names none
     * @param claimedSeconds since 1970, when it was made by its issuer's word; empty without a list
     * @param earlier who cosigned the log that the list names as older
     */
    public record Status(State state, OptionalLong logSize, OptionalLong claimedSeconds, List<Cosigned> earlier) {
        public Status {
            earlier = List.copyOf(earlier);
        }

        /** Nothing is stapled. */
        public static Status none(boolean hasPlace) {
            return new Status(
                    hasPlace ? State.NO_LIST : State.NO_PLACE, OptionalLong.empty(), OptionalLong.empty(), List.of());
        }

        /** Whether the list says that the statement does not hold any more. */
        public boolean isWithdrawn() {
            return switch (state) {
                case REVOKED, SUPERSEDED, CORRECTED -> true;
                case NO_PLACE, NO_LIST, VALID -> false;
            };
        }

        /** Before this the list was not made, whichever of the witnesses count. */
        public OptionalLong notEarlier() {
            return first(earlier);
        }
    }

    /** Who stood by. */
    public enum Role {
        TECHNICIAN,
        OWNER,
        VERIFIER
    }

    /** What their presence rests on. */
    public enum Grade {
        ASSERTED,
        CODE,
        KEY,
        HANDWRITTEN
    }

    /**
     * One who stood by.
     *
     * @param key thumbprint, for grade KEY
     */
    public record Presence(Role role, Grade grade, long atSeconds, Optional<String> key) {}

    /**
     * The earliest time at which any of them had cosigned before. No choice of witnesses proves less: the time that a
     * quorum gives is never before that of its first.
     */
    public OptionalLong notEarlier() {
        return first(earlier);
    }

    /** The time by which all of them had cosigned. No choice of witnesses proves less. */
    public OptionalLong notLater() {
        return witnesses.stream().flatMapToLong(one -> one.atSeconds().stream()).max();
    }

    private static OptionalLong first(List<Cosigned> cosigned) {
        return cosigned.stream().flatMapToLong(one -> one.atSeconds().stream()).min();
    }
}
