package org.wangchuan.engine.apple.testing;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLSocket;
import org.wangchuan.engine.apple.plist.Plist;
import org.wangchuan.engine.apple.plist.PlistException;
import org.wangchuan.engine.apple.plist.PlistLimits;
import org.wangchuan.engine.apple.plist.PlistValue;

/** One connection to a made phone, to lockdownd or to a service of its. */
final class PhoneConnection {
    private final PhoneDouble phone;
    private final String service;
    private Socket socket;
    private Optional<PlistValue.Dict> session = Optional.empty();

    PhoneConnection(PhoneDouble phone, String service, Socket socket) {
        this.phone = phone;
        this.service = service;
        this.socket = socket;
    }

    void serve(boolean serviceTls) {
        try (Socket _ = socket) {
            boolean lockdown = service.equals("lockdown");
            if (!lockdown && serviceTls) {
                // Whoever starts a service has a session; with several hosts a real phone knows which, and tests have
                // one.
                PlistValue.Dict record = phone.hosts().values().iterator().next();
                secure(record);
            }
            boolean more = true;
            while (more) {
                more = lockdown ? lockdown(receive()) : service(receive());
            }
        } catch (IOException | PlistException | GeneralSecurityException _) {
            return; // the host went, or doesn't agree; tests see what it makes of it
        } finally {
            closeQuietly();
        }
    }

    private void secure(PlistValue.Dict record) throws IOException, GeneralSecurityException {
        switch (phone.tls()) {
            case RIGHT -> socket = phone.shown().secure(socket, record, phone.shownCertificate(), phone.tlsVersion());
            case CLOSES -> throw new IOException("hangs up");
            case SILENT -> socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            case GARBAGE -> {
                byte[] none = new byte[1 << 12];
                while (true) {
                    socket.getOutputStream().write(none);
                }
            }
        }
    }

    private void closeQuietly() {
        try {
            socket.close();
        } catch (IOException _) {
            return;
        }
    }

    private record Request(PlistValue.Dict dict, boolean binary) {
        String name() {
            return PhoneDouble.Heard.nameOf(dict);
        }
    }

    private Request receive() throws IOException, PlistException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] message = new byte[in.readInt()];
        in.readFully(message);
        boolean binary = message.length > 6 && message[0] == 'b';
        PlistValue.Dict dict = Plist.readDict(message, PlistLimits.MESSAGE);
        byte[] frame = ByteBuffer.allocate(4 + message.length)
                .putInt(message.length)
                .put(message)
                .array();
        phone.hears(new PhoneDouble.Heard(service, socket instanceof SSLSocket, dict, new PlistValue.Data(frame)));
        return new Request(dict, binary);
    }

    private boolean send(String request, PlistValue.Dict answer, boolean binary) throws IOException, PlistException {
        OutputStream out = socket.getOutputStream();
        return phone.on(request).send(answer, binary, out);
    }

    private boolean service(Request request) throws IOException, PlistException {
        Optional<PlistValue.Dict> answer = phone.services().answer(request.name());
        return send(
                request.name(),
                answer.orElse(PlistValue.Dict.builder()
                        .put("Error", "unknown")
                        .put("Status", "UnknownRequest")
                        .build()),
                request.binary());
    }

    private boolean lockdown(Request request) throws IOException, PlistException, GeneralSecurityException {
        return switch (request.name()) {
            case "QueryType" ->
                send(
                        "QueryType",
                        answer("QueryType")
                                .put("Type", "com.apple.mobile.lockdown")
                                .build(),
                        false);
            case "GetValue" -> send("GetValue", value(request.dict), false);
            case "Pair" -> send("Pair", pair(request.dict), false);
            case "ValidatePair" -> send("ValidatePair", known(request.dict, "ValidatePair"), false);
            case "Unpair" -> send("Unpair", unpair(request.dict), false);
            case "StartSession" -> startSession(request.dict);
            case "StopSession" -> {
                send("StopSession", answer("StopSession").build(), false);
                session = Optional.empty();
                yield false; // what would follow is in clear again, over the same connection; nobody asks more
            }
            case "StartService" -> send("StartService", startService(request.dict), false);
            default -> send(request.name(), error(request.name(), "InvalidRequest"), false);
        };
    }

    private static PlistValue.Dict.Builder answer(String request) {
        return PlistValue.Dict.builder().put("Request", request);
    }

    private static PlistValue.Dict error(String request, String word) {
        return answer(request).put("Error", word).build();
    }

    private PlistValue.Dict value(PlistValue.Dict request) {
        String domain = request.text("Domain").orElse("");
        Map<String, PlistValue> known = phone.values(domain);
        Optional<String> key = request.text("Key");
        PlistValue.Dict.Builder answer = answer("GetValue");
        request.text("Domain").ifPresent(name -> answer.put("Domain", name));
        if (key.isEmpty()) {
            PlistValue.Dict.Builder all = PlistValue.Dict.builder();
            known.forEach((name, value) -> {
                if (session.isPresent() || (domain.isEmpty() && phone.shows(name))) {
                    all.put(name, value);
                }
            });
            return answer.put("Value", all.build()).build();
        }
        if (session.isEmpty() && (!domain.isEmpty() || !phone.shows(key.get()))) {
            return error("GetValue", "GetProhibited");
        }
        PlistValue value = known.get(key.get());
        return value == null
                ? error("GetValue", "MissingValue")
                : answer.put("Key", key.get()).put("Value", value).build();
    }

    private PlistValue.Dict pair(PlistValue.Dict request) {
        return switch (phone.owner()) {
            case TRUSTS -> {
                PlistValue.Dict record = request.dict("PairRecord").orElseThrow();
                phone.hosts().put(record.text("HostID").orElseThrow(), record);
                yield answer("Pair").put("EscrowBag", new byte[32]).build();
            }
            case IS_ASKED -> error("Pair", "PairingDialogResponsePending");
            case DENIES -> error("Pair", "UserDeniedPairing");
            case HAS_IT_LOCKED -> error("Pair", "PasswordProtected");
            case MAY_NOT -> error("Pair", "PairingProhibitedOverThisConnection");
        };
    }

    private PlistValue.Dict known(PlistValue.Dict request, String name) {
        String host = request.dict("PairRecord").orElseThrow().text("HostID").orElseThrow();
        return phone.hosts().containsKey(host) ? answer(name).build() : error(name, "InvalidHostID");
    }

    private PlistValue.Dict unpair(PlistValue.Dict request) {
        String host = request.dict("PairRecord").orElseThrow().text("HostID").orElseThrow();
        // As some real ones: another name than was asked (lockdown.c).
        return phone.hosts().remove(host) != null ? answer("ValidatePair").build() : error("Unpair", "InvalidHostID");
    }

    private boolean startSession(PlistValue.Dict request) throws IOException, PlistException, GeneralSecurityException {
        PlistValue.Dict record = phone.hosts().get(request.text("HostID").orElse(""));
        if (record == null) {
            return send("StartSession", error("StartSession", "InvalidHostID"), false);
        }
        boolean more = send(
                "StartSession",
                answer("StartSession")
                        .put("EnableSessionSSL", phone.sessionTls())
                        .put("SessionID", UUID.randomUUID().toString())
                        .build(),
                false);
        if (more && phone.sessionTls() && phone.on("StartSession") == Misbehaviour.NONE) {
            secure(record);
            session = Optional.of(record);
        }
        return more;
    }

    private PlistValue.Dict startService(PlistValue.Dict request) {
        String name = request.text("Service").orElse("");
        if (session.isEmpty()) {
            return error("StartService", "SessionInactive");
        }
        return phone.services().refused().contains(name) ? error("StartService", "InvalidService") : phone.start(name);
    }
}
