package org.wangchuan.station.phone;

import java.util.Optional;
import java.util.Set;
import org.wangchuan.engine.phone.contact.ContactException;
import org.wangchuan.engine.phone.contact.JobKeys;
import org.wangchuan.engine.phone.contact.PhoneCables;
import org.wangchuan.engine.phone.contact.PhoneContact;
import org.wangchuan.engine.usb.UsbPlace;

/** The cable of a made phone, at which nobody looks if a test says so, and whose port may have other names. Safe for use by several threads. */
final class SeenCable implements PhoneCable {
    private final PhoneCable cable;
    private final Set<UsbPlace> names;
    private volatile boolean isKnown = true;

    SeenCable(MadePhone phone, UsbPlace... names) {
        this.cable = phone.cable();
        this.names = Set.of(names);
    }

    /** Whether somebody looks. */
    void looks(boolean looks) {
        isKnown = looks;
    }

    @Override
    public Optional<PhoneContact> now() {
        return isKnown ? cable.now() : Optional.empty();
    }

    @Override
    public boolean isKnown() {
        return isKnown;
    }

    @Override
    public boolean isOf(UsbPlace other) {
        return names.contains(other);
    }

    @Override
    public boolean isNumberShared() {
        return cable.isNumberShared();
    }

    @Override
    public PhoneCables.Settlement settle(JobKeys keys) throws ContactException {
        return cable.settle(keys);
    }
}
