package org.wangchuan.engine.phone.fill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** What is made piece by piece is what would be made at once. */
class FillContentTest {
    private static final int BLOCK = 200_003;
    private static final byte[] SEED = new byte[FillContent.SEED_BYTES];

    private final FillContent content = new FillContent(SEED, BLOCK);

    private static byte[] atOnce() throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SEED, "HmacSHA256"));
        byte[] key = mac.doFinal("block".getBytes(StandardCharsets.US_ASCII));
        Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
        return cipher.doFinal(new byte[BLOCK]);
    }

    private byte[] file(int ofBlock) throws GeneralSecurityException, IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write((content.head(7) + "\n").getBytes(StandardCharsets.US_ASCII));
        out.write(atOnce(), 0, ofBlock);
        return out.toByteArray();
    }

    @Test
    void theBlockIsOneStreamOfACipher() throws Exception {
        assertThat(content.block().readAllBytes()).isEqualTo(atOnce());
    }

    @Test
    void aDigestIsOfTheHeadAndAsMuchOfTheBlockAsTheFileHas() throws Exception {
        for (int ofBlock : new int[] {1, 16, 65_535, 65_536, 65_537, BLOCK}) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(file(ofBlock));
            assertThat(content.digest(7, ofBlock)).isEqualTo(HexFormat.of().formatHex(digest));
        }
    }

    @Test
    void aPartIsWhatStandsThere() throws Exception {
        byte[] whole = file(BLOCK);
        for (int from : new int[] {0, 1, 30, 64, 65, 66, 80, 81, 82, 70_001, 199_000}) {
            for (int length : new int[] {1, 2, 35, 64, 65, 66, 1000}) {
                assertThat(content.part(7, from, length))
                        .as("%d bytes from %d", length, from)
                        .isEqualTo(Arrays.copyOfRange(whole, from, from + length));
            }
        }
    }

    @Test
    void noTwoSeedsGiveTheSame() throws Exception {
        byte[] other = SEED.clone();
        other[0] = 1;
        assertThat(content.block().readAllBytes())
                .isNotEqualTo(new FillContent(other, BLOCK).block().readAllBytes());
        assertThat(Stream.of(0, 1, 2).map(content::head).distinct()).hasSize(3);
        assertThat(content.digest(0, 100)).isNotEqualTo(content.digest(0, 99)).isNotEqualTo(content.digest(1, 100));
    }
}
