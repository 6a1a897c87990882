package org.wangchuan.platform.oversight.processing;

import java.util.List;
import org.wangchuan.platform.oversight.Words;

/**
 * What the product does with personal data beside the vault, and what protects them: {@code processing/records.vN.json}, of which both the page and {@code
 * docs/records-of-processing.md} are made. Backquotes are around names of code.
 */
public record RecordsFile(int version, List<Beside> beside, List<Measure> protects) {
    public RecordsFile {
        beside = List.copyOf(beside);
        protects = List.copyOf(protects);
    }

    /** What tells something of somebody and is not in the vault. */
    public record Beside(Words data, Words whose, Words where, Words kept, Words why) {}

    /** What protects personal data, and the tests that show it. */
    public record Measure(Words measure, List<String> tests) {
        public Measure {
            tests = List.copyOf(tests);
        }
    }
}
