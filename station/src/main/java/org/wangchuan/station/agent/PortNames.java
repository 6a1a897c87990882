package org.wangchuan.station.agent;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.wangchuan.engine.usb.UsbPlace;
import org.wangchuan.station.phone.PhoneBench;

/**
 * The ports of a bench by the names that the platform and its tasks have for them: one port may have two, and a task may have been chosen by the one that it is not known
 * by now. Without a bench each name is a port's own. Stateless.
 */
record PortNames(Optional<PhoneBench> bench) {
    /** As {@link PhoneBench#isOnePort}. */
    boolean isOnePort(String one, String other) {
        if (one.equals(other) || bench.isEmpty()) {
            return one.equals(other);
        }
        Optional<UsbPlace> first = UsbPlace.parse(one);
        Optional<UsbPlace> second = UsbPlace.parse(other);
        return first.isPresent() && second.isPresent() && bench.get().isOnePort(first.get(), second.get());
    }

    /**
     * By which of these names of tasks each port is told of, by the name by which it is known: who goes by names finds the task at what hangs there. By its own, if that is
     * among them.
     */
    Map<String, String> ofTasks(Collection<String> lanes) {
        Map<String, String> out = new HashMap<>();
        for (String lane : new TreeSet<>(lanes)) {
            known(lane).ifPresent(known -> out.merge(known, lane, (one, other) -> other.equals(known) ? other : one));
        }
        return out;
    }

    private Optional<String> known(String lane) {
        return bench.flatMap(all -> UsbPlace.parse(lane).map(all::known).map(UsbPlace::toString));
    }
}
