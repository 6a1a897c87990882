package org.wangchuan.engine.apple.lockdown;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.model.AppleFailure.Code;
import org.wangchuan.engine.apple.model.AttachedDevice;
import org.wangchuan.engine.apple.pairing.PairingRecord;
import org.wangchuan.engine.apple.pairing.PublicRecord;
import org.wangchuan.engine.apple.plist.PlistValue;
import org.wangchuan.engine.apple.usbmux.UsbmuxClient;
import org.wangchuan.engine.apple.wire.Deadline;
import org.wangchuan.engine.apple.wire.Link;
import org.wangchuan.engine.apple.wire.PlistChannel;

/**
 * One connection to lockdownd, which answers who may ask what (libimobiledevice's lockdown.c; pymobiledevice3's lockdown.py). It asks whatever it is
 * told to: what may be read of whom is decided by those who hold it. Not thread-safe.
 */
public final class LockdownClient implements AutoCloseable {
    /** Where it listens on every device (lockdown.c, 0xf27e). */
    public static final int PORT = 62_078;

    private static final String TYPE = "com.apple.mobile.lockdown";
    private static final String LABEL = "wangchuan";
    private static final String PROTOCOL_VERSION = "2"; // lockdown.h, LOCKDOWN_PROTOCOL_VERSION
    private static final int WORD_CHARS_MAX = 128;
    private static final int PORT_MAX = 0xffff;

    private final UsbmuxClient mux;
    private final AttachedDevice device;
    private PlistChannel channel;
    private @Nullable PairingRecord inSession;
    private String sessionId = "";

    private LockdownClient(UsbmuxClient mux, AttachedDevice device, PlistChannel channel) {
        this.mux = mux;
        this.device = device;
        this.channel = channel;
    }

    /**
     * Connects and makes sure that it is lockdownd that answers: a device that is being restored has another one there.
     *
     * @throws AppleFailure if it can't be reached, or is another
     */
    public static LockdownClient connect(UsbmuxClient mux, AttachedDevice device) throws AppleFailure {
        Link link = mux.connect(device, PORT, Deadline.within(mux.patience()));
        LockdownClient client = new LockdownClient(mux, device, new PlistChannel(link, mux.patience()));
        boolean known = false;
        try {
            PlistValue.Dict answer = client.ask("QueryType", Map.of());
            if (!answer.text("Type").filter(TYPE::equals).isPresent()) {
                throw new AppleFailure(Code.UNEXPECTED, "another service than lockdownd");
            }
            known = true;
            return client;
        } finally {
            if (!known) {
                client.close();
            }
        }
    }

    /** Whether requests go through TLS that is pinned to the paired device. */
    public boolean secured() {
        return inSession != null;
    }

    /** The device that was connected to. */
    public AttachedDevice device() {
        return device;
    }

    /** For one request and its answer. */
    public Duration patience() {
        return mux.patience();
    }

    /**
     * A value.
     *
     * @param domain empty for the one without a name
     * @return empty if it answered without one
     * @throws AppleFailure if it refuses, or doesn't answer
     */
    public Optional<PlistValue> getValue(String domain, String key) throws AppleFailure {
        PlistValue.Dict.Builder request = labelled();
        if (!domain.isEmpty()) {
            request.put("Domain", domain);
        }
        request.put("Key", key).put("Request", "GetValue");
        return send("GetValue", request.build(), true).get("Value");
    }

    /**
     * Asks the device to pair; it puts the question of trust on its screen and refuses until its owner has answered.
     *
     * @throws AppleFailure for each state but that of being paired
     */
    public void pair(PublicRecord record) throws AppleFailure {
        pairing("Pair", record, true, true);
    }

    /**
     * Confirms a pairing, which devices before iOS 7 want before they trust (lockdown.c, {@code lockdownd_client_new_with_handshake}).
     *
     * @throws AppleFailure if the device doesn't know it
     */
    public void validatePair(PublicRecord record) throws AppleFailure {
        pairing("ValidatePair", record, false, true);
    }

    /**
     * Ends a pairing. Some devices answer as if they had been asked to validate it (lockdown.c, {@code lockdownd_do_pair}).
     *
     * @throws AppleFailure {@link Code#NOT_PAIRED} if the device doesn't know it
     */
    public void unpair(PublicRecord record) throws AppleFailure {
        pairing("Unpair", record, false, false);
    }

    private void pairing(String verb, PublicRecord record, boolean saysWhy, boolean repeatsName) throws AppleFailure {
        PlistValue.Dict.Builder request = labelled()
                .put("PairRecord", record.toPlist())
                .put("Request", verb)
                .put("ProtocolVersion", PROTOCOL_VERSION);
        if (saysWhy) {
            request.put(
                    "PairingOptions",
                    PlistValue.Dict.builder().put("ExtendedPairingErrors", true).build());
        }
        send(verb, request.build(), repeatsName);
    }

    /**
     * Begins a session, and TLS in it.
     *
     * @throws AppleFailure {@link Code#NOT_PAIRED} if the device doesn't know the pairing, {@link Code#NO_TLS} if it wants a session without
     */
    public void startSession(PairingRecord record) throws AppleFailure {
        PublicRecord told = record.told();
        PlistValue.Dict answer = ask(
                "StartSession",
                PlistValue.Dict.builder()
                        .put("HostID", told.hostId())
                        .put("SystemBUID", told.systemBuid())
                        .build()
                        .entries());
        if (!answer.bool("EnableSessionSSL").orElse(false)) {
            throw new AppleFailure(Code.NO_TLS);
        }
        sessionId = answer.text("SessionID")
                .filter(id -> !id.isEmpty() && id.length() <= WORD_CHARS_MAX)
                .orElseThrow(() -> new AppleFailure(Code.UNEXPECTED, "no name of the session"));
        Link secure = record.secure(channel.link(), Deadline.within(mux.patience()));
        channel = new PlistChannel(secure, mux.patience());
        inSession = record;
    }

    /**
     * Ends the session; afterwards only {@link #close()} makes sense.
     *
     * @throws AppleFailure if there is none, or no answer
     */
    public void stopSession() throws AppleFailure {
        if (inSession == null) {
            throw new AppleFailure(Code.NO_SESSION);
        }
        inSession = null;
        ask(
                "StopSession",
                PlistValue.Dict.builder().put("SessionID", sessionId).build().entries());
    }

    /**
     * Starts a service and connects to it, with TLS of its own where the device wants it.
     *
     * @throws AppleFailure {@link Code#NO_SERVICE} if it has none of that name, {@link Code#NO_SESSION} outside of one
     */
    public PlistChannel startService(String name) throws AppleFailure {
        PairingRecord record = inSession;
        if (record == null) {
            throw new AppleFailure(Code.NO_SESSION);
        }
        PlistValue.Dict answer = ask(
                "StartService",
                PlistValue.Dict.builder().put("Service", name).build().entries());
        long port = answer.integer("Port")
                .filter(number -> number > 0 && number <= PORT_MAX)
                .orElseThrow(() -> new AppleFailure(Code.UNEXPECTED, "no port"));
        Deadline deadline = Deadline.within(mux.patience());
        Link link = mux.connect(device, (int) port, deadline);
        boolean ready = false;
        try {
            boolean tls = answer.bool("EnableServiceSSL").orElse(false);
            Link spoken = tls ? record.secure(link, deadline) : link;
            ready = true;
            return new PlistChannel(spoken, mux.patience());
        } finally {
            if (!ready) {
                link.close();
            }
        }
    }

    private static PlistValue.Dict.Builder labelled() {
        return PlistValue.Dict.builder().put("Label", LABEL);
    }

    private PlistValue.Dict ask(String name, Map<String, PlistValue> more) throws AppleFailure {
        PlistValue.Dict.Builder request = labelled().put("Request", name);
        more.forEach(request::put);
        return send(name, request.build(), true);
    }

    /** lockdown.c, {@code lockdown_check_result}: the name of the request comes back, then an error, or a result, which newer ones leave out. */
    private PlistValue.Dict send(String name, PlistValue.Dict request, boolean repeatsName) throws AppleFailure {
        PlistValue.Dict answer = channel.ask(request, PlistChannel.Form.XML);
        Optional<String> answered = answer.text("Request");
        if (answered.isEmpty() || (repeatsName && !answered.get().equals(name)) || isOfAnotherKey(request, answer)) {
            close(); // out of step: what comes next would be the answer to this
            throw new AppleFailure(Code.UNEXPECTED, "no answer to " + name);
        }
        if (answer.get("Error").isPresent()) {
            throw LockdownErrors.failure(name, answer.text("Error").orElse(""));
        }
        Optional<PlistValue> result = answer.get("Result");
        if (result.isPresent()
                && !answer.text("Result").filter("Success"::equals).isPresent()) {
            throw new AppleFailure(Code.REFUSED, name);
        }
        return answer;
    }

    /** Where a value comes with its name, that is the one that was asked for. */
    private static boolean isOfAnotherKey(PlistValue.Dict request, PlistValue.Dict answer) {
        Optional<PlistValue> key = answer.get("Key");
        return key.isPresent() && !key.equals(request.get("Key"));
    }

    @Override
    public void close() {
        inSession = null;
        channel.close();
    }
}
