package org.wangchuan.platform.intake.cable;

import java.util.List;
import java.util.UUID;

/** Knows what hangs on the phone cables of a site's benches now. */
public interface CablePhones {
    /**
     * A phone, with where it hangs.
     *
     * @param id of the station
     * @param station the name of the station, as people know it
     */
    record At(UUID id, String station, CablePhone phone) {}

    /** Those of the stations that work at a site and are in touch; what a station told before it was lost is not among them. */
    List<At> at(UUID site);
}
