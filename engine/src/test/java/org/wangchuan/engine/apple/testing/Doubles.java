package org.wangchuan.engine.apple.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.wangchuan.engine.apple.plist.PlistException;
import org.wangchuan.engine.apple.plist.PlistValue;

/** A made usbmuxd with a made phone, in a folder of its own: paths of sockets are short. */
public final class Doubles implements AutoCloseable {
    public static final String UDID = "00008120-000A1B2C3D4E5F60";

    /** Made once, since it takes longer than most tests. */
    private static final PhoneIdentity IDENTITY = new PhoneIdentity(2048);

    private final Path folder;
    private final MuxDouble mux;
    private final PhoneDouble phone;
    private final int id;

    public Doubles() throws IOException, PlistException {
        folder = Files.createTempDirectory("apple");
        mux = new MuxDouble(socket());
        phone = new PhoneDouble(UDID, IDENTITY).services(services());
        phone.tells("com.apple.disk_usage", "TotalDiskCapacity", PlistValue.Int.of(128_000_000_000L));
        phone.tells("com.apple.disk_usage", "TotalDataCapacity", PlistValue.Int.of(113_000_000_000L));
        phone.tells("com.apple.disk_usage", "TotalDataAvailable", PlistValue.Int.of(0));
        phone.tells("com.apple.mobile.battery", "BatteryCurrentCapacity", PlistValue.Int.of(83));
        phone.tells("com.apple.mobile.battery", "BatteryIsCharging", new PlistValue.Bool(true));
        phone.tells("com.apple.purplebuddy", "SetupDone", new PlistValue.Bool(true));
        phone.tells("com.apple.fmip", "IsAssociated", new PlistValue.Bool(true));
        phone.tells("", "InternationalMobileEquipmentIdentity", new PlistValue.Text("490154203237518"));
        id = mux.attach(phone);
    }

    /** What the services of this phone answer, honestly. */
    public static ServiceDouble services() {
        return new ServiceDouble(
                Map.of(
                        "GetActivationStateRequest",
                        PlistValue.Dict.builder().put("Value", "Activated").build(),
                        "GetCloudConfiguration",
                        PlistValue.Dict.builder()
                                .put("Status", "Acknowledged")
                                .put(
                                        "CloudConfiguration",
                                        PlistValue.Dict.builder()
                                                .put("IsSupervised", true)
                                                .put("IsMandatory", false)
                                                .build())
                                .build(),
                        "EraseDevice",
                        PlistValue.Dict.builder().put("Status", "Acknowledged").build(),
                        "IORegistry",
                        PlistValue.Dict.builder()
                                .put("Status", "Success")
                                .put(
                                        "Diagnostics",
                                        PlistValue.Dict.builder()
                                                .put(
                                                        "IORegistry",
                                                        PlistValue.Dict.builder()
                                                                .put("CycleCount", 212)
                                                                .put("DesignCapacity", 3279)
                                                                .put("NominalChargeCapacity", 3050)
                                                                .build())
                                                .build())
                                .build()),
                Set.of());
    }

    public Path socket() {
        return folder.resolve("mux");
    }

    public MuxDouble mux() {
        return mux;
    }

    public PhoneDouble phone() {
        return phone;
    }

    /** Of the attachment of the phone. */
    public int id() {
        return id;
    }

    @Override
    public void close() throws IOException {
        mux.close();
        phone.close();
        Files.deleteIfExists(socket());
        Files.deleteIfExists(folder);
    }
}
