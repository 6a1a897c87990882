package org.wangchuan.engine.apple.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.model.AppleFailure.Code;
import org.wangchuan.engine.apple.plist.Plist;
import org.wangchuan.engine.apple.plist.PlistException;
import org.wangchuan.engine.apple.plist.PlistValue;
import org.wangchuan.engine.apple.testing.ByteLink;

/** What a device could send, distorted: an answer or a failure of those that are documented. */
@Timeout(120)
class WireFuzzTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void distortedMessagesAreReadOrRefused() throws PlistException {
        PlistValue.Dict answer = PlistValue.Dict.builder()
                .put("Request", "GetValue")
                .put("Value", "iPhone15,2")
                .build();
        Map<Code, Integer> refused = new EnumMap<>(Code.class);
        int read = 0;
        for (long seed = 0; seed < 4_000; seed++) {
            Random random = new Random(seed);
            byte[] body = random.nextBoolean() ? Plist.writeXml(answer) : Plist.writeBinary(answer);
            byte[] message = ByteBuffer.allocate(4 + body.length)
                    .putInt(body.length)
                    .put(body)
                    .array();
            for (int i = random.nextInt(3); i >= 0; i--) {
                message[random.nextInt(random.nextInt(4) == 0 ? 4 : message.length)] = (byte) random.nextInt(256);
            }
            try (PlistChannel channel = new PlistChannel(new ByteLink(message), LONG)) {
                assertThat(channel.ask(answer, PlistChannel.Form.XML)).isNotNull();
                read++;
            } catch (AppleFailure failed) {
                refused.merge(failed.code(), 1, Integer::sum);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        assertThat(read).isGreaterThan(100);
        assertThat(refused.keySet()).containsExactlyInAnyOrder(Code.TOO_LARGE, Code.MALFORMED, Code.ENDED);
    }

    /** Records of TLS with anything in them: no handshake comes of it, and nothing worse. */
    @Test
    void whatOnlyLooksLikeTlsIsRefused() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, null, null);
        for (long seed = 0; seed < 2_000; seed++) {
            SSLEngine engine = context.createSSLEngine();
            engine.setUseClientMode(true);
            byte[] records = records(new Random(seed));
            try {
                TlsLink.client(new ByteLink(records), engine, Deadline.within(LONG));
                throw new AssertionError("seed " + seed + ": agreed");
            } catch (AppleFailure failed) {
                assertThat(failed.code()).as("seed %d", seed).isIn(Code.TLS, Code.ENDED);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private static byte[] records(Random random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = random.nextInt(4); i >= 0; i--) {
            byte[] body = new byte[random.nextInt(120)];
            random.nextBytes(body);
            if (body.length > 44 && random.nextBoolean()) {
                // The beginning of a ServerHello of TLS 1.2 (RFC 5246, 7.4.1.3), so that more is looked at.
                ByteBuffer.wrap(body)
                        .put((byte) 2)
                        .put((byte) 0)
                        .putShort((short) (body.length - 4))
                        .putShort((short) 0x0303);
                ByteBuffer.wrap(body)
                        .position(38)
                        .put((byte) 0)
                        .putShort((short) 0xc02f)
                        .put((byte) 0);
            }
            out.write(random.nextInt(8) == 0 ? random.nextInt(256) : 20 + random.nextInt(4));
            out.write(3);
            out.write(random.nextInt(8) == 0 ? random.nextInt(256) : 3);
            int length = random.nextInt(8) == 0 ? random.nextInt(65_536) : body.length;
            out.write(length >>> 8);
            out.write(length);
            out.writeBytes(body);
        }
        return out.toByteArray();
    }
}
