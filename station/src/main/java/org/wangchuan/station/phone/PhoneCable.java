package org.wangchuan.station.phone;

import java.util.Optional;
import org.wangchuan.engine.phone.contact.ContactException;
import org.wangchuan.engine.phone.contact.JobKeys;
import org.wangchuan.engine.phone.contact.PhoneCables;
import org.wangchuan.engine.phone.contact.PhoneContact;
import org.wangchuan.engine.usb.UsbPlace;

/** One place of the bench's cables, as the lane of one phone needs it. Safe for use by several threads. */
public interface PhoneCable {
    /**
     * What one look has found there.
     *
     * @param isKnown whether somebody has looked a moment ago, and the kernel has shown what is there: if not, nobody knows
     * @param there empty if nothing is, or nothing that is or may be a phone, or nobody knows
     */
    record Seen(boolean isKnown, Optional<PhoneContact> there) {
        /** Nobody has looked for a while, or something is there, and nobody knows what. */
        static final Seen UNKNOWN = new Seen(false, Optional.empty());

        /** Somebody has looked. */
        static Seen of(Optional<PhoneContact> there) {
            return new Seen(true, there);
        }

        /** Whether it is known that nothing is there. */
        boolean isNothing() {
            return isKnown && there.isEmpty();
        }
    }

    /**
     * What is plugged in there now, as of a look a moment ago: each plugging-in is another contact. Returns at once, whatever the phone does.
     *
     * @return empty if nothing is, or nothing that is or may be a phone, or nobody knows
     */
    Optional<PhoneContact> now();

    /** As {@link #now}, and whether anybody knows, both of one look. Of a cable that always knows, whatever it says. */
    default Seen seen() {
        return Seen.of(now());
    }

    /**
     * Whether this place, too, is said to be the port that this is the cable of: by either name a phone may be worked on that hangs here. False of a cable that knows
     * no other name of its port.
     */
    default boolean isOf(UsbPlace other) {
        return false;
    }

    /**
     * By which place the bench tells of what this cable sees, as {@link PhoneContact#place}: where its port turned out to be two, that of the one that it looks at. Empty of
     * a cable that knows no other name of its port.
     */
    default Optional<UsbPlace> place() {
        return Optional.empty();
    }

    /**
     * Whether this place was taken for one port with another, and is not: the phone of a job that began before that was known may hang at the other. False of a cable that
     * knows no other name of its port.
     */
    default boolean isOneOfTwo() {
        return false;
    }

    /**
     * Whether the number that what hangs there shows was shown at another place of the bench at the same time, as of a look a moment ago or of one before it: several
     * bear it then, and it names none of them. False of a cable beside which there is no other.
     */
    default boolean isNumberShared() {
        return false;
    }

    /**
     * Undoes what phones know of the keys of a job that has come to its end, as {@link PhoneCables#settle}.
     *
     * @throws ContactException if what is still owed could not be kept
     */
    PhoneCables.Settlement settle(JobKeys keys) throws ContactException;
}
