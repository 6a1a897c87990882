package org.wangchuan.engine.apple.usbmux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.model.AppleFailure.Code;
import org.wangchuan.engine.apple.model.AttachedDevice;
import org.wangchuan.engine.apple.model.DeviceEvent;
import org.wangchuan.engine.apple.model.UsbmuxAddress;
import org.wangchuan.engine.apple.plist.PlistException;
import org.wangchuan.engine.apple.plist.PlistValue;
import org.wangchuan.engine.apple.testing.Doubles;
import org.wangchuan.engine.apple.testing.MuxDouble;
import org.wangchuan.engine.apple.testing.PhoneDouble;
import org.wangchuan.engine.apple.wire.Deadline;

@Timeout(120)
class UsbmuxClientTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String RECORD =
            "<plist version=\"1.0\"><dict><key>HostID</key><string>ONE</string></dict></plist>";

    private Doubles doubles;
    private UsbmuxClient client;

    @BeforeEach
    void start() throws Exception {
        doubles = new Doubles();
        client = new UsbmuxClient(new UsbmuxAddress.UnixSocket(doubles.socket()), LONG);
    }

    @AfterEach
    void stop() throws Exception {
        doubles.close();
    }

    @Test
    void theBytesOfAPortAreSwapped() {
        assertThat(UsbmuxClient.inNetworkOrder(62_078)).isEqualTo(0x7ef2); // 0xf27e
        assertThat(UsbmuxClient.inNetworkOrder(1)).isEqualTo(0x100);
        assertThat(UsbmuxClient.inNetworkOrder(0x1234)).isEqualTo(0x3412);
    }

    @Test
    void devicesAreListedWithoutTheirIdentifiersInPrint() throws AppleFailure {
        List<AttachedDevice> devices = client.devices();
        assertThat(devices)
                .containsExactly(new AttachedDevice(
                        doubles.id(), Doubles.UDID, true, Optional.of(0x12a8L), Optional.of(0x14100000L)));
        assertThat(devices.toString()).doesNotContain(Doubles.UDID);
        assertThat(devices.getFirst().hasUdid(Doubles.UDID.replace("-", "").toLowerCase(Locale.ROOT)))
                .isTrue();
    }

    @Test
    void aDeviceWithoutAUsableNameIsLeftOut() throws Exception {
        answer(
                "ListDevices",
                PlistValue.Dict.builder()
                        .put(
                                "DeviceList",
                                new PlistValue.Array(List.of(
                                        device(1, "../../etc"),
                                        device(2, ""),
                                        device(3, "A".repeat(65)),
                                        device(4, "AB-1"))))
                        .build());
        List<AttachedDevice> devices = client.devices();
        assertThat(devices.stream().map(AttachedDevice::id)).containsExactly(4L);
        assertThat(devices.getFirst().overCable()).isFalse();
    }

    private static PlistValue.Dict device(int id, String serial) {
        return PlistValue.Dict.builder()
                .put("DeviceID", id)
                .put(
                        "Properties",
                        PlistValue.Dict.builder()
                                .put("SerialNumber", serial)
                                .put("ConnectionType", "Network")
                                .build())
                .build();
    }

    @Test
    void whoListensHearsOfDevicesThatComeAndGoAndPair() throws Exception {
        try (UsbmuxListener listener = client.listen();
                PhoneDouble another = new PhoneDouble("00008120-00000000000000AA")) {
            assertThat(listener.next(LONG).orElseThrow())
                    .isEqualTo(new DeviceEvent.Attached(client.devices().getFirst()));
            assertThat(listener.next(Duration.ofMillis(50))).isEmpty();
            int id = doubles.mux().attach(another);
            assertThat(listener.next(LONG).orElseThrow())
                    .isInstanceOfSatisfying(
                            DeviceEvent.Attached.class,
                            attached -> assertThat(attached.device().udid()).isEqualTo(another.udid()));
            doubles.mux()
                    .tellAll(PlistValue.Dict.builder()
                            .put("MessageType", "SomethingNew")
                            .build());
            client.savePairRecord(client.devices().getFirst(), RECORD.getBytes(StandardCharsets.UTF_8));
            assertThat(listener.next(LONG)).contains(new DeviceEvent.Paired(doubles.id()));
            doubles.mux().detach(id);
            assertThat(listener.next(LONG)).contains(new DeviceEvent.Detached(id));
            doubles.mux()
                    .tellAll(PlistValue.Dict.builder()
                            .put("MessageType", "Detached")
                            .build());
            assertThat(listener.next(Duration.ofMillis(50))).isEmpty();
        }
    }

    @Test
    void aListenerWhoseDaemonSaysNonsenseOrGoesSaysSo() throws Exception {
        try (UsbmuxListener listener = client.listen()) {
            assertThat(listener.next(LONG)).isPresent();
            doubles.mux().tellAll(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});
            assertThat(code(() -> listener.next(LONG))).isEqualTo(Code.TOO_LARGE);
        }
        try (UsbmuxListener listener = client.listen()) {
            assertThat(listener.next(LONG)).isPresent();
            doubles.mux().hangUp();
            assertThat(code(() -> listener.next(LONG))).isEqualTo(Code.ENDED);
        }
    }

    /** A message that has begun comes whole in time, or the listener gives up, however long it would wait for one. */
    @Test
    void aListenerIsNotHeldUpByHalfAMessage() throws Exception {
        try (UsbmuxListener listener = fresh(Duration.ofSeconds(2)).listen()) {
            assertThat(listener.next(LONG)).isPresent();
            doubles.mux().tellAll(new byte[] {16});
            assertThat(code(() -> listener.next(LONG))).isEqualTo(Code.NO_ANSWER);
        }
    }

    @Test
    void itSpeaksOverTcpAsWell() throws Exception {
        try (MuxDouble mux = new MuxDouble()) {
            mux.attach(doubles.phone());
            UsbmuxClient overTcp = new UsbmuxClient(new UsbmuxAddress.Tcp("127.0.0.1", mux.port()), LONG);
            AttachedDevice device = overTcp.devices().getFirst();
            overTcp.connect(device, 62_078, Deadline.within(LONG)).close();
        }
    }

    @Test
    void recordsAreSavedReadAndDeleted() throws AppleFailure {
        AttachedDevice device = client.devices().getFirst();
        assertThat(client.readBuid()).isEqualTo(MuxDouble.BUID);
        assertThat(client.readPairRecord(device.udid())).isEmpty();
        assertThat(client.deletePairRecord(device.udid())).isFalse();
        client.savePairRecord(device, RECORD.getBytes(StandardCharsets.UTF_8));
        assertThat(client.readPairRecord(device.udid())).isPresent();
        assertThat(code(() -> client.savePairRecord(device, new byte[] {1, 2}))).isEqualTo(Code.MUX_REFUSED);
        assertThat(client.deletePairRecord(device.udid())).isTrue();
        assertThat(client.readPairRecord(device.udid())).isEmpty();
    }

    @Test
    void aDeviceThatIsAwayAndAPortWhereNobodyListensAreTold() throws Exception {
        AttachedDevice device = client.devices().getFirst();
        assertThat(code(() -> client.connect(device, 1, Deadline.within(LONG)))).isEqualTo(Code.PORT_REFUSED);
        doubles.mux().detach(doubles.id());
        assertThat(code(() -> client.connect(device, 62_078, Deadline.within(LONG))))
                .isEqualTo(Code.AWAY);
    }

    @Test
    void withoutADaemonThatIsSaid() {
        UsbmuxClient none = new UsbmuxClient(new UsbmuxAddress.UnixSocket(Path.of("/nowhere/at/all")), LONG);
        assertThat(code(none::devices)).isEqualTo(Code.NO_USBMUXD);
        assertThat(code(none::listen)).isEqualTo(Code.NO_USBMUXD);
        UsbmuxClient nobody = new UsbmuxClient(new UsbmuxAddress.Tcp("127.0.0.1", 1), LONG);
        assertThat(code(nobody::devices)).isEqualTo(Code.NO_USBMUXD);
    }

    @Test
    void liesOfADaemonAreToldApart() throws Exception {
        byte[] right = MuxDouble.framed(MuxDouble.result(0), 1);
        assertThat(hearing(header(-1, 1, 8, 1))).isEqualTo(Code.TOO_LARGE);
        assertThat(hearing(header((1 << 20) + 1, 1, 8, 1))).isEqualTo(Code.TOO_LARGE);
        assertThat(hearing(header(15, 1, 8, 1))).isEqualTo(Code.MALFORMED);
        assertThat(hearing(header(16, 1, 8, 1))).isEqualTo(Code.MALFORMED);
        assertThat(hearing(header(16, 1, 9, 1))).isEqualTo(Code.UNEXPECTED);
        assertThat(hearing(header(16, 0, 1, 1))).isEqualTo(Code.MALFORMED);
        assertThat(hearing(MuxDouble.framed(MuxDouble.result(0), 4711))).isEqualTo(Code.UNEXPECTED);
        assertThat(hearing(right)).isEqualTo(Code.UNEXPECTED);
    }

    /** A daemon that only knows the older form says so by a bare number. */
    @Test
    void anOlderDaemonIsRefusedByItsNumber() throws Exception {
        byte[] badVersion = Arrays.copyOf(header(20, 0, 1, 1), 20);
        badVersion[16] = 6;
        doubles.mux().on("SavePairRecord", badVersion);
        AttachedDevice device = new AttachedDevice(1, "AB", true, Optional.empty(), Optional.empty());
        assertThat(code(() -> fresh(LONG).savePairRecord(device, new byte[0]))).isEqualTo(Code.MUX_REFUSED);
    }

    @Test
    void aRecordThatItSaysItCouldNotKeepAndDidNotIsRefused() throws Exception {
        doubles.mux().on("SavePairRecord", MuxDouble.framed(MuxDouble.result(2), 1));
        AttachedDevice device = client.devices().getFirst();
        assertThat(code(() -> fresh(LONG).savePairRecord(device, RECORD.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(Code.MUX_REFUSED);
    }

    @Test
    void aDaemonThatNeverAnswersCostsNoMoreThanThePatience() {
        doubles.mux().on("ListDevices", new byte[0]);
        assertThat(code(() -> fresh(Duration.ofMillis(300)).devices())).isEqualTo(Code.NO_ANSWER);
        doubles.mux().on("ListDevices", header(64, 1, 8, 1));
        assertThat(code(() -> fresh(Duration.ofMillis(300)).devices())).isEqualTo(Code.NO_ANSWER);
    }

    @Test
    void aNameOfThisComputerThatIsNoneIsRefused() throws Exception {
        for (String buid : List.of("", "a/b", "A".repeat(129))) {
            answer("ReadBUID", PlistValue.Dict.builder().put("BUID", buid).build());
            assertThat(code(() -> fresh(LONG).readBuid())).isEqualTo(Code.UNEXPECTED);
        }
    }

    private Code hearing(byte[] answer) {
        doubles.mux().on("ListDevices", answer);
        return code(() -> fresh(LONG).devices());
    }

    /** Has an answer for the first request of a client. */
    private void answer(String message, PlistValue.Dict answer) throws PlistException {
        doubles.mux().on(message, MuxDouble.framed(answer, 1));
        client = fresh(LONG);
    }

    /** One whose first tag is 1. */
    private UsbmuxClient fresh(Duration patience) {
        return new UsbmuxClient(new UsbmuxAddress.UnixSocket(doubles.socket()), patience);
    }

    private static byte[] header(int length, int version, int kind, int tag) {
        return ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(length)
                .putInt(version)
                .putInt(kind)
                .putInt(tag)
                .array();
    }

    private static Code code(ThrowingCallable call) {
        AppleFailure failed = catchThrowableOfType(AppleFailure.class, call);
        assertThat(failed).isNotNull();
        return failed.code();
    }
}
