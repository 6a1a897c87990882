package org.wangchuan.station.agent;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wangchuan.station.phone.PhoneBench;

/** Phone cables into which a test plugs what it likes. Thread-safe. */
final class MadeSockets implements PhoneSockets {
    private final Map<String, Plugged> hanging = new TreeMap<>();
    private final Optional<PhoneBench> bench;
    private boolean isClosed;

    MadeSockets() {
        this(Optional.empty());
    }

    /** @param bench which knows the names of ports */
    MadeSockets(Optional<PhoneBench> bench) {
        this.bench = bench;
    }

    @Override
    public Optional<PhoneBench> bench() {
        return bench;
    }

    /** Something that nothing can be asked. */
    synchronized void plug(String place, long plug) {
        hanging.put(place, new Plugged(phone(place, plug), Optional.empty()));
    }

    synchronized void plug(String place, long plug, Question question) {
        hanging.put(place, new Plugged(phone(place, plug), Optional.of(question)));
    }

    synchronized void unplug(String place) {
        hanging.remove(place);
    }

    synchronized boolean isClosed() {
        return isClosed;
    }

    @Override
    public synchronized List<Plugged> look() {
        return List.copyOf(hanging.values());
    }

    @Override
    public synchronized void close() {
        isClosed = true;
    }

    static PhoneState phone(String place, long plug) {
        return new PhoneState(
                place,
                plug,
                "mobile",
                Optional.of("HONOR"),
                Optional.of("X"),
                Optional.of("SERIAL-" + plug),
                Optional.empty(),
                List.of("mtp"),
                Optional.of("system"),
                Optional.empty(),
                Optional.empty(),
                PhoneState.NOT_ASKED);
    }
}
