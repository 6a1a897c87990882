package org.wangchuan.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.progress.TerminalConsole;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.engine.phone.technique.PhoneTechnique;
import org.wangchuan.engine.phone.technique.TechniqueCatalogue;
import org.wangchuan.engine.usb.Configuration;
import org.wangchuan.engine.usb.Descriptors;
import org.wangchuan.engine.usb.DeviceDescriptor;
import org.wangchuan.engine.usb.Enumeration;
import org.wangchuan.engine.usb.InterfaceSetting;
import org.wangchuan.engine.usb.SerialNumber;
import org.wangchuan.engine.usb.UsbDevice;
import org.wangchuan.engine.usb.UsbListing;
import org.wangchuan.engine.usb.UsbListing.Reason;
import org.wangchuan.engine.usb.UsbListing.Unread;
import org.wangchuan.engine.usb.UsbPlace;

class PhoneListTest {
    private static final String SERIAL = "37061FDJH0011Z";

    @TempDir
    Path home;

    @Test
    void aPhoneIsShownWithItsPlaceItsMakerAndItsMode() {
        String out = printed("en", false, listing(pixel()));
        assertThat(out)
                .startsWith("1-4.2  Google  Pixel\\u{1b} 8  18d1:4ee2\n")
                .contains("    may be a phone or tablet\n", "    mode: Android debugging (ADB)\n")
                .contains("    vendor id of Google, which devices of other makers show, too\n")
                .doesNotContain(SERIAL);
    }

    @Test
    void theSameInChinese() {
        assertThat(printed("zh", false, listing(pixel()))).contains("    可能是手机或平板\n", "    模式：Android 调试（ADB）\n", "谷歌");
        assertThat(printed("zh", false, listing(unconfigured()))).contains("手机、平板或播放器", "尚）未配置", "苹果");
    }

    /** Once a way was tried, its data says so, and nothing here. */
    @Test
    void eachWayIsShownWithWhetherAnybodyEverTriedIt() {
        String english = printed("en", false, listing(pixel()));
        String chinese = printed("zh", false, listing(pixel()));
        String toPrograms = json(false, listing(pixel())).toString();
        for (PhoneTechnique way : TechniqueCatalogue.all()) {
            assertThat(line(english, way)).contains(way.title().en());
            assertThat(line(english, way).contains("NEVER tried on a real phone"))
                    .isEqualTo(!way.isTried());
            assertThat(line(chinese, way)).contains(way.title().zh());
            assertThat(line(chinese, way).contains("从未在真手机上试过")).isEqualTo(!way.isTried());
            assertThat(toPrograms).contains(way.id());
        }
        assertThat(printed("en", false, listing())).doesNotContain("ways to erase");
        assertThat(TechniqueCatalogue.all())
                .as("who has tried one says so in its data, and in the documents")
                .noneMatch(PhoneTechnique::isTried);
    }

    private static String line(String printed, PhoneTechnique way) {
        return printed.lines()
                .filter(line -> line.contains("[" + way.id() + "]"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aSerialNumberIsShownToWhoAsksForItOnly() {
        assertThat(printed("en", true, listing(pixel()))).contains("    serial number as it shows it: " + SERIAL);
        assertThat(json(false, listing(pixel())).toString()).doesNotContain(SERIAL);
        assertThat(json(true, listing(pixel())).toString()).contains(SERIAL);
    }

    @Test
    void whatCouldNotBeToldIsSaid() {
        UsbListing listing = new UsbListing(
                true,
                List.of(stranger(), unconfigured(), hub()),
                List.of(new Unread(place("2-1"), Reason.NO_ANSWER)),
                false);
        assertThat(printed("en", false, listing))
                .contains("1-3: ? unknown device 1234:5678", "2-1: ? something hangs here", "(no-answer)")
                .contains("there may be more", "the kernel has not set it up (yet)", "mode: Apple mobile device")
                .doesNotContain("05e3");
        assertThat(printed("en", false, new UsbListing(false, List.of(), List.of(), true)))
                .contains("this machine has no USB");
        assertThat(printed("en", false, listing())).contains("no phone or tablet on USB");
    }

    @Test
    void programsAreToldTheSame() throws Exception {
        UsbListing listing = new UsbListing(
                true, List.of(pixel(), stranger(), hub()), List.of(new Unread(place("2-1"), Reason.INCOMPLETE)), true);
        Json.Fields fields = Json.in(json(false, listing));
        assertThat(fields.bool("complete")).isTrue();
        assertThat(fields.natural("others")).isEqualTo(1);
        assertThat(fields.objects("unknown").getFirst().text("id")).isEqualTo("1234:5678");
        assertThat(fields.objects("unread").getFirst().text("reason")).isEqualTo("incomplete");
        Json.Fields phone = fields.objects("phones").getFirst();
        assertThat(phone.text("place")).isEqualTo("1-4.2");
        assertThat(phone.text("hub")).isEqualTo("1-4");
        assertThat(phone.texts("modes")).containsExactly("adb");
        assertThat(phone.text("meaning")).isEqualTo("possible");
        assertThat(phone.has("serial")).isFalse();
    }

    private static UsbDevice pixel() {
        InterfaceSetting adb = new InterfaceSetting(0, 0, 0xff, 0x42, 1, 0, List.of());
        return device("1-4.2", 0x18d1, 0x4ee2, 0, OptionalInt.of(1), List.of(adb));
    }

    private static UsbDevice stranger() {
        InterfaceSetting own = new InterfaceSetting(0, 0, 0xff, 0, 0, 0, List.of());
        return device("1-3", 0x1234, 0x5678, 0, OptionalInt.of(1), List.of(own));
    }

    private static UsbDevice unconfigured() {
        return device("1-5", 0x05ac, 0x12a8, 0, OptionalInt.empty(), List.of());
    }

    private static UsbDevice hub() {
        return device("1-4", 0x05e3, 0x0608, 9, OptionalInt.of(1), List.of());
    }

    private static UsbDevice device(
            String place, int vendor, int product, int deviceClass, OptionalInt active, List<InterfaceSetting> all) {
        DeviceDescriptor descriptor = new DeviceDescriptor(0x200, deviceClass, 0, 0, vendor, product, 1, 1, 2, 3, 1);
        return new UsbDevice(
                place(place),
                new Enumeration(5, "key"),
                vendor,
                product,
                1,
                active,
                Optional.of(new Descriptors(descriptor, List.of(new Configuration(1, all)))),
                Optional.empty(),
                Optional.of("Google"),
                Optional.of("Pixel\u001b 8"),
                Optional.of(new SerialNumber(SERIAL)),
                Map.of(),
                Optional.of("480"));
    }

    private static UsbPlace place(String name) {
        return UsbPlace.parse(name).orElseThrow();
    }

    private static UsbListing listing(UsbDevice... devices) {
        return new UsbListing(true, List.of(devices), List.of(), true);
    }

    private JsonValue.Obj json(boolean serials, UsbListing listing) {
        try {
            return CanonicalJson.readLenientObject(
                    run("en", true, serials, listing).getBytes(StandardCharsets.UTF_8));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private String printed(String language, boolean serials, UsbListing listing) {
        return run(language, false, serials, listing);
    }

    private String run(String language, boolean json, boolean serials, UsbListing listing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        Cancellation cancellation = new Cancellation();
        Context context = new Context(
                home,
                TerminalConsole.onStandardStreams(stream, stream, Messages.in(language), cancellation, Map.of(), false),
                cancellation);
        try {
            assertThat(new PhoneList(() -> listing).list(json, serials, context))
                    .isEqualTo(ExitCode.OK);
        } catch (UserError e) {
            throw new AssertionError(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
