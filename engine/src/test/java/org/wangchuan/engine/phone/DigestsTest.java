package org.wangchuan.engine.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.phone.evidence.PhoneIdentity.Name;
import org.wangchuan.engine.phone.read.Digests;

class DigestsTest {
    private static final byte[] JOB = "a key of the job, of 32 bytes. .".getBytes(StandardCharsets.US_ASCII);
    private static final String SERIAL = "4F3C2B1A";
    private static final String IMEI = "490154203237518";

    @Test
    void theSerialKeyGivesTheSerialsDigestsAlone() throws Exception {
        Digests digests = new Digests(JOB);
        byte[] shown = digests.serialKey();
        for (Name name : List.of(Name.SERIAL, Name.USB_SERIAL)) {
            assertThat(Digests.ofSerial(shown, name, " 4f3c2b1a")).isEqualTo(digests.of(name, SERIAL));
        }
        for (Name name : List.of(Name.IMEI, Name.UDID)) {
            assertThatThrownBy(() -> Digests.ofSerial(shown, name, IMEI)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Digests.ofSerial(new byte[31], Name.SERIAL, SERIAL))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** With what is shown, trying all IMEIs finds none. */
    @Test
    void noImeiCanBeTriedUnderTheKeyThatIsShown() throws Exception {
        Digests digests = new Digests(JOB);
        byte[] shown = digests.serialKey();
        assertThat(shown).isNotEqualTo(JOB);
        String imei = digests.of(Name.IMEI, IMEI);
        assertThat(hmac(shown, "IMEI\0" + IMEI))
                .as("by the formula, under that key")
                .isNotEqualTo(imei);
        assertThat(new Digests(shown).of(Name.IMEI, IMEI))
                .as("as a key of a job")
                .isNotEqualTo(imei);
        assertThat(hmac(shown, "SERIAL\0" + SERIAL))
                .as("the formula is this")
                .isEqualTo(digests.of(Name.SERIAL, SERIAL));
        assertThat(Stream.of(Name.values())
                        .map(name -> digests.of(name, SERIAL))
                        .distinct())
                .hasSize(Name.values().length);
    }

    private static String hmac(byte[] key, String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
    }
}
