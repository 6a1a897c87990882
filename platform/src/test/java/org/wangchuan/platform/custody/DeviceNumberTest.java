package org.wangchuan.platform.custody;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.platform.custody.DeviceNumber.Doubt;
import org.wangchuan.platform.custody.DeviceNumber.Form;

/** What people type and scanners read as the number of a phone, and what nobody should take for one. */
final class DeviceNumberTest {
    private static final long SEED = 20_261_129;
    private static final int ROUNDS = 2_000;
    private static final String IMEI = "490154203237518";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "490154203237518",
                " 49 015420 323751 8 ",
                "49-015420-323751-8",
                "49/015420/323751/8",
                "IMEI1:490154203237518",
                "imei 2： 490154203237518",
                "IMEI: 49015420323751",
                "IMEISV: 4901542032375178",
                "490154203237518/01",
                "４９０１５４２０３２３７５１８",
                "४९०१५४२०३२३७५१८",
                "٤٩٠١٥٤٢٠٣٢٣٧٥١٨",
                "\u202e490154203237518\u202c",
            })
    void oneNumberIsOneHoweverItIsWritten(String typed) {
        DeviceNumber number = DeviceNumber.of(typed);

        assertThat(number.form()).isEqualTo(Form.MOBILE);
        assertThat(number.text()).isEqualTo(IMEI);
        assertThat(number.doubt()).isEmpty();
        assertThat(number.type()).contains("49015420");
        assertThat(number.tail()).isEqualTo("7518");
        assertThat(Devices.normal(typed)).isEqualTo(Devices.normal(IMEI));
    }

    @ParameterizedTest
    @CsvSource({
        "490154203237519, IMEI_CHECK_DIGIT",
        "IMEI: 490154203237519, IMEI_CHECK_DIGIT",
        "49015420323751, IMEI_SHORT",
        "4901542032375178, IMEI_VERSION",
        "IMEI: 4901542032375, IMEI_LENGTH",
        "IMEI: 49015420323751812, IMEI_LENGTH",
        "8643210000001, IMEI_LENGTH",
        "86432100000011234, IMEI_LENGTH",
        "MEID: A000000000232, IMEI_LENGTH",
        "MEID: 999999999999999999, IMEI_LENGTH",
        "89860112345678901234, SIM_CARD",
        "8986011234567890123, SIM_CARD",
        "ICCID: 89860112345678901234, SIM_CARD",
        "89049032123451234512345678901235, SIM_CARD",
        "6901443123452, BAR_CODE",
        "13800138000, OF_A_PERSON",
        "+8613800138000, OF_A_PERSON",
        "11010519491231002X, ''",
        "110105199003071001, OF_A_PERSON",
    })
    void whatMayBeSomethingElseIsNamedAndStaysASerialNumber(String typed, String doubt) {
        DeviceNumber number = DeviceNumber.of(typed);

        assertThat(number.form()).isEqualTo(Form.SERIAL);
        assertThat(number.text()).isEqualTo(typed);
        assertThat(number.doubt()).isEqualTo(doubt.isEmpty() ? Optional.empty() : Optional.of(Doubt.valueOf(doubt)));
        assertThat(number.type()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "R58N1234567",
                "DNPXG1ABCDEF",
                "A0000000002329",
                "0123456789ABCDEF",
                "12345678",
                "123456789012",
                "IMEINUMBER",
                "IMEI",
                "MADE IN CHINA",
                ""
            })
    void aSerialNumberIsOneWithoutAnyDoubt(String typed) {
        assertThat(DeviceNumber.of(typed)).isEqualTo(new DeviceNumber(Form.SERIAL, typed, Optional.empty()));
    }

    @Test
    void aNumberOfTestEquipmentIsFlagged() {
        assertThat(DeviceNumber.of("004999010640000").doubt()).contains(Doubt.IMEI_TEST);
        assertThat(DeviceNumber.of("000000000000000").doubt()).contains(Doubt.IMEI_TEST);
        assertThat(DeviceNumber.of("004999010640000").type())
                .as("counts for no model")
                .isEmpty();
    }

    @Test
    void aMeidIsOneInBothOfItsForms() {
        assertThat(DeviceNumber.of("MEID: A0000000002329").text()).isEqualTo("A0000000002329");
        assertThat(DeviceNumber.of("MEID A00000-0000-2329 5").text()).isEqualTo("A0000000002329");
        assertThat(DeviceNumber.of("meid: 268435456000009001").text()).isEqualTo("A0000000002329");
    }

    @Test
    void somebodySaysThatFourteenOrSixteenDigitsAreAnImei() {
        assertThat(DeviceNumber.of("49 015420 323751").asImei().text()).isEqualTo(IMEI);
        assertThat(DeviceNumber.of("4901542032375178").asImei().text()).isEqualTo(IMEI);
        assertThat(DeviceNumber.of("R58N1234567").asImei().text()).isEqualTo("R58N1234567");
        // Whatever it was taken for, it is found again.
        assertThat(DeviceNumber.of(IMEI).spellings()).contains(IMEI, "49015420323751");
        assertThat(DeviceNumber.of("49015420323751").spellings()).contains(IMEI);
        assertThat(DeviceNumber.of("4901542032375178").spellings()).contains(IMEI, "4901542032375178");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "IMEI1: 490154203237518 IMEI2: 356938035643809",
                "490154203237518/356938035643809",
                "490154203237518 356938035643809",
                "490154203237518,356938035643809,490154203237518",
                "IMEI 1：490154203237518；IMEI 2：356938035643809",
                "IMEI1:490154203237518 / IMEI2:356938035643809",
            })
    void aLabelWithTwoHasTwo(String label) {
        assertThat(DeviceNumber.all(label)).extracting(DeviceNumber::text).containsExactly(IMEI, "356938035643809");
    }

    @Test
    void aSerialNumberBesideAnImeiIsOneOfItsOwn() {
        assertThat(DeviceNumber.all("IMEI: 490154203237518 S/N: R58N1234567"))
                .extracting(DeviceNumber::text)
                .containsExactly(IMEI, "R58N1234567");
        assertThat(DeviceNumber.all("")).isEmpty();
        assertThat(DeviceNumber.all(" , ; ")).isEmpty();
    }

    /** Any single misread digit, and nearly any two that changed places, are noticed: only 0 and 9 change places unseen. */
    @Test
    void theCheckDigitNoticesWhatPeopleDoWrong() {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            String imei = random(random);
            assertThat(Imei.hasRightCheckDigit(imei)).as(imei).isTrue();
            int at = random.nextInt(Imei.DIGITS);
            char other = (char) ('0' + (imei.charAt(at) - '0' + 1 + random.nextInt(9)) % 10);
            assertThat(Imei.hasRightCheckDigit(imei.substring(0, at) + other + imei.substring(at + 1)))
                    .as(imei + " at " + at)
                    .isFalse();
            int left = random.nextInt(Imei.DIGITS - 1);
            String pair = imei.substring(left, left + 2);
            String swapped = imei.substring(0, left) + pair.charAt(1) + pair.charAt(0) + imei.substring(left + 2);
            boolean isUnseen = pair.charAt(0) == pair.charAt(1) || pair.equals("09") || pair.equals("90");
            assertThat(Imei.hasRightCheckDigit(swapped))
                    .as(imei + " at " + left)
                    .isEqualTo(isUnseen);
        }
    }

    /** Exactly one of ten check digits fits. */
    @Test
    void oneCheckDigitFits() {
        Random random = new Random(SEED + 1);
        for (int round = 0; round < ROUNDS; round++) {
            String core = random(random).substring(0, Imei.CORE_DIGITS);
            long fits = "0123456789"
                    .chars()
                    .filter(digit -> Imei.hasRightCheckDigit(core + (char) digit))
                    .count();
            assertThat(fits).as(core).isEqualTo(1);
        }
    }

    /** Whatever is sent ends in a number that can be kept, at once; and what was read is read again as the same. */
    @Test
    void whateverIsTypedEndsInANumber() {
        Random random = new Random(SEED + 2);
        String symbols =
                "0123456789IMEISVND:/-. ,;\u0660\u0669\uff10\uff19\u202e\u200f\ud83d\ude00\ud800\u0000+AFaf\n\u3001";
        for (int round = 0; round < ROUNDS; round++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(60);
            for (int i = 0; i < length; i++) {
                text.append(symbols.charAt(random.nextInt(symbols.length())));
            }
            for (DeviceNumber number : DeviceNumber.all(text.toString())) {
                assertThat(number.text()).isNotEmpty();
                assertThat(number.spellings()).isNotEmpty();
                if (number.form() == Form.MOBILE && Imei.looksLikeOne(number.text())) {
                    assertThat(DeviceNumber.of(number.text())).isEqualTo(number);
                }
            }
        }
        for (String hostile :
                List.of("9".repeat(10_000), "IMEI:".repeat(2_000), "\ufdfa".repeat(10_000), "1 ".repeat(5_000))) {
            assertThat(DeviceNumber.of(hostile).form()).isEqualTo(Form.SERIAL);
            assertThat(DeviceNumber.all(hostile)).hasSize(1);
        }
    }

    private static String random(Random random) {
        StringBuilder core = new StringBuilder();
        for (int i = 0; i < Imei.CORE_DIGITS; i++) {
            core.append((char) ('0' + random.nextInt(10)));
        }
        return Imei.of(core.toString());
    }
}
