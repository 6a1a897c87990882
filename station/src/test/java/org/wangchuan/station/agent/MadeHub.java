package org.wangchuan.station.agent;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.wangchuan.engine.phone.contact.ContactException;
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
    private final Map<UsbPlace, UsbPlace> apart = new ConcurrentHashMap<>();

    void plug(String place, MadePhone phone) {
        phones.put(UsbPlace.parse(place).orElseThrow(), phone);
    }

    /** A port has another name, by which it is not known. */
    void alsoNamed(String other, String place) {
        names.put(UsbPlace.parse(other).orElseThrow(), UsbPlace.parse(place).orElseThrow());
    }

    /** What was one port is two sockets: the phone that was there first hangs at the second. */
    void areTwo(String one, String first) {
        for (String place : new String[] {one, first}) {
            apart.put(UsbPlace.parse(place).orElseThrow(), UsbPlace.parse(first).orElseThrow());
        }
    }

    @Override
    public UsbPlace known(UsbPlace place) {
        return apart.containsKey(place) ? place : names.getOrDefault(place, place);
    }

    @Override
    public boolean isOnePort(UsbPlace one, UsbPlace other) {
        return names.getOrDefault(one, one).equals(names.getOrDefault(other, other));
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
        return new Hanging(place, !apart.containsKey(place));
    }

    @Override
    public void close() {}

    /** What hangs at a place; as the bench's own it follows what was there first only if it was there before. */
    private final class Hanging implements PhoneCable {
        private final UsbPlace place;
        private final boolean isFollowing;

        Hanging(UsbPlace place, boolean isFollowing) {
            this.place = place;
            this.isFollowing = isFollowing;
        }

        private Optional<PhoneCable> phone() {
            return Optional.ofNullable(phones.get(known(place))).map(MadePhone::cable);
        }

        @Override
        public Optional<PhoneContact> now() {
            return phone().flatMap(PhoneCable::now);
        }

        @Override
        public Optional<UsbPlace> place() {
            return Optional.of(isFollowing ? apart.getOrDefault(place, known(place)) : place);
        }

        @Override
        public boolean isOneOfTwo() {
            return apart.containsKey(place);
        }

        @Override
        public boolean isNumberShared() {
            return phone().filter(PhoneCable::isNumberShared).isPresent();
        }

        @Override
        public PhoneCables.Settlement settle(JobKeys keys) throws ContactException {
            Optional<PhoneCable> phone = phone();
            return phone.isPresent()
                    ? phone.get().settle(keys)
                    : new PhoneCables.Settlement(PhoneCables.Settled.NOTHING_OWED, false);
        }
    }
}
