package org.wangchuan.engine.apple;

import java.util.Optional;
import org.wangchuan.engine.apple.lockdown.LockdownClient;
import org.wangchuan.engine.apple.lockdown.Values;
import org.wangchuan.engine.apple.model.ActivationState;
import org.wangchuan.engine.apple.model.Answer;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.model.AppleFailure.Code;
import org.wangchuan.engine.apple.model.Asked;
import org.wangchuan.engine.apple.model.AttachedDevice;
import org.wangchuan.engine.apple.model.Battery;
import org.wangchuan.engine.apple.model.EraseOptions;
import org.wangchuan.engine.apple.model.EraseReply;
import org.wangchuan.engine.apple.model.FindMy;
import org.wangchuan.engine.apple.model.Management;
import org.wangchuan.engine.apple.model.OwnerConsent;
import org.wangchuan.engine.apple.model.Setup;
import org.wangchuan.engine.apple.model.Storage;
import org.wangchuan.engine.apple.pairing.PairingRecord;
import org.wangchuan.engine.apple.plist.Plist;
import org.wangchuan.engine.apple.plist.PlistException;
import org.wangchuan.engine.apple.usbmux.UsbmuxClient;
import org.wangchuan.engine.apple.wire.PlistChannel;

/**
 * A device whose owner consented and trusts this computer, for one job. All is asked in TLS that is pinned to the device's own key, but for
 * services that a device wants to speak in clear, whose answers say so ({@link Asked#inSession()}).
 * {@link #end()} undoes the pairing; {@link #close()} does so as well, but has no way to say what is left to do. Not thread-safe.
 */
public final class ConsentedSession implements AutoCloseable {
    private static final String DISK_USAGE = "com.apple.disk_usage";
    private static final String BATTERY = "com.apple.mobile.battery";
    private static final String SETUP = "com.apple.purplebuddy";
    private static final String FIND_MY = "com.apple.fmip";

    private final UsbmuxClient mux;
    private final PairingRecord record;
    private final OwnerConsent consent;
    private AttachedDevice device;

    /** Gone at the end: TLS remembers the key that it was begun with. */
    private Optional<LockdownClient> client;

    private boolean recordSaved;
    private Optional<Farewell> ended = Optional.empty();

    ConsentedSession(UsbmuxClient mux, LockdownClient client, PairingRecord record, OwnerConsent consent) {
        this.mux = mux;
        this.device = client.device();
        this.client = Optional.of(client);
        this.record = record;
        this.consent = consent;
    }

    /** The device, as it is or was attached. */
    public AttachedDevice device() {
        return device;
    }

    /** Where it is written down that the owner agreed. */
    public OwnerConsent consent() {
        return consent;
    }

    /**
     * A single text.
     *
     * @throws AppleFailure if it can't be asked, as with all below
     */
    public Answer<String> text(DeviceFact fact) throws AppleFailure {
        return Values.ask(running(), "", fact.key(), Values::text);
    }

    /**
     * Its storage.
     *
     * @throws AppleFailure if it can't be asked
     */
    public Storage storage() throws AppleFailure {
        return new Storage(
                Values.ask(running(), DISK_USAGE, "TotalDiskCapacity", Values::amount),
                Values.ask(running(), DISK_USAGE, "TotalDataCapacity", Values::amount),
                Values.ask(running(), DISK_USAGE, "TotalDataAvailable", Values::amount));
    }

    /**
     * Its battery, from lockdownd and from the registry.
     *
     * @throws AppleFailure if it can't be asked
     */
    public Battery battery() throws AppleFailure {
        DiagnosticsRelay registry = ask(DiagnosticsRelay.SERVICE, DiagnosticsRelay::battery, DiagnosticsRelay::untold);
        return new Battery(
                Values.ask(running(), BATTERY, "BatteryCurrentCapacity", Values::amount),
                Values.ask(running(), BATTERY, "BatteryIsCharging", Values::bool),
                registry.amount("CycleCount"),
                registry.amount("DesignCapacity"),
                registry.amount("AppleRawMaxCapacity", "NominalChargeCapacity"));
    }

    /**
     * Its setup assistant.
     *
     * @throws AppleFailure if it can't be asked
     */
    public Setup setup() throws AppleFailure {
        return new Setup(
                Values.ask(running(), SETUP, "SetupDone", Values::bool),
                Values.ask(running(), SETUP, "SetupFinishedAllSteps", Values::bool));
    }

    /**
     * Whether it says that it belongs to an account's Find My. False is no proof that it isn't locked: read {@link FindMy}.
     *
     * @throws AppleFailure if it can't be asked
     */
    public Answer<Boolean> findMyAssociated() throws AppleFailure {
        return Values.ask(running(), FIND_MY, "IsAssociated", Values::bool);
    }

    /**
     * The same in its three values.
     *
     * @throws AppleFailure if it can't be asked
     */
    public FindMy findMy() throws AppleFailure {
        return FindMy.of(findMyAssociated());
    }

    /**
     * Whether it is activated, from the service that knows, or from lockdownd where there is no such service. An erased phone is not, locked or not.
     *
     * @throws AppleFailure if it can't be asked
     */
    public Answer<ActivationState> activation() throws AppleFailure {
        Answer<ActivationState> state = ask(
                MobileActivation.SERVICE,
                MobileActivation::state,
                reason -> new Answer.NotTold<>(MobileActivation.asked(true), reason));
        boolean asksElsewhere = state instanceof Answer.NotTold<ActivationState>(Asked _, Answer.Reason reason)
                && reason == Answer.Reason.UNSUPPORTED;
        return asksElsewhere ? UnpairedSession.activationState(running()) : state;
    }

    /**
     * The organisation that manages it.
     *
     * @throws AppleFailure if it can't be asked
     */
    public Management management() throws AppleFailure {
        return ask(ManagedConfiguration.SERVICE, ManagedConfiguration::management, ManagedConfiguration::untold);
    }

    /**
     * Asks it to erase itself. It was never tried on a real phone, and no reply proves that anything is erased.
     *
     * @throws AppleFailure if it could not be asked, or the answer doesn't come: then it may begin or not
     */
    public EraseReply erase(EraseOptions options) throws AppleFailure {
        try (PlistChannel service = running().startService(ManagedConfiguration.SERVICE)) {
            return ManagedConfiguration.erase(service, options);
        }
    }

    /**
     * Leaves the pairing's names and certificates with usbmuxd, without any key, so that it takes the device for a paired one when it
     * comes back and doesn't ask its owner a second time (usbmuxd's preflight.c). {@link #end()} has it deleted.
     *
     * @throws AppleFailure {@link Code#MUX_REFUSED} if there is a record of another pairing, which stays
     */
    public void announce() throws AppleFailure {
        running();
        if (!recordSaved && mux.readPairRecord(device().udid()).isPresent()) {
            throw new AppleFailure(Code.MUX_REFUSED, "there is a record of another pairing");
        }
        recordSaved = true; // whatever comes of it, it is deleted in the end
        try {
            mux.savePairRecord(device(), Plist.writeBinary(record.told().toPlist()));
        } catch (PlistException unwritable) {
            throw new AppleFailure(Code.UNEXPECTED, "a record that can't be written", unwritable);
        }
    }

    /**
     * Begins anew with the same pairing, after the device was away.
     *
     * @throws AppleFailure {@link Code#AWAY} if it isn't there, {@link Code#NOT_PAIRED} if it doesn't know this host any more, as after an erase,
     *     {@link Code#OTHER_DEVICE} or {@link Code#OTHER_CERTIFICATE} if it is another one
     */
    public void resume() throws AppleFailure {
        running();
        AttachedDevice here = mux.devices().stream()
                .filter(attached -> attached.hasUdid(device().udid()) && attached.overCable() == device().overCable())
                .findFirst()
                .orElseThrow(() -> new AppleFailure(Code.AWAY));
        running().close();
        LockdownClient again = LockdownClient.connect(mux, here);
        boolean begun = false;
        try {
            Consented.secure(again, record);
            client = Optional.of(again);
            device = here;
            begun = true;
        } finally {
            if (!begun) {
                again.close();
            }
        }
    }

    private LockdownClient running() throws AppleFailure {
        return client.orElseThrow(() -> new AppleFailure(Code.NO_SESSION));
    }

    private <T> T ask(String name, Question<T> question, Untold<T> untold) throws AppleFailure {
        PlistChannel service;
        try {
            service = running().startService(name);
        } catch (AppleFailure refused) {
            return switch (refused.code()) {
                case NO_SERVICE -> untold.because(Answer.Reason.UNSUPPORTED);
                case PROHIBITED -> untold.because(Answer.Reason.PROHIBITED);
                case PASSWORD_PROTECTED -> untold.because(Answer.Reason.PASSCODE);
                default -> throw refused;
            };
        }
        try (service) {
            return question.ask(service);
        }
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask(PlistChannel service) throws AppleFailure;
    }

    @FunctionalInterface
    private interface Untold<T> {
        T because(Answer.Reason reason);
    }

    /**
     * Ends this connection and leaves the pairing as it is, for a later session of the same job ({@link JobPairing#resume}). Whoever calls it
     * owes the phone that the pairing is undone in the end.
     */
    public void suspend() {
        client.ifPresent(ConsentedSession::part);
        client = Optional.empty();
    }

    /**
     * Ends the session and undoes the pairing: the device is told to forget this host, usbmuxd to delete what it was given, and the keys are gone. It
     * takes at most eight times the patience of the host, a connection, question or answer each.
     */
    public Farewell end() {
        if (ended.isEmpty()) {
            client.ifPresent(ConsentedSession::part);
            client = Optional.empty();
            record.forget();
            ended = Optional.of(new PairingDebt(device, record.told(), recordSaved).settle(mux));
        }
        return ended.get();
    }

    private static void part(LockdownClient client) {
        try (client) {
            client.stopSession();
        } catch (AppleFailure _) {
            return; // the device is away, or the session was: unpairing shows which
        }
    }

    /** Like {@link #end()}, for who doesn't ask what is left. */
    @Override
    public void close() {
        end();
    }
}
