package org.wangchuan.station.agent;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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
     * By which names of tasks phones are told, by the place by which the bench tells of them: who goes by names finds each task at its own phone. Of two tasks at one port it is
     * the first, and so of two that have one name.
     */
    static Map<String, String> ofTasks(Collection<TaskSocket> open) {
        Map<String, String> out = new HashMap<>();
        for (TaskSocket socket : open) {
            socket.at()
                    .filter(_ -> !out.containsValue(socket.name()))
                    .ifPresent(place -> out.putIfAbsent(place, socket.name()));
        }
        return out;
    }
}
