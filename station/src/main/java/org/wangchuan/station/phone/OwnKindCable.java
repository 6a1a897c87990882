package org.wangchuan.station.phone;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wangchuan.engine.phone.contact.ContactException;
import org.wangchuan.engine.phone.contact.JobKeys;
import org.wangchuan.engine.phone.contact.PhoneCables;
import org.wangchuan.engine.phone.contact.PhoneContact;
import org.wangchuan.engine.usb.Enumeration;
import org.wangchuan.engine.usb.UsbPlace;

/**
 * The cable of a job as that job may see it: for one that is no test, a phone that was made for tests is not there, whatever it says its number is. What is
 * signed as real never rests on one. Not thread-safe.
 */
final class OwnKindCable implements PhoneCable {
    private final PhoneCable cable;
    private final boolean isTest;
    private final PhonePeople people;
    private @Nullable Enumeration told;

    /** @param people are told of each phone of the wrong kind, once for each time that it is plugged in */
    OwnKindCable(PhoneCable cable, boolean isTest, PhonePeople people) {
        this.cable = cable;
        this.isTest = isTest;
        this.people = people;
    }

    @Override
    public Optional<PhoneContact> now() {
        return seen().there();
    }

    @Override
    public Seen seen() {
        Seen seen = cable.seen();
        Optional<PhoneContact> there = seen.there();
        if (there.isEmpty() || isTest || !there.get().isMade()) {
            return seen;
        }
        if (!there.get().enumeration().equals(told)) {
            told = there.get().enumeration();
            people.tell(new PhoneNotice.OtherPhone());
        }
        return Seen.of(Optional.empty());
    }

    @Override
    public boolean isOf(UsbPlace other) {
        return cable.isOf(other);
    }

    @Override
    public Optional<UsbPlace> place() {
        return cable.place();
    }

    @Override
    public boolean isOneOfTwo() {
        return cable.isOneOfTwo();
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
