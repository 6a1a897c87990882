package org.wangchuan.engine.apple;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.model.Preflight;
import org.wangchuan.engine.apple.model.UsbmuxAddress;
import org.wangchuan.engine.apple.plist.PlistValue;
import org.wangchuan.engine.apple.testing.CertificateText;
import org.wangchuan.engine.apple.testing.Doubles;
import org.wangchuan.engine.apple.testing.Exchange;
import org.wangchuan.engine.apple.testing.PhoneDouble;
import org.wangchuan.engine.apple.testing.RecordingProxy;

/**
 * What the tools of libimobiledevice say, recorded between them and the made phone, and what is said here for the same task: the same
 * messages with the same keys in the same order, but for what each test names.
 */
@Tag("slow")
@Timeout(240)
class RecordedExchangeTest {
    private static final String IMEI = "InternationalMobileEquipmentIdentity";
    private static final String UNPAIR =
            "Unpair{Label,PairRecord{DeviceCertificate,HostCertificate,RootCertificate,SystemBUID,HostID%s},"
                    + "Request,ProtocolVersion}";

    @TempDir
    Path folder;

    /**
     * One client's dealings with a new phone.
     *
     * @param exchanges as recorded, up to TLS
     * @param heard by the phone, in TLS as well
     */
    private record Story(List<Exchange> exchanges, List<String> heard) {
        List<String> shapes() {
            return exchanges.stream()
                    .flatMap(exchange -> exchange.shapes().stream())
                    .toList();
        }

        PlistValue.Dict first(String message) {
            return exchanges.stream()
                    .flatMap(exchange -> exchange.asked(message).stream())
                    .findFirst()
                    .orElseThrow();
        }
    }

    @FunctionalInterface
    private interface Dealing {
        void with(Path socket) throws IOException, InterruptedException, AppleFailure;
    }

    private Story story(String name, Dealing dealing) throws Exception {
        Path socket = folder.resolve(name);
        try (Doubles doubles = new Doubles();
                RecordingProxy proxy = new RecordingProxy(socket, doubles.socket())) {
            dealing.with(socket);
            List<String> heard = doubles.phone().heard().stream()
                    .map(RecordedExchangeTest::shape)
                    .toList();
            return new Story(proxy.exchanges(), heard);
        }
    }

    @SafeVarargs
    private Story theirs(List<String>... commands) throws Exception {
        return story("theirs", socket -> {
            for (List<String> command : commands) {
                RealToolsTest.tool(socket.toString(), 0, command.toArray(new String[0]));
            }
        });
    }

    private Story theirLife() throws Exception {
        return theirs(
                List.of("idevicepair", "pair"), List.of("ideviceinfo", "-k", IMEI), List.of("idevicepair", "unpair"));
    }

    private Story ourLife() throws Exception {
        return story("ours", socket -> {
            try (ConsentedSession session = paired(socket)) {
                session.text(DeviceFact.IMEI);
            }
        });
    }

    private static ConsentedSession paired(Path socket) throws AppleFailure {
        AppleHost host = host(socket);
        try (UnpairedSession session = host.open(host.devices().getFirst())) {
            return AppleBench.session(session.pair(AppleBench.CONSENT, Duration.ZERO, _ -> {}));
        }
    }

    private static AppleHost host(Path socket) {
        return new AppleHost(new UsbmuxAddress.UnixSocket(socket), _ -> Preflight.OFF, AppleBench.LONG);
    }

    private static String shape(PhoneDouble.Heard heard) {
        return (heard.inSession() ? "in TLS " : "")
                + heard.name()
                + heard.request().text("Key").map(key -> ":" + key).orElse("")
                + heard.request().entries().keySet();
    }

    /** Without the named ones, each of which has to be there. */
    private static List<String> without(List<String> all, String... named) {
        List<String> left = new ArrayList<>(all);
        for (String one : named) {
            assertThat(left.remove(one)).as(one + " in " + all).isTrue();
        }
        return left;
    }

    @Test
    void listing() throws Exception {
        assertThat(story("ours", socket -> host(socket).devices()).shapes())
                .isEqualTo(theirs(List.of("idevice_id", "-l")).shapes());
    }

    /** Meant: only here it is made sure first that it is lockdownd that answers. */
    @Test
    void theModelUnpaired() throws Exception {
        Story ours = story("ours", socket -> {
            AppleHost host = host(socket);
            try (UnpairedSession session = host.open(host.devices().getFirst())) {
                session.productType();
            }
        });
        Story theirs = theirs(List.of("ideviceinfo", "-s", "-k", "ProductType"));
        assertThat(without(ours.shapes(), "QueryType{Label,Request}")).isEqualTo(theirs.shapes());
        assertThat(ours.first("Connect").get("PortNumber"))
                .isEqualTo(theirs.first("Connect").get("PortNumber"));
    }

    /**
     * Meant: only they read the address of the Wi-Fi, which is of no use here, and the class of the device, which decides nothing here;
     * they have a connection for each tool, each beginning with the question for the type; only here it is made sure that it is the
     * device that was meant.
     */
    @Test
    void theLifeOfAPairingAsThePhoneHearsIt() throws Exception {
        String value = "[Label, Key, Request]";
        String type = "QueryType[Label, Request]";
        assertThat(without(ourLife().heard(), type, type, "in TLS GetValue:UniqueDeviceID" + value))
                .isEqualTo(without(
                        theirLife().heard(),
                        type,
                        type,
                        type,
                        "GetValue:WiFiAddress" + value,
                        "GetValue:DeviceClass" + value));
    }

    /**
     * Meant: they have usbmuxd keep the record and read it from there each time, here it stays in memory; with what they keep they send
     * the escrow bag and the Wi-Fi's address when they unpair.
     */
    @Test
    void theMessagesOfAPairingWithTheirKeys() throws Exception {
        Map<String, String> ours = byName(ourLife().shapes());
        Map<String, String> theirs = byName(theirLife().shapes());
        assertThat(theirs.remove("Unpair")).isEqualTo(UNPAIR.formatted(",EscrowBag,WiFiMACAddress"));
        assertThat(ours.remove("Unpair")).isEqualTo(UNPAIR.formatted(""));
        assertThat(theirs.remove("SavePairRecord")).isNotNull();
        assertThat(theirs.remove("DeletePairRecord")).isNotNull();
        assertThat(theirs.remove("GetValue:WiFiAddress")).isNotNull();
        assertThat(theirs.remove("GetValue:DeviceClass")).isNotNull();
        assertThat(ours).isEqualTo(theirs);
    }

    /** Meant: only when asked to, and without keys; asked for the record first, so as not to replace another's. */
    @Test
    void aRecordThatUsbmuxdKeeps() throws Exception {
        Map<String, String> ours = byName(story("ours", socket -> {
                    try (ConsentedSession session = paired(socket)) {
                        session.announce();
                    }
                })
                .shapes());
        Map<String, String> theirs = byName(theirLife().shapes());
        for (String name : List.of("ReadPairRecord", "SavePairRecord", "DeletePairRecord")) {
            assertThat(ours.get(name)).isNotNull().isEqualTo(theirs.get(name));
        }
    }

    /** Meant: an entry is asked for by its class alone; they part with a word. */
    @Test
    void aServiceOfTheDevice() throws Exception {
        List<String> theirs = theirs(
                        List.of("idevicepair", "pair"),
                        List.of("idevicediagnostics", "ioregentry", "AppleSmartBattery"))
                .heard();
        List<String> ours = story("ours", socket -> {
                    try (ConsentedSession session = paired(socket)) {
                        session.battery();
                    }
                })
                .heard();
        assertThat(theirs)
                .containsSubsequence(
                        "in TLS StartService[Label, Request, Service]",
                        "in TLS IORegistry[EntryName, EntryClass, Request]",
                        "in TLS Goodbye[Request]");
        assertThat(ours)
                .containsSubsequence(
                        "in TLS StartService[Label, Request, Service]", "in TLS IORegistry[EntryClass, Request]");
    }

    /**
     * Meant: names of issuer and subject, serial numbers, and a day before now. idevicepair doesn't ask for the version before it pairs,
     * takes the device for one before iOS 4 and signs with SHA-1 (userpref.c); pymobiledevice3 signs with SHA-256, as here ({@link RecordedToolsTest}).
     */
    @Test
    void whatTheCertificatesSay() throws Exception {
        PlistValue.Dict ours = ourLife().first("Pair");
        PlistValue.Dict theirs = theirLife().first("Pair");
        assertThat(ours.get("ProtocolVersion")).isEqualTo(theirs.get("ProtocolVersion"));
        assertThat(ours.get("PairingOptions")).isEqualTo(theirs.get("PairingOptions"));
        PlistValue.Dict ourRecord = ours.dict("PairRecord").orElseThrow();
        PlistValue.Dict theirRecord = theirs.dict("PairRecord").orElseThrow();
        assertThat(ourRecord.get("SystemBUID")).isEqualTo(theirRecord.get("SystemBUID"));
        String uuid = "[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}";
        assertThat(theirRecord.text("HostID").orElseThrow()).matches(uuid);
        assertThat(ourRecord.text("HostID").orElseThrow()).matches(uuid);
        for (String name : List.of("RootCertificate", "HostCertificate", "DeviceCertificate")) {
            assertThat(says(ourRecord, name)).as(name).isEqualTo(says(theirRecord, name));
        }
    }

    private static String says(PlistValue.Dict record, String name) throws IOException {
        return CertificateText.of(record.data(name).orElseThrow().bytes())
                .replaceAll("sha(1|256)WithRSA", "signedWithRSA");
    }

    /** The shape of each message by its name; one that comes twice has the same twice. */
    private static Map<String, String> byName(List<String> shapes) {
        Map<String, String> byName = new TreeMap<>();
        for (String shape : shapes) {
            String name = shape.replaceFirst("[{].*", "");
            String before = byName.put(name, shape);
            assertThat(before == null || before.equals(shape)).as(name).isTrue();
        }
        return byName;
    }
}
