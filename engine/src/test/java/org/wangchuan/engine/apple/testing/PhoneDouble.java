package org.wangchuan.engine.apple.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.wangchuan.engine.apple.plist.PlistValue;

/**
 * A made iPhone: lockdownd and some services, each connection in a thread of its own. What it says is set by tests. It keeps to what
 * libimobiledevice and pymobiledevice3 know of real ones; no real one was there to compare it with.
 */
public final class PhoneDouble implements AutoCloseable {
    /** What an unpaired host may read. */
    private static final Set<String> SHOWN = Set.of(
            "ProductType",
            "DeviceClass",
            "HardwareModel",
            "ProductVersion",
            "SerialNumber",
            "ActivationState",
            "PasswordProtected",
            "DevicePublicKey",
            "UniqueDeviceID",
            "DeviceName",
            "WiFiAddress");

    /** What its owner does about the question of trust. */
    public enum Owner {
        TRUSTS,
        IS_ASKED,
        DENIES,
        HAS_IT_LOCKED,
        MAY_NOT
    }

    /** How it does TLS. */
    public enum Tls {
        RIGHT,
        /** Says nothing. */
        SILENT,
        /** Says what is no TLS, without end. */
        GARBAGE,
        /** Hangs up. */
        CLOSES
    }

    private final String udid;
    private final Map<String, Map<String, PlistValue>> values = new ConcurrentHashMap<>();
    private final Map<String, PlistValue.Dict> hosts = new ConcurrentHashMap<>();
    private final Map<String, Misbehaviour> misbehaviours = new ConcurrentHashMap<>();
    private final Map<Integer, String> services = new ConcurrentHashMap<>();
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger ports = new AtomicInteger(49_152);
    private final PhoneIdentity identity;
    private volatile Optional<PhoneIdentity> impostor = Optional.empty();
    private volatile String shownCertificate = "DeviceCertificate";
    private volatile Tls tls = Tls.RIGHT;
    private volatile String tlsVersion = "TLSv1.3";
    private volatile Owner owner = Owner.TRUSTS;
    private volatile boolean sessionTls = true;
    private volatile boolean serviceTls = true;
    private volatile ServiceDouble serviceDouble = new ServiceDouble(Map.of(), Set.of());

    /**
     * What it was asked.
     *
     * @param inSession whether in TLS
     * @param frame as it came, its length before it
     */
    public record Heard(String service, boolean inSession, PlistValue.Dict request, PlistValue.Data frame) {
        /** The name of the request. */
        public String name() {
            return nameOf(request);
        }

        /** The same, of a request alone. */
        public static String nameOf(PlistValue.Dict request) {
            return request.text("Request")
                    .or(() -> request.text("RequestType"))
                    .or(() -> request.text("Command"))
                    .orElse("");
        }
    }

    /** With a key of its own. */
    public PhoneDouble(String udid) {
        this(udid, 2048);
    }

    /** With an RSA key of 1024 or 2048 bits. */
    public PhoneDouble(String udid, int keyBits) {
        this(udid, new PhoneIdentity(keyBits));
    }

    PhoneDouble(String udid, PhoneIdentity identity) {
        this.udid = udid;
        this.identity = identity;
        tells("", "ProductType", new PlistValue.Text("iPhone15,2"));
        tells("", "DeviceClass", new PlistValue.Text("iPhone"));
        tells("", "HardwareModel", new PlistValue.Text("D73AP"));
        tells("", "ProductVersion", new PlistValue.Text("17.5.1"));
        tells("", "SerialNumber", new PlistValue.Text("F00TEST00001"));
        tells("", "ActivationState", new PlistValue.Text("Activated"));
        tells("", "PasswordProtected", new PlistValue.Bool(false));
        tells("", "UniqueDeviceID", new PlistValue.Text(udid));
        tells("", "DeviceName", new PlistValue.Text("Phone of a test <&> 忘川"));
        tells("", "WiFiAddress", new PlistValue.Text("02:00:00:00:00:01"));
        tells("", "DevicePublicKey", new PlistValue.Data(identity.publicKeyPem()));
    }

    public String udid() {
        return udid;
    }

    /** Has it know a value. */
    public PhoneDouble tells(String domain, String key, PlistValue value) {
        values.computeIfAbsent(domain, _ -> new ConcurrentHashMap<>()).put(key, value);
        return this;
    }

    /** Has it not know a value. */
    public PhoneDouble forgets(String domain, String key) {
        values.getOrDefault(domain, Map.of()).remove(key);
        return this;
    }

    public PhoneDouble owner(Owner does) {
        owner = does;
        return this;
    }

    public PhoneDouble services(ServiceDouble does) {
        serviceDouble = does;
        return this;
    }

    /** Has it answer a request as it should not. */
    public PhoneDouble on(String request, Misbehaviour does) {
        misbehaviours.put(request, does);
        return this;
    }

    /** Has another phone's key answer in TLS. */
    public PhoneDouble withAnotherKey() {
        impostor = Optional.of(new PhoneIdentity(2048));
        return this;
    }

    /** Has it show another certificate than its own. */
    public PhoneDouble withAnotherCertificate() {
        shownCertificate = "HostCertificate";
        return this;
    }

    public PhoneDouble tls(Tls does) {
        tls = does;
        return this;
    }

    /** Has it know only this version of TLS. */
    public PhoneDouble tlsVersion(String version) {
        tlsVersion = version;
        return this;
    }

    public PhoneDouble withoutTls() {
        sessionTls = false;
        return this;
    }

    public PhoneDouble withServicesInClear() {
        serviceTls = false;
        return this;
    }

    /** As after an erase: whom it knew is forgotten. */
    public PhoneDouble forgetsHosts() {
        hosts.clear();
        return this;
    }

    /** The records of the hosts that it trusts. */
    public Map<String, PlistValue.Dict> hosts() {
        return hosts;
    }

    /** All that it was asked, in order. */
    public List<Heard> heard() {
        return List.copyOf(heard);
    }

    Owner owner() {
        return owner;
    }

    boolean sessionTls() {
        return sessionTls;
    }

    ServiceDouble services() {
        return serviceDouble;
    }

    PhoneIdentity identity() {
        return identity;
    }

    PhoneIdentity shown() {
        return impostor.orElse(identity);
    }

    String tlsVersion() {
        return tlsVersion;
    }

    Tls tls() {
        return tls;
    }

    String shownCertificate() {
        return shownCertificate;
    }

    Misbehaviour on(String request) {
        return misbehaviours.getOrDefault(request, Misbehaviour.NONE);
    }

    void hears(Heard request) {
        heard.add(request);
    }

    boolean shows(String key) {
        return SHOWN.contains(key);
    }

    Map<String, PlistValue> values(String domain) {
        return values.getOrDefault(domain, Map.of());
    }

    /** A port on which the service is now. */
    PlistValue.Dict start(String service) {
        int port = ports.getAndIncrement();
        services.put(port, service);
        PlistValue.Dict.Builder started = PlistValue.Dict.builder()
                .put("Port", port)
                .put("Request", "StartService")
                .put("Service", service);
        return (serviceTls ? started.put("EnableServiceSSL", true) : started).build();
    }

    /** The mux's end of a new connection to a port; empty if nothing listens there. */
    Optional<Socket> connect(int port) throws IOException {
        String service = port == 62_078 ? "lockdown" : services.get(port);
        if (service == null) {
            return Optional.empty();
        }
        try (ServerSocket meeting = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Socket near = new Socket(InetAddress.getLoopbackAddress(), meeting.getLocalPort());
            Socket far = meeting.accept();
            connections.add(near);
            connections.add(far);
            boolean tls = service.equals("lockdown") || serviceTls;
            Thread.ofVirtual().start(() -> new PhoneConnection(this, service, far).serve(tls));
            return Optional.of(near);
        }
    }

    /** Ends all connections, as a cable does that is pulled. */
    public void disconnect() {
        for (Socket connection : connections) {
            try {
                connection.close();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        connections.clear();
    }

    @Override
    public void close() {
        disconnect();
    }
}
