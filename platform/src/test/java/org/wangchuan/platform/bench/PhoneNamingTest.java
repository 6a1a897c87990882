package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;

/** What a station tells of a phone, and no page or table may have. */
final class PhoneNamingTest {
    /** The package of a manager may be named for an employer or a person; a station of before told it as it is. */
    @ParameterizedTest
    @CsvSource({"intune, true", "other, true", "com.microsoft.intune, false", "cn.acme.wangxiaoming, false"})
    void whoManagesAPhoneIsOneOfAFewOrNotKept(String by, boolean isKept) throws Exception {
        PhoneTurn turn = PhoneTurnReader.read(Json.in(Json.object()
                .put("turn", 1)
                .put("step", "choose")
                .put(
                        "facts",
                        new JsonValue.Array(List.of(Json.object()
                                .put("property", "managed-by")
                                .put("value", by)
                                .put("source", "adb")
                                .put("zh", "管理它的程序：" + by)
                                .put("en", "program that manages it: " + by)
                                .build())))
                .build()));
        assertThat(turn.facts()).hasSize(isKept ? 1 : 0);
        if (!isKept) {
            assertThat(turn.toString()).doesNotContain(by);
        }
    }
}
