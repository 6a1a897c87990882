package org.wangchuan.engine.apple;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.wangchuan.engine.apple.lockdown.LockdownClient;
import org.wangchuan.engine.apple.lockdown.PairingDialog;
import org.wangchuan.engine.apple.lockdown.Values;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.model.AppleFailure.Code;
import org.wangchuan.engine.apple.model.AttachedDevice;
import org.wangchuan.engine.apple.model.OwnerConsent;
import org.wangchuan.engine.apple.model.PairingListener;
import org.wangchuan.engine.apple.pairing.PairingRecord;
import org.wangchuan.engine.apple.plist.PlistValue;
import org.wangchuan.engine.apple.usbmux.UsbmuxClient;

/** From an unpaired connection to a session, for an owner who consented. Not thread-safe. */
final class Consented {
    private static final int VALIDATED_BEFORE = 7; // lockdown.c, lockdownd_client_new_with_handshake

    private final UsbmuxClient mux;
    private final LockdownClient client;
    private final OwnerConsent consent;

    Consented(UsbmuxClient mux, LockdownClient client, OwnerConsent consent) {
        this.mux = mux;
        this.client = client;
        this.consent = consent;
    }

    PairingOutcome pair(Duration ownersPatience, Duration every, PairingListener listener, PairingKeeper keeper) {
        PairingRecord record;
        try {
            record = newRecord();
            keeper.keep(new JobPairing(client.device(), record, consent)); // before the device is told any of it
        } catch (AppleFailure failed) {
            client.close();
            return new PairingOutcome.NotPaired(failed, Optional.empty());
        }
        boolean paired = false;
        try {
            new PairingDialog(client, record.told(), every, listener).run(ownersPatience);
            secure(client, record);
            paired = true;
            return new PairingOutcome.Paired(new ConsentedSession(mux, client, record, consent));
        } catch (AppleFailure failed) {
            return new PairingOutcome.NotPaired(failed, withdraw(record, failed));
        } finally {
            if (!paired) { // also where the listener throws
                record.forget();
                client.close();
            }
        }
    }

    private PairingRecord newRecord() throws AppleFailure {
        byte[] deviceKey = client.getValue("", "DevicePublicKey")
                .flatMap(value -> value instanceof PlistValue.Data data ? Optional.of(data) : Optional.empty())
                .orElseThrow(() -> new AppleFailure(Code.DEVICE_KEY, "none told"))
                .bytes();
        return PairingRecord.create(deviceKey, mux.readBuid(), Clock.systemUTC().instant());
    }

    /** Begins a session with a pairing that the device was told earlier. */
    static ConsentedSession resume(UsbmuxClient mux, AttachedDevice paired, PairingRecord record, OwnerConsent consent)
            throws AppleFailure {
        AttachedDevice here = mux.devices().stream()
                .filter(attached -> attached.hasUdid(paired.udid()) && attached.overCable() == paired.overCable())
                .findFirst()
                .orElseThrow(() -> new AppleFailure(Code.AWAY));
        LockdownClient client = LockdownClient.connect(mux, here);
        boolean begun = false;
        try {
            secure(client, record);
            begun = true;
            return new ConsentedSession(mux, client, record, consent);
        } finally {
            if (!begun) {
                client.close();
            }
        }
    }

    /** Begins a session over this connection, and makes sure of whom it is with. */
    static void secure(LockdownClient client, PairingRecord record) throws AppleFailure {
        if (isBefore(client, VALIDATED_BEFORE)) {
            client.validatePair(record.told());
        }
        client.startSession(record);
        sameDevice(client);
    }

    private static boolean isBefore(LockdownClient client, int version) throws AppleFailure {
        Optional<String> told =
                Values.ask(client, "", "ProductVersion", Values::text).toOptional();
        Optional<Integer> major = told.filter(text -> text.matches("[0-9]{1,4}([.].*)?"))
                .map(text -> Integer.valueOf(text.replaceFirst("[.].*", "")));
        return major.filter(number -> number < version).isPresent();
    }

    /** The key has told already that it is the one that was paired; this tells that usbmuxd has led to the one that was meant. */
    private static void sameDevice(LockdownClient client) throws AppleFailure {
        AttachedDevice device = client.device();
        Optional<String> udid =
                Values.ask(client, "", "UniqueDeviceID", Values::text).toOptional();
        if (udid.isEmpty() || !device.hasUdid(udid.get())) {
            throw new AppleFailure(Code.OTHER_DEVICE);
        }
    }

    /** After an attempt that failed: if the device can know the record, it is told to forget it. */
    private Optional<PairingDebt> withdraw(PairingRecord record, AppleFailure failed) {
        boolean neverKnown = failed.code() == Code.USER_DENIED
                || failed.code() == Code.PAIRING_PROHIBITED
                || failed.code() == Code.MANAGED;
        client.close();
        if (neverKnown) {
            return Optional.empty();
        }
        PairingDebt debt = new PairingDebt(client.device(), record.told(), false);
        return debt.settle(mux).stillToDo();
    }
}
