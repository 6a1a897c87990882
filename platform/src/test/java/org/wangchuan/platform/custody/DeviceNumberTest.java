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
    }

    @ParameterizedTest
    @CsvSource({
        "490154203237519, IMEI_CHECK_DIGIT",
        "49015420323751, IMEI_SHORT",
        "4901542032375178, IMEI_VERSION",
        "8643210000001, IMEI_LENGTH",
        "86432100000011234, IMEI_LENGTH",
        "MEID: A000000000232, IMEI_LENGTH",
        "MEID: 999999999999999999, IMEI_LENGTH",
        "MEID: 358240051111110, IMEI_LENGTH",
        "MEID: 100000000000000001, IMEI_LENGTH",
        "8986011234567890123F, SIM_CARD",
        "89860112345A6789012, SIM_CARD",
        "89860112345678901234, SIM_CARD",
        "8986011234567890123, SIM_CARD",
        "ICCID: 89860112345678901234, SIM_CARD",
        "89049032123451234512345678901235, SIM_CARD",
        "6901443123452, BAR_CODE",
        "123456789012, BAR_CODE",
        "13800138000, OF_A_PERSON",
        "+8613800138000, OF_A_PERSON",
        "8613800138000, OF_A_PERSON",
        "6212341111111111116, OF_A_PERSON",
        "11010519491231002X, OF_A_PERSON",
        "200000000000008, IMEI_BODY",
        "IMEI, IMEI_LENGTH",
        "IMEINUMBER, IMEI_LENGTH",
        "SN490154203237518, IMEI_LENGTH",
        "IMEI (SLOT 1) 490154203237518, IMEI_LENGTH",
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
                "123456789013",
                "MADE IN CHINA",
                ""
            })
    void aSerialNumberIsOneWithoutAnyDoubt(String typed) {
        assertThat(DeviceNumber.of(typed)).isEqualTo(new DeviceNumber(Form.SERIAL, typed, Optional.empty()));
    }

    /** What is doubtful is one however it is written, too: old phones bear such. */
    @ParameterizedTest
    @CsvSource({
        "IMEI: 490154203237519, IMEI_CHECK_DIGIT, 490154203237519",
        "49 015420 323751 9, IMEI_CHECK_DIGIT, 490154203237519",
        "IMEI: 4901542032375, IMEI_LENGTH, 4901542032375",
        "IMEI: 49015420323751812, IMEI_LENGTH, 49015420323751812",
        "49 015420 323751, IMEI_SHORT, 49015420323751",
        "MEID: A00000-0000-2329 5, IMEI_CHECK_DIGIT, A00000000023295",
        "MEID: 990000123456785, IMEI_CHECK_DIGIT, 990000123456785",
        "IMEI: 4901542032375178, IMEI_VERSION, 4901542032375178",
    })
    void whatIsDoubtfulIsOneHoweverItIsWritten(String typed, String doubt, String text) {
        assertThat(DeviceNumber.of(typed))
                .isEqualTo(new DeviceNumber(Form.SERIAL, text, Optional.of(Doubt.valueOf(doubt))));
    }

    /** Which of two it is never becomes a digit of the number, and nothing named so is silently a serial number. */
    @Test
    void whichOfTwoItIsIsNoDigitOfTheNumber() {
        List<String> before = List.of("IMEI", "imei", "主IMEI", "卡1 IMEI", "IMEI码", "IMEI号", "IMEI No.");
        List<String> behind = List.of(": ", ":", "：", " ", "=", " = ", "-", ".", "/", "");
        for (String imei : List.of("358240051111110", "864321000000013", "490154203237518", "013954008765431")) {
            String right = Imei.of(imei.substring(0, Imei.CORE_DIGITS));
            List<String> groups = List.of(
                    right,
                    right.substring(0, 2) + " " + right.substring(2, 8) + " " + right.substring(8, 14) + " "
                            + right.charAt(14),
                    right.substring(0, 2) + "-" + right.substring(2, 8) + "-" + right.substring(8, 14) + "-"
                            + right.charAt(14),
                    right.substring(0, 4) + " " + right.substring(4, 8) + " " + right.substring(8, 12) + " "
                            + right.substring(12));
            for (String name : before) {
                for (String index : List.of("", "1", "2", "3", "4", " 1", " 2", "(1)", "（2）")) {
                    for (String mark : behind) {
                        for (String group : groups) {
                            String typed = name + index + mark + group;
                            DeviceNumber number = DeviceNumber.of(typed);
                            if (number.form() == Form.MOBILE) {
                                assertThat(number.text()).as(typed).isEqualTo(right);
                            } else {
                                assertThat(number.doubt()).as(typed).isPresent();
                            }
                            boolean isPlain = !mark.isEmpty() && !name.equals("IMEI No.");
                            if (isPlain) {
                                assertThat(number)
                                        .as(typed)
                                        .isEqualTo(new DeviceNumber(Form.MOBILE, right, Optional.empty()));
                            }
                        }
                    }
                }
            }
        }
        for (String label : List.of(
                "IMEI1 490154203237518 IMEI2 356938035643809", "IMEI1=490154203237518, IMEI2=356938035643809")) {
            assertThat(DeviceNumber.all(label)).extracting(DeviceNumber::text).containsExactly(IMEI, "356938035643809");
        }
    }

    /** Of 16 digits that are named an IMEI nobody knows whether the first says which of two it is. */
    @Test
    void sixteenDigitsAreNotGuessedAt() {
        Random random = new Random(SEED + 3);
        for (int round = 0; round < ROUNDS; round++) {
            String version =
                    "35" + random(random).substring(2, Imei.CORE_DIGITS) + random.nextInt(10) + random.nextInt(10);
            DeviceNumber number = DeviceNumber.of("IMEI: " + version);
            assertThat(number.form()).as(version).isEqualTo(Form.SERIAL);
            assertThat(number.doubt()).as(version).isPresent();
        }
    }

    /** By chance one of ten serial numbers of 15 digits checks itself. */
    @Test
    void whatIsNamedASerialNumberIsOne() {
        for (String typed : List.of("S/N: 490154203237518", "SN 490154203237518", "序列号：490154203237518")) {
            assertThat(DeviceNumber.of(typed)).isEqualTo(new DeviceNumber(Form.SERIAL, IMEI, Optional.empty()));
        }
        assertThat(DeviceNumber.of("S/N:").text()).isEqualTo("S/N:");
        assertThat(DeviceNumber.of("S/N: 11010519491231002X").doubt()).contains(Doubt.OF_A_PERSON);
        assertThat(DeviceNumber.of("200000000000008").asImei().form()).isEqualTo(Form.MOBILE);
    }

    /** What a drive shows is held against what was noted as it always was, whatever a phone's number would be. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "S/N: WD-1",
                "S/N:",
                "49 015420 323751 8",
                "490154203237518/01",
                "MEID A0000000002329",
                "IMEI: 490154203237518",
                "４９０１５４２０３２３７５１８",
                " wd-wx11\u00ad ",
                "1.2-3/4"
            })
    void aDrivesNumberIsItsTextInCapitals(String typed) {
        String capitals = typed.strip().toUpperCase(java.util.Locale.ROOT);

        assertThat(DeviceMedia.compared(typed)).isEqualTo(capitals);
        assertThat(DeviceNumber.plain(typed)).isEqualTo(new DeviceNumber(Form.SERIAL, capitals, Optional.empty()));
    }

    /** Numbers were kept as they were typed before they were read. */
    @Test
    void whatWasKeptAsItWasTypedIsAmongTheSpellings() {
        assertThat(DeviceNumber.of(IMEI).spellings())
                .contains(
                        "49 015420 323751 8",
                        "490154 20 323751 8",
                        "49-015420-323751-8",
                        "IMEI: 490154203237518",
                        "IMEI1:490154203237518",
                        "IMEI 2：490154203237518");
        assertThat(DeviceNumber.of("R58N1234567").spellings()).contains("S/N: R58N1234567", "SN:R58N1234567");
        assertThat(DeviceNumber.of("MEID: 99000012345678").spellings())
                .contains("MEID:99000012345678", Imei.of("99000012345678"));
        assertThat(DeviceNumber.of(Imei.of("99000012345678")).spellings()).contains("99000012345678");
    }

    /** What two who take one phone in at once hold, each under the spelling that they typed. */
    @Test
    void whatMayBeOneNumberIsHeldTogether() {
        for (String typed :
                List.of(IMEI, "IMEI 1: " + IMEI, "49015420323751", "4901542032375178", "IMEISV: 4901542032375101")) {
            assertThat(DeviceNumber.of(typed).kin()).as(typed).isEqualTo("49015420323751");
        }
        assertThat(DeviceNumber.of("MEID: 99000012345678").kin())
                .isEqualTo(DeviceNumber.of(Imei.of("99000012345678")).kin());
        assertThat(DeviceNumber.of("S/N: R58N1234567").kin())
                .isEqualTo(DeviceNumber.of("r58n1234567").kin());
        assertThat(DeviceNumber.of("490154203237519").kin()).isEqualTo("490154203237519");
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
        assertThat(DeviceNumber.of("MEID A00000-0000-2329 9").text()).isEqualTo("A0000000002329");
        assertThat(DeviceNumber.of("MEID: AF0123450ABCDEC").text()).isEqualTo("AF0123450ABCDE");
        assertThat(DeviceNumber.of("MEID: " + Imei.of("99000012345678")).text())
                .as("of figures of ten alone it is that of an IMEI")
                .isEqualTo("99000012345678");
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
                if (number.form() == Form.MOBILE) {
                    assertThat(number.text()).matches("\\d{15}|[0-9A-F]{14}");
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
