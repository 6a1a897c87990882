package org.wangchuan.station.erase;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.wangchuan.engine.psid.Psid;

/**
 * The PSIDs that somebody gives for this run, by the path of their drive. They are kept in memory alone, and overwritten when this is closed. Thread-safe.
 */
public final class Psids implements AutoCloseable {
    private final boolean offered;
    private final Map<Path, Psid> given = new HashMap<>();

    private Psids(boolean offered) {
        this.offered = offered;
    }

    /** Nobody gives any: no drive is reverted. */
    public static Psids none() {
        return new Psids(false);
    }

    /** Somebody gives them, for the drives of which the plan says that they are needed. */
    public static Psids offered() {
        return new Psids(true);
    }

    /** Whether somebody gives them. */
    public boolean areOffered() {
        return offered;
    }

    /** From here on it is closed with the others. */
    public synchronized void give(Path target, Psid psid) {
        Psid before = given.put(target, psid);
        if (before != null) {
            before.close();
        }
    }

    /** That of a drive; stays of this, which closes it. */
    public synchronized Optional<Psid> of(Path target) {
        return Optional.ofNullable(given.get(target));
    }

    @Override
    public synchronized void close() {
        given.values().forEach(Psid::close);
        given.clear();
    }

    /** How many, and nothing of them. */
    @Override
    public synchronized String toString() {
        return given.size() + " PSIDs";
    }
}
