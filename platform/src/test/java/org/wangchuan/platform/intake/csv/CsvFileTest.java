package org.wangchuan.platform.intake.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in a cell, a spreadsheet shows it in that cell, and calculates nothing. */
final class CsvFileTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1+1", "－1+1", "＠SUM(1)", "﹣1+1",
                "﹢1", "﹦1", "﹫SUM(1)", "-1;=2"
            })
    void whatSpreadsheetsTakeForAFormulaIsText(String cell) {
        assertThat(written(cell)).isEqualTo("\"'" + cell + "\"");
    }

    /** Where a list is separated by semicolons, one cell would be two, and the second a formula. */
    @Test
    void whatCouldBeSplitIsQuoted() {
        assertThat(written("x;=cmd")).isEqualTo("\"x;=cmd\"");
        assertThat(written("x\t=cmd")).isEqualTo("\"x\t=cmd\"");
        assertThat(written("T14, gen 3")).isEqualTo("\"T14, gen 3\"");
        assertThat(written("she said \"x\"")).isEqualTo("\"she said \"\"x\"\"\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "007", "7", "-7", "-7.50", "1234567.89"})
    void aNumberStaysOne(String number) {
        assertThat(written(number)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"１２", "1.2.3", "7 ", "١٢", "1e5", "-"})
    void whatIsNoPlainNumberIsText(String text) {
        assertThat(written(text)).startsWith("\"").endsWith("\"");
    }

    private static String written(String cell) {
        byte[] body = CsvFile.answer("a.csv", List.of(List.of(cell))).getBody();
        String text = new String(body == null ? new byte[0] : body, StandardCharsets.UTF_8);
        assertThat(text).startsWith("\uFEFF").endsWith("\r\n");
        return text.substring(1, text.length() - 2);
    }
}
