package org.wangchuan.engine.apple;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.model.AttachedDevice;
import org.wangchuan.engine.apple.model.OwnerConsent;
import org.wangchuan.engine.apple.model.PairingState;
import org.wangchuan.engine.apple.model.Preflight;
import org.wangchuan.engine.apple.model.UsbmuxAddress;
import org.wangchuan.engine.apple.plist.PlistException;
import org.wangchuan.engine.apple.plist.PlistValue;
import org.wangchuan.engine.apple.testing.Doubles;
import org.wangchuan.engine.apple.testing.MuxDouble;
import org.wangchuan.engine.apple.testing.PhoneDouble;
import org.wangchuan.engine.apple.testing.ServiceDouble;

/** A host on a made usbmuxd with a made phone. */
final class AppleBench implements AutoCloseable {
    /** Only guards against hanging. */
    static final Duration LONG = Duration.ofSeconds(60);

    static final OwnerConsent CONSENT = new OwnerConsent("order-1");

    private final Doubles doubles = new Doubles();
    private final List<PairingState> states = new ArrayList<>();
    private Preflight preflight = Preflight.OFF;

    AppleBench() throws IOException, PlistException {}

    PhoneDouble phone() {
        return doubles.phone();
    }

    MuxDouble mux() {
        return doubles.mux();
    }

    int id() {
        return doubles.id();
    }

    /** What the made usbmuxd does by itself from now on. */
    void preflight(Preflight now) {
        preflight = now;
    }

    UsbmuxAddress address() {
        return new UsbmuxAddress.UnixSocket(doubles.socket());
    }

    AppleHost host() {
        return host(LONG);
    }

    AppleHost host(Duration patience) {
        return new AppleHost(address(), _ -> preflight, patience);
    }

    /** The phone, as usbmuxd tells it now. */
    AttachedDevice device() throws AppleFailure {
        return host().devices().getLast();
    }

    UnpairedSession open() throws AppleFailure {
        return host().open(device());
    }

    PairingOutcome pair() throws AppleFailure {
        return pair(host(), Duration.ZERO);
    }

    PairingOutcome pair(AppleHost host, Duration ownersPatience) throws AppleFailure {
        try (UnpairedSession session = host.open(device())) {
            return session.pair(CONSENT, ownersPatience, Duration.ofMillis(5), states::add, PairingKeeper.NOBODY);
        }
    }

    ConsentedSession paired() throws AppleFailure {
        return session(pair());
    }

    static ConsentedSession session(PairingOutcome outcome) {
        return switch (outcome) {
            case PairingOutcome.Paired(ConsentedSession session) -> session;
            case PairingOutcome.NotPaired(AppleFailure why, var _) -> throw new AssertionError(why);
        };
    }

    static PairingOutcome.NotPaired refusal(PairingOutcome outcome) {
        return switch (outcome) {
            case PairingOutcome.Paired _ -> throw new AssertionError("paired");
            case PairingOutcome.NotPaired refused -> refused;
        };
    }

    /** What the listener heard. */
    List<PairingState> states() {
        return states;
    }

    /** Has a service answer a request with this. */
    void answers(String request, PlistValue.Dict answer) {
        Map<String, PlistValue.Dict> answers = new HashMap<>(Doubles.services().answers());
        answers.put(request, answer);
        phone().services(new ServiceDouble(answers, Set.of()));
    }

    @Override
    public void close() throws IOException {
        doubles.close();
    }
}
