package org.wangchuan.station.agent;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wangchuan.engine.usb.UsbPlace;
import org.wangchuan.station.phone.PhoneBench;
import org.wangchuan.station.phone.PhoneCable;
import org.wangchuan.station.phone.PhoneLane;

/**
 * Where the phone of one task hangs, from when the task is heard of and as long as this program runs. All its lanes have one cable: where a port turns out to be two
 * sockets that cable stays with the phone that was there first, and one that was made later would not. Thread-safe.
 */
final class TaskSocket {
    private final String name;
    private final Optional<PhoneBench> bench;
    private final Optional<UsbPlace> place;
    private final Optional<PhoneCable> cable;
    private volatile boolean isSeen;
    private volatile @Nullable PhoneLane lane;

    /**
     * The socket of a task.
     *
     * @param name the place as the task names it
     * @param bench absent where there are no phone cables
     * @param hasJob whether a job of an earlier run of this program is to be gone on with: in which of two sockets its phone was nobody here has seen
     */
    TaskSocket(String name, Optional<PhoneBench> bench, boolean hasJob) {
        this.name = name;
        this.bench = bench;
        this.place = UsbPlace.parse(name).filter(one -> !one.root());
        this.cable = bench.flatMap(all -> place.map(all::known).map(all::at));
        this.isSeen = !hasJob;
    }

    String name() {
        return name;
    }

    /** Absent where the name is that of no place, or there are no phone cables. */
    Optional<PhoneCable> cable() {
        return cable;
    }

    /** From here on this one works on it. */
    void workedAtBy(PhoneLane next) {
        if (isSeen()) {
            isSeen = true;
        }
        lane = next;
    }

    private boolean isSeen() {
        PhoneLane now = lane;
        return isSeen || (now != null && now.hasFoundItsPhone());
    }

    /** Whether it is one of two that were taken for one port: the other may have its name by now. */
    boolean isOneOfTwo() {
        return cable.filter(PhoneCable::isOneOfTwo).isPresent();
    }

    /** By which place the phone in it is told by the bench; empty where nobody has seen yet which of two it is. */
    Optional<String> at() {
        if (isOneOfTwo() && !isSeen()) {
            return Optional.empty();
        }
        Optional<UsbPlace> told = cable.flatMap(PhoneCable::place);
        return told.or(() -> bench.flatMap(all -> place.map(all::known)))
                .map(UsbPlace::toString)
                .or(() -> Optional.of(name));
    }
}
