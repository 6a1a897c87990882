package org.wangchuan.engine.apple.lockdown;

import java.time.Duration;
import java.util.Optional;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.model.AppleFailure.Code;
import org.wangchuan.engine.apple.model.PairingListener;
import org.wangchuan.engine.apple.model.PairingState;
import org.wangchuan.engine.apple.pairing.PublicRecord;
import org.wangchuan.engine.apple.wire.Deadline;

/**
 * Asks a device to pair until its owner has answered, and tells how it stands. The same record is offered each time; lockdownd remembers
 * whom it asked its owner about by that (pymobiledevice3's lockdown.py, {@code _request_pair}, does so once a second). Not thread-safe.
 */
public final class PairingDialog {
    private final LockdownClient client;
    private final PublicRecord record;
    private final Duration every;
    private final PairingListener listener;
    private Optional<PairingState> state = Optional.empty();

    /** @param every how long to wait before asking again */
    public PairingDialog(LockdownClient client, PublicRecord record, Duration every, PairingListener listener) {
        this.client = client;
        this.record = record;
        this.every = every;
        this.listener = listener;
    }

    /**
     * Pairs.
     *
     * @param patience for the owner; each request has its own, shorter one
     * @throws AppleFailure {@link Code#USER_DENIED}, {@link Code#DIALOG_PENDING} or {@link Code#PASSWORD_PROTECTED} if the owner has said no, or
     *     nothing in that time, or has not unlocked the phone; others if the device refuses or can't be asked
     */
    public void run(Duration patience) throws AppleFailure {
        Deadline deadline = Deadline.byClock(patience);
        while (true) {
            try {
                client.pair(record);
                become(PairingState.PAIRED);
                return;
            } catch (AppleFailure refused) {
                become(refused);
                boolean ownersTurn = refused.code() == Code.DIALOG_PENDING || refused.code() == Code.PASSWORD_PROTECTED;
                if (!ownersTurn || deadline.passed()) {
                    throw refused;
                }
                pause(refused);
            }
        }
    }

    private void become(AppleFailure refused) {
        switch (refused.code()) {
            case PASSWORD_PROTECTED -> become(PairingState.PASSWORD_PROTECTED);
            case DIALOG_PENDING -> become(PairingState.DIALOG_PENDING);
            case USER_DENIED -> become(PairingState.USER_DENIED);
            case PAIRING_PROHIBITED, MANAGED -> become(PairingState.PROHIBITED);
            default -> {
                return; // nothing that its owner could do about it; the failure says what
            }
        }
    }

    private void become(PairingState now) {
        if (!state.equals(Optional.of(now))) {
            state = Optional.of(now);
            listener.becomes(now);
        }
    }

    private void pause(AppleFailure refused) throws AppleFailure {
        try {
            Thread.sleep(every);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new AppleFailure(Code.INTERRUPTED, "while its owner was asked", refused);
        }
    }
}
