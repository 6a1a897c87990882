package org.wangchuan.engine.apple.usbmux;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.model.AppleFailure.Code;
import org.wangchuan.engine.apple.plist.PlistException;
import org.wangchuan.engine.apple.plist.PlistValue;
import org.wangchuan.engine.apple.testing.ByteLink;
import org.wangchuan.engine.apple.testing.MuxDouble;
import org.wangchuan.engine.apple.wire.Deadline;

/** Messages of usbmuxd, distorted: read or refused, and a device in them is one that can be printed and asked for, or none. */
class MuxFuzzTest {
    @Test
    void distortedMessagesAreReadOrRefused() throws PlistException {
        byte[] sound = MuxDouble.framed(
                PlistValue.Dict.builder()
                        .put("MessageType", "Attached")
                        .put("DeviceID", 1)
                        .put(
                                "Properties",
                                PlistValue.Dict.builder()
                                        .put("ConnectionType", "USB")
                                        .put("DeviceID", 1)
                                        .put("SerialNumber", "00008120-000A1B2C3D4E5F60")
                                        .build())
                        .build(),
                1);
        Map<Code, Integer> refused = new EnumMap<>(Code.class);
        int devices = 0;
        for (long seed = 0; seed < 5_000; seed++) {
            Random random = new Random(seed);
            byte[] message = sound.clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
                message[random.nextInt(random.nextInt(3) == 0 ? 16 : message.length)] = (byte) random.nextInt(256);
            }
            try (MuxChannel channel = new MuxChannel(new ByteLink(message))) {
                PlistValue.Dict body =
                        channel.receive(Deadline.within(Duration.ofSeconds(60))).body();
                devices += UsbmuxClient.device(body).isPresent() ? 1 : 0;
            } catch (AppleFailure failed) {
                refused.merge(failed.code(), 1, Integer::sum);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        assertThat(devices).isGreaterThan(100);
        assertThat(refused.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        List.of(Code.TOO_LARGE, Code.MALFORMED, Code.ENDED, Code.UNEXPECTED));
    }
}
