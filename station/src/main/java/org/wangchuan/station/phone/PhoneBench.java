package org.wangchuan.station.phone;

import java.util.List;
import org.wangchuan.engine.phone.contact.PhoneContact;
import org.wangchuan.engine.usb.UsbPlace;

/** The cables of a bench. Safe for use by several threads. */
public interface PhoneBench extends AutoCloseable {
    /** What hangs there as of a look a moment ago, in the order of the places. */
    List<PhoneContact> contacts();

    /**
     * Whether all that hangs there is among them, as of a look a moment ago: otherwise there may be more, and nobody knows. Of a bench that always knows, whatever it
     * says.
     */
    default boolean isKnown() {
        return true;
    }

    /** One port by any of its places, whether anything hangs there or not. */
    PhoneCable at(UsbPlace place);

    /** The place by which a port is known, by any of its own ({@link PhoneContact#place}). */
    default UsbPlace known(UsbPlace place) {
        return place;
    }

    /**
     * Whether these are, or were taken for, one port: what hangs there may be worked on by either name, and nobody begins by the one what somebody does by the
     * other.
     */
    default boolean isOnePort(UsbPlace one, UsbPlace other) {
        return one.equals(other);
    }

    /** Ends all that is said to phones. */
    @Override
    void close();
}
