package org.wangchuan.platform.intake;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Where an order is in the ceremony; each names what may follow. */
public enum OrderState {
    /** Taken in, no offer yet. */
    TAKEN_IN,
    /** The owner has an offer. */
    OFFERED,
    /** The owner took the offer; nothing may be erased yet. */
    ACCEPTED,
    /** The owner is prepared and has agreed to the erasure. */
    CONSENTED,
    /** A lane is chosen. A change of mind still costs nothing. */
    AT_BENCH,
    /** Past the point of no return: a station has begun, or the guided workflow has. */
    ERASING,
    /** Some of its media are proved and none is bad; others are still to come: a drive, a phone that nobody has tried, its card, or what became of its cards. */
    IN_PART,
    /** The result is there, and both answers are good. */
    CLEARED,
    /** The result is there, or there was none, and the device can't be sold. */
    NOT_CLEARED,
    /** Done and paid. */
    CLOSED,
    /** In a numbered bag, on its way to a licensed processor. */
    SEALED,
    /** Its owner wants it back, and nobody has handed it to them yet: nothing more is done to it. */
    GOING_BACK,
    /** Back with its owner, and nothing was done to it. */
    RETURNED_UNTOUCHED,
    /** Back with its owner, after the erasure had begun. */
    RETURNED_ERASED,
    /** Held: suspected stolen, or the authority to hand it in is not clear. */
    HELD,
    /** State secrets: not for this counter. */
    STATE_SECRETS,
    /** It was sent, and nobody knows where it is. */
    LOST,
    /** It was in the company's hands, and is not any more: stolen, say. How that ends, {@code Losses} alone knows. */
    MISSING;

    /** Where what travels can be lost, and is again when it turns up. */
    private static final Set<OrderState> LOSABLE = EnumSet.of(
            TAKEN_IN, OFFERED, ACCEPTED, CONSENTED, ERASING, IN_PART, CLEARED, NOT_CLEARED, HELD, STATE_SECRETS);

    /** Whether an order can be lost from here: what was sent is between its owner and the shop. */
    public boolean canBeLost() {
        return LOSABLE.contains(this);
    }

    /** Whether its device can get lost in the company's hands: not once it is back with its owner; of a processor's its device knows. */
    public boolean canGoMissing() {
        return this != LOST && this != MISSING && !isReturned();
    }

    /** Whether nothing is to be done here any more. */
    public boolean isOver() {
        return this == CLOSED || isReturned();
    }

    /** What may follow. */
    public Set<OrderState> next() {
        return switch (this) {
            // RETURNED_ERASED before consent: a station had erased it without an order.
            case TAKEN_IN -> EnumSet.of(OFFERED, GOING_BACK, RETURNED_UNTOUCHED, RETURNED_ERASED, HELD, STATE_SECRETS);
            // Back to TAKEN_IN when its price was refused, or what was taken in is corrected: the offer is over.
            case OFFERED ->
                EnumSet.of(
                        TAKEN_IN,
                        OFFERED,
                        ACCEPTED,
                        GOING_BACK,
                        RETURNED_UNTOUCHED,
                        RETURNED_ERASED,
                        HELD,
                        STATE_SECRETS);
            case ACCEPTED ->
                EnumSet.of(TAKEN_IN, CONSENTED, GOING_BACK, RETURNED_UNTOUCHED, RETURNED_ERASED, HELD, STATE_SECRETS);
            case CONSENTED ->
                EnumSet.of(
                        AT_BENCH,
                        ERASING,
                        NOT_CLEARED,
                        GOING_BACK,
                        RETURNED_UNTOUCHED,
                        RETURNED_ERASED,
                        HELD,
                        STATE_SECRETS);
            case AT_BENCH ->
                EnumSet.of(CONSENTED, ERASING, GOING_BACK, RETURNED_UNTOUCHED, RETURNED_ERASED, HELD, STATE_SECRETS);
            case GOING_BACK -> EnumSet.of(RETURNED_UNTOUCHED, RETURNED_ERASED, HELD);
            case ERASING -> EnumSet.of(IN_PART, CLEARED, NOT_CLEARED);
            case IN_PART -> EnumSet.of(ERASING, CLEARED, NOT_CLEARED, SEALED, RETURNED_ERASED, HELD);
            // Back to IN_PART when another medium was found in it, to NOT_CLEARED when a station that was given up says
            // otherwise.
            case CLEARED -> EnumSet.of(IN_PART, NOT_CLEARED, CLOSED, RETURNED_ERASED, HELD);
            // Straight to IN_PART or CLEARED when a person answers for the clauses that the evidence left open.
            case NOT_CLEARED ->
                EnumSet.of(ERASING, IN_PART, CLEARED, SEALED, RETURNED_UNTOUCHED, RETURNED_ERASED, HELD);
            // Where it was held, when a manager releases it: only Orders knows where that was.
            case HELD -> EnumSet.of(RETURNED_UNTOUCHED, RETURNED_ERASED);
            case SEALED -> EnumSet.of(CLOSED);
            case STATE_SECRETS -> EnumSet.of(RETURNED_UNTOUCHED, RETURNED_ERASED);
            case LOST -> EnumSet.of(RETURNED_UNTOUCHED, RETURNED_ERASED);
            // Where it got lost, or less, when it is found: only Orders knows what is left of that.
            case MISSING, CLOSED, RETURNED_UNTOUCHED, RETURNED_ERASED -> EnumSet.noneOf(OrderState.class);
        };
    }

    /** Whether the owner can still take the device home as it came. */
    public boolean isBeforeNoReturn() {
        return this == TAKEN_IN || this == OFFERED || this == ACCEPTED || this == CONSENTED || this == AT_BENCH;
    }

    /** Whether what was noted of the device can still be corrected: nobody has agreed to anything that is to be done to it. */
    public boolean isBeforeConsent() {
        return this == TAKEN_IN || this == OFFERED || this == ACCEPTED;
    }

    /** Whether it went back to its owner: untouched, or erased. */
    public boolean isReturned() {
        return this == RETURNED_UNTOUCHED || this == RETURNED_ERASED;
    }

    /** Whether it was stopped at the counter: held, or not for this counter at all. */
    public boolean isStopped() {
        return this == HELD || this == STATE_SECRETS;
    }

    /** Whether presence can be shown in this state at all: it is of the erasure, so it has to have begun. */
    public boolean takesPresence() {
        return this == ERASING || this == IN_PART || this == CLEARED || this == NOT_CLEARED;
    }

    /** As it stands in the database, and in the keys of words. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of this id. */
    public static OrderState of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }
}
