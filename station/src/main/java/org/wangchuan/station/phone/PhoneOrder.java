package org.wangchuan.station.phone;

import java.nio.file.Path;
import java.util.Optional;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.usb.UsbPlace;

/**
 * What is wanted done with one phone.
 *
 * @param place where it hangs
 * @param policy the rule set; of a job that is gone on with its own counts
 * @param technique the id of the way to erase it; absent if it is to be asked for
 * @param out folder for receipt and record; it exists
 * @param asset the owner's tag, or the label of the device
 * @param resumed the job to go on with; absent for a new one
 * @param task whose job it is; absent at a terminal, where nobody has to be asked before it begins but who stands there
 */
public record PhoneOrder(
        UsbPlace place,
        Policy policy,
        Optional<String> technique,
        Path out,
        Optional<String> asset,
        Optional<PhoneTicket> resumed,
        Optional<PhoneTask> task) {
    /** At a terminal. */
    public PhoneOrder(
            UsbPlace place,
            Policy policy,
            Optional<String> technique,
            Path out,
            Optional<String> asset,
            Optional<PhoneTicket> resumed) {
        this(place, policy, technique, out, asset, resumed, Optional.empty());
    }
}
