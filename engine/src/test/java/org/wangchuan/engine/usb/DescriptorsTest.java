package org.wangchuan.engine.usb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.testing.Distortion;
import org.wangchuan.engine.usb.DescriptorException.Code;
import org.wangchuan.engine.usb.testing.DescriptorBytes;
import org.wangchuan.engine.usb.testing.Gadgets;

class DescriptorsTest {

    @Test
    void everythingIsReadThatADeviceSays() throws DescriptorException {
        Descriptors read = Descriptors.read(Gadgets.pixel().build());
        assertThat(read.device()).isEqualTo(new DeviceDescriptor(0x200, 0, 0, 0, 0x18d1, 0x4ee2, 0x410, 1, 2, 3, 1));
        Configuration configuration = read.configuration(1).orElseThrow();
        assertThat(configuration.interfaces()).isEqualTo(2);
        InterfaceSetting adb = configuration.settings().getLast();
        assertThat(adb.is(0xff, 0x42, 1)).isTrue();
        assertThat(adb.bulk(true)).contains(new Endpoint(0x82, Endpoint.Type.BULK, 512));
        assertThat(adb.bulk(false)).contains(new Endpoint(2, Endpoint.Type.BULK, 512));
        assertThat(configuration.settings().getFirst().endpoints())
                .contains(new Endpoint(0x88, Endpoint.Type.INTERRUPT, 28));
    }

    @Test
    void whatIsOfNoStandardKindIsPassedOver() throws DescriptorException {
        byte[] raw = new DescriptorBytes(1, 2)
                .andRaw(8, 11, 0, 2, 2, 2, 1, 0) // an association of interfaces
                .with(2, 2, 1, 1)
                .andRaw(5, 0x24, 0, 0x10, 1) // of the communications class
                .andRaw(6, 0x30, 0, 0, 0, 0) // companion of an endpoint
                .with(10, 0, 0, 0)
                .build();
        // The builder counts its own interfaces, and numbers them by their place among all parts.
        assertThat(Descriptors.read(raw).configurations().getFirst().settings())
                .extracting(InterfaceSetting::interfaceClass)
                .containsExactly(2, 10);
    }

    @Test
    void aDeviceThatLiesAboutLengthsAndNumbersIsRefused() {
        byte[] sound = Gadgets.pixelInFastboot().build();
        assertThat(refused(new byte[0])).isEqualTo(Code.SIZE);
        assertThat(refused(new byte[DescriptorReader.BYTES_MAX + 1])).isEqualTo(Code.SIZE);
        assertThat(refused(changed(sound, 0, 17))).isEqualTo(Code.LENGTH);
        assertThat(refused(changed(sound, 1, 2))).isEqualTo(Code.TYPE);
        assertThat(refused(changed(sound, 17, 0))).isEqualTo(Code.VALUE);
        assertThat(refused(changed(sound, 17, 9))).isEqualTo(Code.VALUE);
        assertThat(refused(changed(sound, 17, 2))).isEqualTo(Code.LENGTH);
        assertThat(refused(changed(sound, 20, 255))).isEqualTo(Code.LENGTH);
        assertThat(refused(changed(sound, 20, 31))).isEqualTo(Code.LENGTH);
        assertThat(refused(changed(sound, 22, 2))).isEqualTo(Code.COUNT);
        assertThat(refused(changed(sound, 27, 0))).isEqualTo(Code.LENGTH);
        assertThat(refused(changed(sound, 27, 8))).isEqualTo(Code.LENGTH);
        assertThat(refused(changed(sound, 31, 1))).isEqualTo(Code.COUNT);
        assertThat(refused(changed(sound, 31, 3))).isEqualTo(Code.COUNT);
        assertThat(refused(changed(sound, 38, 0x70))).isEqualTo(Code.VALUE);
        assertThat(refused(changed(sound, 45, 0x81))).isEqualTo(Code.COUNT);
        assertThat(refused(changed(sound, 44, 2))).isEqualTo(Code.TYPE);
        assertThat(refused(Arrays.copyOf(sound, sound.length + 1))).isEqualTo(Code.COUNT);
        assertThat(refused(Arrays.copyOf(sound, sound.length - 1))).isEqualTo(Code.LENGTH);
    }

    @Test
    void distortedDescriptorsAreReadOrRefused() {
        List<byte[]> sound = List.of(
                Gadgets.pixel().build(),
                Gadgets.hub().build(),
                Gadgets.harmony().build());
        int read = 0;
        for (int seed = 0; seed < 6_000; seed++) {
            byte[] bytes = Distortion.of(sound.get(seed % sound.size()), new Random(seed));
            try {
                Descriptors descriptors = Descriptors.read(bytes);
                assertThat(descriptors.configurations()).as("seed %d", seed).hasSizeBetween(1, 8);
                read++;
            } catch (DescriptorException expected) {
                assertThat(expected).as("seed %d", seed).hasMessageContaining("expected");
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        assertThat(read).isBetween(100, 5_900);
    }

    @Test
    void noiseIsRefused() {
        Random random = new Random(1);
        for (int i = 0; i < 3_000; i++) {
            byte[] noise = new byte[18 + random.nextInt(500)];
            random.nextBytes(noise);
            noise[0] = 18;
            noise[1] = 1;
            noise[17] = 1;
            noise[18 % noise.length] = 9;
            assertThat(catchThrowableOfType(DescriptorException.class, () -> Descriptors.read(noise)))
                    .as("round %d", i)
                    .isNotNull();
        }
    }

    private static Code refused(byte[] bytes) {
        return catchThrowableOfType(DescriptorException.class, () -> Descriptors.read(bytes))
                .code();
    }

    private static byte[] changed(byte[] sound, int at, int value) {
        byte[] out = sound.clone();
        out[at] = (byte) value;
        return out;
    }
}
