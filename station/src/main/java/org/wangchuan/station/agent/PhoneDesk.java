package org.wangchuan.station.agent;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.station.ordered.PhoneAnswer;

/** What goes between phones at this station and people at the platform. Every call may be repeated. Thread-safe. */
public interface PhoneDesk {
    /** What people answered, as the list of tasks named it last. Each stands there until what it answers is no longer asked. */
    List<PhoneAnswer> answers();

    /**
     * Tells how it stands between a phone and its people.
     *
     * @param turn all of it; a lower number than the platform has is passed over there
     */
    void putTurn(UUID task, JsonValue.Obj turn) throws IOException, PlatformRefusedException, InterruptedException;

    /** Of a platform that has no phones erased. */
    static PhoneDesk none() {
        return new PhoneDesk() {
            @Override
            public List<PhoneAnswer> answers() {
                return List.of();
            }

            @Override
            public void putTurn(UUID task, JsonValue.Obj turn) throws IOException {
                throw new IOException("expected a platform that has phones erased");
            }
        };
    }
}
