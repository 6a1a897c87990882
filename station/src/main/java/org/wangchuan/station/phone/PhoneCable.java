package org.wangchuan.station.phone;

import java.util.Optional;
import org.wangchuan.engine.phone.contact.PhoneContact;

/** One place of the bench's cables, as the lane of one phone needs it. Safe for use by several threads. */
public interface PhoneCable {
    /**
     * What is plugged in there now, as of a look a moment ago: each plugging-in is another contact. Returns at once, whatever the phone does.
     *
     * @return empty if nothing is, or nothing that is or may be a phone
     */
    Optional<PhoneContact> now();

    /** Whether what hangs there is made by a machine for tests: then nothing that is signed of it may verify as real. */
    boolean isMade();
}
