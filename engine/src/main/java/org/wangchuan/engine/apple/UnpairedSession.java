package org.wangchuan.engine.apple;

import java.time.Duration;
import java.util.Optional;
import org.wangchuan.engine.apple.lockdown.LockdownClient;
import org.wangchuan.engine.apple.lockdown.Values;
import org.wangchuan.engine.apple.model.ActivationState;
import org.wangchuan.engine.apple.model.Answer;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.model.AppleFailure.Code;
import org.wangchuan.engine.apple.model.AttachedDevice;
import org.wangchuan.engine.apple.model.OwnerConsent;
import org.wangchuan.engine.apple.model.PairingListener;
import org.wangchuan.engine.apple.usbmux.UsbmuxClient;

/**
 * A device before its owner has consented. What this type offers is all that is read of it: model, version, serial number, whether it is
 * activated and whether its passcode locks it. No key can be named by the caller, and nothing is written. Newer systems tell some of it
 * only when paired; then it is not told. Not thread-safe.
 */
public final class UnpairedSession implements AutoCloseable {
    private static final Duration ASK_EVERY = Duration.ofSeconds(1);

    private final UsbmuxClient mux;
    private final AttachedDevice device;

    /** Gone when it is over, and with it what a session that came of it knows. */
    private Optional<LockdownClient> client;

    UnpairedSession(UsbmuxClient mux, LockdownClient client) {
        this.mux = mux;
        this.device = client.device();
        this.client = Optional.of(client);
    }

    /** The device. */
    public AttachedDevice device() {
        return device;
    }

    /**
     * Such as "iPhone15,2".
     *
     * @throws AppleFailure if it can't be asked, as with those below
     */
    public Answer<String> productType() throws AppleFailure {
        return Values.ask(open(), "", "ProductType", Values::text);
    }

    /**
     * Such as "iPhone" or "iPad".
     *
     * @throws AppleFailure if it can't be asked
     */
    public Answer<String> deviceClass() throws AppleFailure {
        return Values.ask(open(), "", "DeviceClass", Values::text);
    }

    /**
     * The board, such as "D73AP".
     *
     * @throws AppleFailure if it can't be asked
     */
    public Answer<String> hardwareModel() throws AppleFailure {
        return Values.ask(open(), "", "HardwareModel", Values::text);
    }

    /**
     * The version of its system, such as "17.5.1".
     *
     * @throws AppleFailure if it can't be asked
     */
    public Answer<String> productVersion() throws AppleFailure {
        return Values.ask(open(), "", "ProductVersion", Values::text);
    }

    /**
     * What is printed on its box.
     *
     * @throws AppleFailure if it can't be asked
     */
    public Answer<String> serialNumber() throws AppleFailure {
        return Values.ask(open(), "", "SerialNumber", Values::text);
    }

    /**
     * Whether it is activated. It says nothing of the activation lock, see {@link org.wangchuan.engine.apple.model.FindMy}.
     *
     * @throws AppleFailure if it can't be asked
     */
    public Answer<ActivationState> activationState() throws AppleFailure {
        return activationState(open());
    }

    static Answer<ActivationState> activationState(LockdownClient client) throws AppleFailure {
        return Values.ask(
                client, "", "ActivationState", value -> Values.text(value).map(ActivationState::of));
    }

    /**
     * Whether its passcode locks it now.
     *
     * @throws AppleFailure if it can't be asked
     */
    public Answer<Boolean> passwordProtected() throws AppleFailure {
        return Values.ask(open(), "", "PasswordProtected", Values::bool);
    }

    /**
     * Pairs, which puts a question on the phone's screen, and begins a session. Whatever comes of it, this session is over afterwards.
     * With devices before iOS 10 no session comes of it: they speak TLS 1.0 at the most (libimobiledevice's idevice.c), which Java
     * refuses.
     *
     * @param consent where it is written down that the owner agreed
     * @param ownersPatience how long to wait for the owner to unlock the phone and to answer
     * @param listener is told how it stands
     */
    public PairingOutcome pair(OwnerConsent consent, Duration ownersPatience, PairingListener listener) {
        return pair(consent, ownersPatience, ASK_EVERY, listener, PairingKeeper.NOBODY);
    }

    /**
     * As the other, for a job that goes on after a loss of power.
     *
     * @param keeper is given the pairing before the device is told any of it; if it fails, nothing is asked
     */
    public PairingOutcome pair(
            OwnerConsent consent, Duration ownersPatience, PairingListener listener, PairingKeeper keeper) {
        return pair(consent, ownersPatience, ASK_EVERY, listener, keeper);
    }

    PairingOutcome pair(
            OwnerConsent consent,
            Duration ownersPatience,
            Duration every,
            PairingListener listener,
            PairingKeeper keeper) {
        Optional<LockdownClient> connection = client;
        client = Optional.empty();
        return connection.isPresent()
                ? new Consented(mux, connection.get(), consent).pair(ownersPatience, every, listener, keeper)
                : new PairingOutcome.NotPaired(new AppleFailure(Code.NO_SESSION), Optional.empty());
    }

    private LockdownClient open() throws AppleFailure {
        return client.orElseThrow(() -> new AppleFailure(Code.NO_SESSION));
    }

    @Override
    public void close() {
        client.ifPresent(LockdownClient::close);
        client = Optional.empty();
    }
}
