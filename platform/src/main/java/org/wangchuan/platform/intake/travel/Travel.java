package org.wangchuan.platform.intake.travel;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.wangchuan.platform.custody.BagNumber;
import org.wangchuan.platform.custody.Line;
import org.wangchuan.platform.intake.Channel;
import org.wangchuan.platform.intake.OrderState;

/**
 * The way of a device that travels before it is erased.
 *
 * @param departure how it left its owner; absent while it is with them
 * @param arrival how it was found; absent before somebody has recorded that
 * @param word what its owner said last after it had left
 * @param turn what became of it last, if that was no arrival
 * @param wasSentBack whether it has ever been sent back: then nobody here knows what was done with it meanwhile
 * @param wasSaidHome whether it has ever been said to be with its owner after it had left them
 */
public record Travel(
        Channel channel,
        Optional<Departure> departure,
        Optional<Arrival> arrival,
        Optional<Word> word,
        Optional<Turn> turn,
        boolean wasSentBack,
        boolean wasSaidHome) {
    /** What was past the point of no return when it left can go back as well. */
    private static final Set<OrderState> PAST = Set.of(OrderState.ERASING, OrderState.NOT_CLEARED);

    /**
     * That it left its owner.
     *
     * @param bag number of the bag it travels in, as it was typed; absent if the bag has none, or there is none
     * @param isByOwner whether the owner said so; else staff did
     * @param hasBegun whether its erasure had begun by then
     * @param wasPastReturn whether its order was past the point of no return by then; also by a workflow that ended before anything
     *     had begun
     */
    public record Departure(
            Optional<String> bag, boolean isByOwner, boolean hasBegun, boolean wasPastReturn, Instant at) {}

    /**
     * That it was unpacked.
     *
     * @param run in which what was found is recorded, and signed
     * @param isAsSent whether bag, seal and contents were found as they were sent, as staff say
     */
    public record Arrival(UUID run, boolean isAsSent, Instant at) {}

    /**
     * What its owner said.
     *
     * @param isAfterArrival whether they had been told how it arrived
     */
    public record Word(Said said, boolean isAfterArrival, Instant at) {}

    /** What an owner can say of a device that is not with them. */
    public enum Said {
        /** It is to be erased, however it arrived. */
        ERASE,
        /** It is to come back as it is. */
        BACK;

        /** As it stands in the database, and in the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What became of it.
     *
     * @param isByOwner whether its owner said so; else staff did
     * @param isTracked of a loss: whether it was handed in with a consignment number
     */
    public record Turn(What what, boolean isByOwner, boolean isTracked, Instant at) {}

    /** What can become of a device on its way, besides arriving. */
    public enum What {
        /** The shop has sent it back to its owner. */
        SENT_BACK,
        /** It is with its owner. */
        HOME,
        /** Nobody knows where it is. */
        LOST,
        /** It turned up: what was lost is on its way again, what was sent back has come back. */
        FOUND;

        /** As it stands in the database, and in the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The number of a bag that travels, as somebody typed it; absent if it is none. It is kept outside the vault: a name, which has no
     * figure in it, and what is recognised as a person's are not taken.
     */
    public static Optional<BagNumber> bag(String typed) {
        return BagNumber.of(typed)
                .filter(bag -> bag.text().chars().anyMatch(letter -> letter >= '0' && letter <= '9'))
                .filter(bag -> !Line.isOfAPerson(bag.text()));
    }

    /** Whether the collector stands at the owner's door with it. */
    public boolean isAtDoor() {
        return channel == Channel.DOORSTEP && departure.isEmpty();
    }

    /** Whether it has left its owner, and nobody has recorded that it arrived. */
    public boolean isOnTheWay() {
        return departure.isPresent() && arrival.isEmpty();
    }

    /** Whether it has arrived. */
    public boolean isHere() {
        return arrival.isPresent();
    }

    /** Whether its owner wants it back as it is. */
    public boolean isWantedBack() {
        return word.filter(last -> last.said() == Said.BACK).isPresent();
    }

    /**
     * Whether it did not arrive as it was sent, or though it was said to be with its owner, and they have not said that they want it
     * erased all the same.
     */
    public boolean isOwnerAsked() {
        return arrival.filter(found -> !found.isAsSent() || wasSaidHome).isPresent()
                && word.filter(last -> last.said() == Said.ERASE && last.isAfterArrival())
                        .isEmpty();
    }

    private boolean is(What what) {
        return turn.filter(last -> last.what() == what).isPresent();
    }

    /** Whether its owner wants it back, and nobody has recorded that it arrived anywhere. */
    public boolean isRecalled() {
        return isOnTheWay() && isWantedBack();
    }

    /** Whether it is on its way back to its owner. */
    public boolean isOnTheWayBack() {
        return is(What.SENT_BACK);
    }

    /** Whether nobody knows where it is. */
    public boolean isLost() {
        return is(What.LOST);
    }

    /** Whether it is with its owner again. */
    public boolean isHome() {
        return is(What.HOME);
    }

    /** Whether it is between its owner and the shop, in either direction, as far as anybody knows. */
    public boolean isInThePost() {
        return (isOnTheWay() || isOnTheWayBack()) && !isLost() && !isHome();
    }

    /** Whether it has arrived, and has not left again. */
    public boolean isInTheShop() {
        return isHere() && !isOnTheWayBack() && !isLost() && !isHome();
    }

    /** Whether it may still come, though its owner is said to have it: nobody here has seen it. */
    public boolean mayStillCome(OrderState state) {
        return state.isReturned() && !isHere() && !isAtDoor();
    }

    /** Whether what was proved of it here is true of the day on which it left, and nobody knows what was done with it since. */
    public boolean isOutOfSight() {
        return isHere() && (isLost() || (isInTheShop() && wasSentBack));
    }

    /** Whether it has not been out of the shop's hands since it arrived: what was found of it then is true of it now. */
    public boolean isKept() {
        return isInTheShop() && !wasSentBack;
    }

    /** Whether anything may be done with it where it has arrived; with what was sent back and came again only its return is left. */
    public boolean mayBeErased() {
        return isKept() && !isWantedBack() && !isOwnerAsked();
    }

    /** Whether its owner can still say what is to become of it; past the point of no return only if it left so. */
    public boolean isOpen(OrderState state) {
        boolean leftSo = departure.filter(Departure::wasPastReturn).isPresent() && PAST.contains(state);
        return state.isBeforeNoReturn() || leftSo;
    }
}
