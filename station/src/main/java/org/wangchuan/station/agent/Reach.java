package org.wangchuan.station.agent;

import java.util.function.BooleanSupplier;

/** Whether the platform is reached, said once each time that it changes. Told by one thread, asked by any. */
final class Reach {
    private static final int UNAUTHORIZED = 401;

    private final AgentNotes notes;
    private final BooleanSupplier goesOn;
    private volatile boolean isLost;

    /** @param goesOn whether the agent is still at work: what fails because it stops is nobody's news */
    Reach(AgentNotes notes, BooleanSupplier goesOn) {
        this.notes = notes;
        this.goesOn = goesOn;
    }

    boolean isLost() {
        return isLost;
    }

    void reached() {
        if (isLost) {
            isLost = false;
            notes.reachable();
        }
    }

    void missed(String reason) {
        if (loses()) {
            notes.unreachable(reason);
        }
    }

    /** It, or something in its place, has answered otherwise. */
    void refused(PlatformRefusedException e) {
        String reason = e.status() + " " + e.code();
        if (!loses()) {
            return;
        }
        if (!e.isPlatforms() || e.code().equals(PlatformRefusedException.STATION_NOT_CONFIRMED)) {
            notes.held("tasks", e.code(), String.valueOf(e.getMessage()));
        } else if (e.status() == UNAUTHORIZED) {
            notes.unknownThere(reason);
        } else {
            notes.unreachable(reason);
        }
    }

    private boolean loses() {
        boolean isNew = !isLost && goesOn.getAsBoolean();
        isLost |= isNew;
        return isNew;
    }
}
