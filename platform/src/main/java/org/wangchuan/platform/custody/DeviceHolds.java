package org.wangchuan.platform.custody;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Why devices are held, and how that ends: never past the gate. Thread-safe. */
@Component
public class DeviceHolds {
    private final JdbcClient jdbc;
    private final Devices devices;
    private final MediaTable media;

    DeviceHolds(JdbcClient jdbc, Devices devices, MediaTable media) {
        this.jdbc = jdbc;
        this.devices = devices;
        this.media = media;
    }

    /** Why it was held last, as the word of its event; empty if it never was. */
    public Optional<String> heldFor(UUID device) {
        return jdbc.sql("""
                        SELECT reason FROM custody.device_event
                        WHERE device_id = ? AND to_state = 'blocked' AND from_state <> 'blocked' ORDER BY id DESC LIMIT 1""").param(device).query((row, _) -> row.getString(1)).optional();
    }

    /**
     * What was held is free again: as it was, or as the evidence has it by now. None of what came meanwhile is forgotten, and what was in
     * stock is put there anew by somebody, past the gate.
     *
     * @param reason a word of a closed list
     */
    @Transactional
    public Device released(UUID device, UUID by, String reason) throws GateException {
        Device known = devices.locked(device);
        DeviceState before = jdbc.sql("""
                        SELECT from_state FROM custody.device_event
                        WHERE device_id = ? AND to_state = 'blocked' AND from_state NOT IN ('blocked', 'returned') ORDER BY id DESC LIMIT 1""")
                .param(device)
                .query((row, _) -> DeviceState.of(row.getString(1)))
                .optional()
                .orElse(known.state());
        boolean isSealed = before == DeviceState.SEALED;
        if (known.state() != DeviceState.BLOCKED
                || !(before.canBeCounted() || isSealed || before == DeviceState.IN_STOCK)) {
            throw new GateException(
                    GateException.Code.WRONG_STATE, known.state().id() + ", from " + before.id());
        }
        boolean isGood =
                media.of(device).together().filter(Device.Proof::opensGate).isPresent();
        boolean isAsBefore = before == DeviceState.TO_DESTROY || isSealed;
        devices.set(known, isAsBefore ? before : DeviceState.REGISTERED, Optional.of(by), reason);
        if (isGood && !isSealed) { // by the way of every proof: a hold leads to nothing that is cleared
            return devices.weighed(devices.locked(device), DeviceState.REGISTERED, Optional.of(by), reason);
        }
        return devices.find(device).orElseThrow();
    }

    /** It may hold state secrets: it is held, by the word of whoever brought it. */
    @Transactional
    public void stopped(UUID device) throws GateException {
        Device known = devices.locked(device);
        if (known.state() != DeviceState.REGISTERED) {
            throw new GateException(
                    GateException.Code.WRONG_STATE, known.state().id() + " is not stopped by a word");
        }
        devices.set(known, DeviceState.BLOCKED, Optional.empty(), "state-secrets");
    }
}
