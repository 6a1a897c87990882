package org.wangchuan.witness.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.log.NewEntry;
import org.wangchuan.proof.note.NoteSigner;

class AppendRequestTest {
    private static final String ORIGIN = "log.example";
    private final NoteSigner station = new NoteSigner("station.example/1", SigningKey.generate());

    private static List<NewEntry> entries(int count) {
        List<NewEntry> out = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] entry = new byte[NewEntry.LENGTH];
            new Random(i).nextBytes(entry);
            entry[0] = 1;
            out.add(new NewEntry(new UUID(7, i), entry));
        }
        return out;
    }

    private AppendCode refused(byte[] body) {
        try {
            AppendRequest request = AppendRequest.parse(body);
            request.verify(List.of(station.verifierKey()));
        } catch (AppendException e) {
            return e.code();
        }
        throw new AssertionError("it passed");
    }

    @Test
    void whatIsWrittenIsRead() throws AppendException {
        for (int count : new int[] {1, 2, AppendRequest.ENTRIES_MAX}) {
            AppendRequest read = AppendRequest.parse(AppendRequest.encode(station, ORIGIN, entries(count)));
            assertThat(read.origin()).isEqualTo(ORIGIN);
            assertThat(read.entries()).isEqualTo(entries(count));
            assertThat(read.verify(List.of(station.verifierKey()))).isEqualTo(station.verifierKey());
        }
        assertThatThrownBy(() -> AppendRequest.encode(station, ORIGIN, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AppendRequest.encode(station, ORIGIN, entries(AppendRequest.ENTRIES_MAX + 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Every byte counts: of the head, of the signature, of the records. */
    @Test
    void noByteCanBeAnother() {
        byte[] body = AppendRequest.encode(station, ORIGIN, entries(2));
        for (int i = 0; i < body.length; i++) {
            for (int bit : new int[] {0x01, 0x20}) {
                byte[] other = body.clone();
                other[i] ^= (byte) bit;
                assertThat(refused(other))
                        .as("byte %d, bit %d", i, bit)
                        .isIn(AppendCode.MALFORMED, AppendCode.SIGNATURE, AppendCode.UNKNOWN_STATION);
            }
        }
    }

    @Test
    void noPartAndNoMorePasses() {
        byte[] body = AppendRequest.encode(station, ORIGIN, entries(3));
        for (int length = 0; length < body.length; length++) {
            assertThat(refused(Arrays.copyOf(body, length))).isEqualTo(AppendCode.MALFORMED);
        }
        assertThat(refused(Arrays.copyOf(body, body.length + 1))).isEqualTo(AppendCode.MALFORMED);
        assertThat(refused(new byte[AppendRequest.BYTES_MAX + 1])).isEqualTo(AppendCode.TOO_LARGE);
    }

    @Test
    void strangersAndEntriesOfAnotherKindAreRefused() {
        NoteSigner other = new NoteSigner("station.example/1", SigningKey.generate());
        assertThat(refused(AppendRequest.encode(other, ORIGIN, entries(1)))).isEqualTo(AppendCode.UNKNOWN_STATION);
        List<NewEntry> odd = List.of(new NewEntry(new UUID(0, 0), new byte[NewEntry.LENGTH]));
        assertThat(refused(AppendRequest.encode(station, ORIGIN, odd))).isEqualTo(AppendCode.MALFORMED);
    }

    /** Fixed seed: bytes that are no request never do worse than being refused. */
    @Test
    void noiseIsMalformed() {
        Random random = new Random(20261124);
        byte[] head = "wangchuan/append/v1\nlog.example\n1\n".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = new byte[random.nextInt(400)];
            random.nextBytes(noise);
            for (int j = 0; j < noise.length; j++) {
                if (random.nextInt(8) == 0) {
                    noise[j] = '\n';
                }
            }
            if (random.nextBoolean() && noise.length >= head.length) {
                System.arraycopy(head, 0, noise, 0, head.length);
            }
            assertThat(refused(noise)).isEqualTo(AppendCode.MALFORMED);
        }
    }
}
