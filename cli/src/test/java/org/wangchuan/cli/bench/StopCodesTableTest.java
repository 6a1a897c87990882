package org.wangchuan.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.job.StopCode;
import org.wangchuan.station.phone.PhoneEnd;

/** The bench guide names each code of an interruption, in the order of the program, and no other. */
class StopCodesTableTest {
    @ParameterizedTest
    @ValueSource(strings = {"bench-guide.md", "bench-guide.zh.md"})
    void theGuideNamesEachCode(String guide) throws IOException {
        List<String> told = new ArrayList<>();
        boolean isTable = false;
        for (String line : Files.readAllLines(Path.of("../docs", guide))) {
            isTable = line.startsWith("|") && (isTable || line.equals("| code | why |") || line.equals("| 代码 | 原因 |"));
            if (isTable && line.startsWith("| `")) {
                told.add(line.substring(3, line.indexOf('`', 3)));
            }
        }
        List<String> codes =
                new ArrayList<>(Arrays.stream(StopCode.values()).map(Enum::name).toList());
        codes.add(PhoneEnd.Interrupted.NOBODY);
        assertThat(told).isEqualTo(codes);
    }
}
