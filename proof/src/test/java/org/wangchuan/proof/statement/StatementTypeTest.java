package org.wangchuan.proof.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StatementTypeTest {
    /** Spelled out a second time on purpose: a published number that changes must break something. */
    @Test
    void numbersAndNamesNeverChange() {
        assertThat(Arrays.stream(StatementType.values())
                        .collect(Collectors.toMap(StatementType::number, StatementType::vct)))
                .isEqualTo(Map.ofEntries(
                        Map.entry(0x01, "urn:wangchuan:statement:start:v1"),
                        Map.entry(0x02, "urn:wangchuan:statement:clearing:v1"),
                        Map.entry(0x03, "urn:wangchuan:statement:revocation:v1"),
                        Map.entry(0x04, "urn:wangchuan:statement:correction:v1"),
                        Map.entry(0x05, "urn:wangchuan:statement:supersession:v1"),
                        Map.entry(0x06, "urn:wangchuan:statement:status-list:v1"),
                        Map.entry(0x07, "urn:wangchuan:statement:forgetting:v1"),
                        Map.entry(0x08, "urn:wangchuan:statement:observation:v1"),
                        Map.entry(0x09, "urn:wangchuan:statement:validation:v1"),
                        Map.entry(0x0a, "urn:wangchuan:statement:consent:v1"),
                        Map.entry(0x0b, "urn:wangchuan:statement:withdrawal:v1"),
                        Map.entry(0x0c, "urn:wangchuan:statement:presence:v1"),
                        Map.entry(0x0e, "urn:wangchuan:statement:summary:v1"),
                        Map.entry(0x0f, "urn:wangchuan:statement:counts:v1"),
                        Map.entry(0x8f, "urn:wangchuan:statement:test-counts:v1"),
                        Map.entry(0x81, "urn:wangchuan:statement:test-start:v1"),
                        Map.entry(0x82, "urn:wangchuan:statement:test-clearing:v1"),
                        Map.entry(0x83, "urn:wangchuan:statement:test-revocation:v1"),
                        Map.entry(0x84, "urn:wangchuan:statement:test-correction:v1"),
                        Map.entry(0x85, "urn:wangchuan:statement:test-supersession:v1"),
                        Map.entry(0x86, "urn:wangchuan:statement:test-status-list:v1"),
                        Map.entry(0x87, "urn:wangchuan:statement:test-forgetting:v1"),
                        Map.entry(0x88, "urn:wangchuan:statement:test-observation:v1"),
                        Map.entry(0x89, "urn:wangchuan:statement:test-validation:v1"),
                        Map.entry(0x8a, "urn:wangchuan:statement:test-consent:v1"),
                        Map.entry(0x8b, "urn:wangchuan:statement:test-withdrawal:v1"),
                        Map.entry(0x8c, "urn:wangchuan:statement:test-presence:v1"),
                        Map.entry(0x0d, "urn:wangchuan:statement:recheck:v1"),
                        Map.entry(0x8d, "urn:wangchuan:statement:test-recheck:v1"),
                        Map.entry(0x8e, "urn:wangchuan:statement:test-summary:v1")));
    }

    @Test
    void everyTypeHasOneForTests() {
        for (StatementType type : StatementType.values()) {
            assertThat(type.asTest().isTest()).isTrue();
            assertThat(type.asTest().asTest()).isEqualTo(type.asTest());
        }
    }
}
