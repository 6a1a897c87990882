package org.wangchuan.engine.usb.mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.testing.Distortion;
import org.wangchuan.engine.usb.UsbDevice;
import org.wangchuan.engine.usb.UsbInventory;
import org.wangchuan.engine.usb.testing.DescriptorBytes;
import org.wangchuan.engine.usb.testing.Gadgets;
import org.wangchuan.engine.usb.testing.MadeUsb;

class UsbKnowledgeTest {
    private static final UsbKnowledge KNOWLEDGE = UsbKnowledge.shipped();

    @TempDir
    Path folder;

    @Test
    void whatIsShippedIsReadWholeAndNamesItsSources() {
        assertThat(KNOWLEDGE.modes()).hasSizeGreaterThanOrEqualTo(20);
        assertThat(KNOWLEDGE.vendors()).hasSizeGreaterThanOrEqualTo(40);
        assertThat(KNOWLEDGE.modes())
                .allSatisfy(mode -> assertThat(mode.rules())
                        .allSatisfy(rule -> assertThat(rule.source().length()).isGreaterThan(8)));
        assertThat(KNOWLEDGE.vendor(0x12d1).map(one -> one.name().zh())).contains("华为");
    }

    @ParameterizedTest
    @CsvSource({
        "05ac, 12a8, apple-normal, MOBILE",
        "05ac, 12bf, apple-normal, MOBILE",
        "05ac, 1281, apple-recovery, MOBILE",
        "05ac, 1227, apple-dfu, MOBILE",
        "05c6, 9008, qualcomm-edl, POSSIBLE",
        "0e8d, 0003, mediatek-brom, POSSIBLE",
        "0e8d, 2000, mediatek-preloader, POSSIBLE",
        "04e8, 685d, samsung-download, POSSIBLE",
        "12d1, 3609, huawei-download, POSSIBLE",
        "1782, 4d00, unisoc-download, POSSIBLE",
        "18d1, 2d01, android-accessory, POSSIBLE"
    })
    void aModeIsKnownByItsProductId(String vendor, String product, String mode, Meaning meaning) throws IOException {
        Classification found = classify(new DescriptorBytes(Integer.parseInt(vendor, 16), Integer.parseInt(product, 16))
                .with(0xff, 0xff, 0xff, 2));
        assertThat(found.modes()).extracting(Mode::id).containsExactly(mode);
        assertThat(found.meaning()).isEqualTo(meaning);
    }

    @Test
    void aModeIsKnownByItsInterfaces() throws IOException {
        assertThat(classify(Gadgets.pixel()).modes()).extracting(Mode::id).containsExactly("adb", "ptp");
        assertThat(classify(Gadgets.pixelInFastboot()).modes())
                .extracting(Mode::id)
                .containsExactly("fastboot");
        assertThat(classify(Gadgets.harmony()).modes()).extracting(Mode::id).containsExactly("hdc");
        assertThat(classify(new DescriptorBytes(0x1234, 1).with(8, 6, 0x50, 2)).meaning())
                .isEqualTo(Meaning.OTHER);
        assertThat(classify(new DescriptorBytes(0x05e3, 0x0749).with(8, 6, 0x50, 2))
                        .modes())
                .extracting(Mode::id)
                .containsExactly("card-reader", "mass-storage");
    }

    @Test
    void mtpOfAVendorsOwnClassIsKnownByItsName() throws IOException {
        UsbDevice device = device(new DescriptorBytes(0x1234, 1).with(0xff, 0xff, 0, 3), "MTP");
        assertThat(KNOWLEDGE.classify(device).in("mtp")).isTrue();
        UsbDevice other = device(new DescriptorBytes(0x1234, 1).with(0xff, 0xff, 0, 3), "MTT");
        assertThat(KNOWLEDGE.classify(other).modes()).isEmpty();
    }

    @Test
    void whatIsUnknownIsSaidToBeUnknown() throws IOException {
        Classification stranger = classify(new DescriptorBytes(0x1234, 0x5678).with(0xff, 0, 0, 2));
        assertThat(stranger)
                .isEqualTo(new Classification(java.util.List.of(), java.util.Optional.empty(), Meaning.UNKNOWN));
    }

    @Test
    void ofAMakerOfPhonesItMayBeOneUnlessAllOfItIsOrdinary() throws IOException {
        assertThat(classify(new DescriptorBytes(0x2717, 0x9999).with(0xff, 0, 0, 2))
                        .meaning())
                .isEqualTo(Meaning.POSSIBLE);
        assertThat(classify(new DescriptorBytes(0x2717, 0x9999).with(8, 6, 0x50, 2))
                        .meaning())
                .isEqualTo(Meaning.POSSIBLE);
        assertThat(classify(Gadgets.keyboard()).meaning()).isEqualTo(Meaning.OTHER);
        assertThat(classify(Gadgets.hub()).meaning()).isEqualTo(Meaning.OTHER);
    }

    @Test
    void aDeviceWhoseDescriptorsAreBrokenIsNoMoreThanItsMakers() throws IOException {
        MadeUsb usb = new MadeUsb(folder);
        usb.plug("1-1", 2, Gadgets.harmony()).put("descriptors", "broken");
        UsbDevice device = new UsbInventory(usb.files()).list().devices().getFirst();
        assertThat(KNOWLEDGE.classify(device).modes()).isEmpty();
        assertThat(KNOWLEDGE.classify(device).meaning()).isEqualTo(Meaning.POSSIBLE);
    }

    @Test
    void distortedKnowledgeIsReadOrRefused() {
        JsonValue.Obj modes = UsbKnowledge.document("modes.v1.json");
        JsonValue.Obj vendors = UsbKnowledge.document("vendors.v1.json");
        int read = 0;
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            JsonValue.Obj one = seed % 2 == 0 ? Distortion.of(modes, random) : modes;
            JsonValue.Obj other = seed % 2 == 0 ? vendors : Distortion.of(vendors, random);
            try {
                assertThat(UsbKnowledge.read(one, other).modes()).isNotEmpty();
                read++;
            } catch (ShapeException expected) {
                assertThat(expected).as("seed %d", seed).hasMessageContaining("expected");
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        assertThat(read).isLessThan(2_000);
    }

    @Test
    void whatNoReaderKnowsIsRefused() {
        JsonValue.Obj modes = UsbKnowledge.document("modes.v1.json");
        JsonValue.Obj vendors = UsbKnowledge.document("vendors.v1.json");
        Map<String, JsonValue> members = new TreeMap<>(vendors.members());
        members.put("more", new JsonValue.Bool(true));
        assertThatThrownBy(() -> UsbKnowledge.read(modes, new JsonValue.Obj(members)))
                .isInstanceOf(ShapeException.class);
    }

    private Classification classify(DescriptorBytes descriptors) throws IOException {
        return KNOWLEDGE.classify(device(descriptors, "something"));
    }

    private UsbDevice device(DescriptorBytes descriptors, String interfaceName) throws IOException {
        Path machine = java.nio.file.Files.createTempDirectory(folder, "usb");
        MadeUsb usb = new MadeUsb(machine);
        usb.plug("1-1", 2, descriptors);
        usb.named("1-1:1.0").put("interface", interfaceName);
        return new UsbInventory(usb.files()).list().devices().getFirst();
    }
}
