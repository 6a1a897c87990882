package org.wangchuan.platform.custody;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is noted at a counter is a mobile number only where it clearly is one. */
final class ImeiTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "490154203237518",
                "49 015420 323751 8",
                "49-015420-323751-8",
                "IMEI: 490154203237518",
                "imei490154203237518",
                "IMEI1：490154203237518",
                "４９０１５４２０３２３７５１８",
                "IMEI 2: 490154203237518",
                "IMEI 1 490154203237518",
                "49/015420/323751/8",
                "490154203237518 / 78",
                "IMEI/SV: 490154203237518/78",
                "IMEI: 49015420323751",
                "IMEISV: 4901542032375178",
                "MEID: A0000000002329",
                "MEID: 268435456000009001",
                "٤٩٠١٥٤٢٠٣٢٣٧٥١٨",
                "\u200e490154203237518\u200f"
            })
    void isOne(String noted) {
        assertThat(Imei.isMobile(noted)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "490154203237519",
                "49015420323751",
                "4901542032375180",
                "A0000000002329",
                "R58N1234567",
                "12345678901234",
                "SN490154203237518",
                ""
            })
    void isNone(String noted) {
        assertThat(Imei.isMobile(noted)).isFalse();
    }
}
