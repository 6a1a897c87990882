package org.wangchuan.proof.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.proof.text.PersonalData.Kind;

final class PersonalDataTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MOBILE|13800138000",
                "MOBILE|１３８ ００１３ ８０００",
                "MOBILE|138-0013-8000",
                "MOBILE|138.0013.8000",
                "MOBILE|138–0013–8000",
                "MOBILE|138 001 38000",
                "MOBILE|1380 0138 000",
                "MOBILE|13800 138000",
                "MOBILE|138 00 13 80 00",
                "MOBILE|+86 138 0013 8000",
                "MOBILE|+8613800138000",
                "MOBILE|(+86)138-0013-8000",
                "MOBILE|0086-138-0013-8000",
                "MOBILE|86 13800138000",
                "MOBILE|013800138000",
                "MOBILE|王师傅13800138000，下午来",
                "MOBILE|电话:13800138000。",
                "MOBILE|tel13800138000",
                "MOBILE|Tel.138-0013-8000",
                "MOBILE|mobile-138-0013-8000",
                "MOBILE|call 13800138000.Then come",
                "MOBILE|13700137000/13800138000",
                "MOBILE|1.13800138000",
                "MOBILE|D-9 138 0013 8000",
                "LANDLINE|0571-88886666",
                "LANDLINE|0571 8888 6666",
                "LANDLINE|(0571)88886666",
                "LANDLINE|010-6234 5678",
                "LANDLINE|01062345678",
                "LANDLINE|021-62345678",
                "LANDLINE|0912-3456789",
                "LANDLINE|+86-571-88886666",
                "LANDLINE|86 10 6234 5678",
                "LANDLINE|店里 0755-2345678",
                "ABROAD|+49 30 1234567",
                "ABROAD|+1 (415) 555-2671",
                "ABROAD|+85291234567",
                "RESIDENT|11010519491231002X",
                "RESIDENT|11010519491231002x",
                "RESIDENT|330106 19900307 1236",
                "RESIDENT|身份证330106199003071236。",
                "RESIDENT|ID330106199003071236",
                "CARD|6222020000009875",
                "CARD|6222 0200 0000 9875",
                "CARD|6217001234567890122",
                "CARD|6217 0012 3456 7890 122",
                "CARD|6228480012345678903",
                "CARD|4111-1111-1111-1111",
                "CARD|卡号 9558801234567890128",
                "CARD|account 1234567890123452",
                "MAIL|wang@example.org",
                "MAIL|wang＠example.org",
                "MAIL|写信给wang.xm@mail.example.com.cn谢谢",
                "MAIL|wang @ example.org",
                "MAIL|王@例子.中国",
            })
    void whatIsOfAPersonIsFound(Kind kind, String text) {
        assertThat(PersonalData.of(text)).contains(kind);
        assertThat(PersonalData.of("a line before\n" + text + "\nand behind")).contains(kind);
    }

    /** Of codes, numbers of devices, days and amounts; and what has no form of its own, see the class. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HZ-138-2026-1124",
                "HZ-13820261124",
                "HZ-0571-88886666",
                "浙环 HZ-138-2026-1124 号",
                "138-2026-1124-B",
                "138-2026-1124-0007",
                "2026-138-2026-1124",
                "SN13800138000",
                "S/N:A13800138000",
                "13800138000A",
                "12800138000",
                "1380013800",
                "138001380001",
                "1 380 013 800 0",
                "138 0013",
                "D-9",
                "T-2026/7",
                "青公治〔2026〕113号",
                "2026-11-26 08:30",
                "2026年11月26日 13:45",
                "¥13,800.00",
                "350.50",
                "20XW-S00A00 (2021)",
                "MZVL21T0HCLR-00B00",
                "HUA723020ALA641",
                "1234567890123",
                "iMac 27, i7 @ 2.40 GHz, 16+512",
                "8+128 2026-01-01",
                // An IMEI: 15 figures, the last one checks the others as that of a card does.
                "490154203237518",
                "862643037654321",
                // Bar codes and serial numbers.
                "036000291452",
                "012345678905",
                "6901234567892",
                "1234567890123452",
                "6222020000009876",
                "SN6222020000009875",
                // The check character is another.
                "330106199003071237",
                "110105194912310021",
                "330106999903071236",
                // Service numbers are of companies.
                "400-800-1234",
                "95588",
                // Not found, and said not to be: without area code, a street, a name.
                "88886666",
                "文三路 138 号 2 单元 301 室",
                "王小明",
                "@wang",
            })
    void whatIsNotIsLeftAlone(String text) {
        assertThat(PersonalData.of(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 ", "a@", "138-", "+1 ", "6222 ", "0571-", "(", "wang.", "١٣٨"})
    void longTextsAreRead(String part) {
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> PersonalData.of(part.repeat(10_000 / part.length())));
    }

    @Test
    void nothingIsInNothing() {
        assertThat(PersonalData.isIn("")).isFalse();
        assertThat(PersonalData.isIn("138")).isFalse();
        assertThat(PersonalData.isIn("13800138000")).isTrue();
    }
}
