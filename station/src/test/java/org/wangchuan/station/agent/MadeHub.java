package org.wangchuan.station.agent;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.wangchuan.engine.phone.contact.JobKeys;
import org.wangchuan.engine.phone.contact.PhoneCables;
import org.wangchuan.engine.phone.contact.PhoneContact;
import org.wangchuan.engine.usb.UsbPlace;
import org.wangchuan.station.phone.MadePhone;
import org.wangchuan.station.phone.PhoneBench;
import org.wangchuan.station.phone.PhoneCable;

/** Phone cables on which made phones hang. Thread-safe. */
final class MadeHub implements PhoneSockets, PhoneBench {
    private final Map<UsbPlace, MadePhone> phones = new ConcurrentHashMap<>();
    private final Map<UsbPlace, UsbPlace> names = new ConcurrentHashMap<>();

    void plug(String place, MadePhone phone) {
        phones.put(UsbPlace.parse(place).orElseThrow(), phone);
    }

    /** A port has another name, by which it is not known. */
    void alsoNamed(String other, String place) {
        names.put(UsbPlace.parse(other).orElseThrow(), UsbPlace.parse(place).orElseThrow());
    }

    @Override
    public UsbPlace known(UsbPlace place) {
        return names.getOrDefault(place, place);
    }

    @Override
    public boolean isOnePort(UsbPlace one, UsbPlace other) {
        return known(one).equals(known(other));
    }

    @Override
    public Optional<PhoneBench> bench() {
        return Optional.of(this);
    }

    @Override
    public List<Plugged> look() {
        return List.of(); // what is told of cables is not what is tried with this
    }

    @Override
    public List<PhoneContact> contacts() {
        return List.of();
    }

    @Override
    public PhoneCable at(UsbPlace place) {
        MadePhone phone = phones.get(known(place));
        return phone == null ? NOTHING : phone.cable();
    }

    @Override
    public void close() {}

    private static final PhoneCable NOTHING = new PhoneCable() {
        @Override
        public Optional<PhoneContact> now() {
            return Optional.empty();
        }

        @Override
        public PhoneCables.Settlement settle(JobKeys keys) {
            return new PhoneCables.Settlement(PhoneCables.Settled.NOTHING_OWED, false);
        }
    };
}
