package org.wangchuan.platform.oversight.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ClassPathResource;

/** Checklists are data, and a mistake in one is found when the platform starts. */
final class ChecklistsTest {
    @Test
    void thereAreTwoInBothLanguages() throws IOException {
        assertThat(new Checklists().current())
                .extracting(Checklist::id)
                .containsExactly("counter-quarterly", "privacy-monthly");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "every-months": 3 | "every-months": 0 | every-months
            "every-months": 3 | "every-months": "3" | every-months
            "id": "gate" | "id": "Gate" | items, expected an id
            "id": "held" | "id": "gate" | items, expected once
            "severity": "medium" | "severity": "mild" | severity
            "version": 1 | "version": 0 | version
            "en": "Quarterly check: counter and store" | "en": "" | title
            "en": "Quarterly check: counter and store" | "en": "季度自查" | title
            "zh": "柜台与库房季度自查" | "zh": "Quarterly" | title
            "version": 1 | "version": 1, "more": 1 | more
            """)
    void aMistakeIsToldWithItsPlace(String from, String to, String expected) throws IOException {
        String good = new ClassPathResource("checklists/counter-quarterly.v1.json")
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(good).contains(from);
        int at = good.indexOf(from);
        String bad = good.substring(0, at) + to + good.substring(at + from.length());
        assertThatThrownBy(() -> Checklists.read(bad.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(expected);
    }
}
