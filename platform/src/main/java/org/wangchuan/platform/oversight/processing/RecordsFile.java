package org.wangchuan.platform.oversight.processing;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wangchuan.platform.oversight.Words;

/**
 * What the product does with personal data beside the vault, in which tables, and what protects them: {@code processing/records.vN.json}, of which both the
 * page and {@code docs/records-of-processing.md} are made. Backquotes are around names of code.
 *
 * @param free why a column tells nothing of a person
 * @param tables each table of the database
 */
public record RecordsFile(
        int version, List<Beside> beside, List<Reason> free, List<Table> tables, List<Measure> protects) {
    /** The record that the closed list of purposes describes, and no entry of this file. */
    public static final String VAULT = "vault";

    public RecordsFile {
        beside = List.copyOf(beside);
        free = List.copyOf(free);
        tables = List.copyOf(tables);
        protects = List.copyOf(protects);
    }

    /**
     * A record of processing: what tells something of somebody and is not in the vault.
     *
     * @param also where it is but in tables; may be empty
     */
    public record Beside(String id, Words data, Words whose, Words also, Words kept, Words why) {}

    /** Why a column tells nothing of a person. */
    public record Reason(String id, Words why) {}

    /**
     * A table, and what each column of it that can hold text, bytes or ids tells of somebody.
     *
     * @param name with its schema
     * @param goes whether the product deletes rows of it
     * @param records the columns by the ids of the records of processing that they belong to
     * @param free the other columns by the ids of reasons; a reason without a column is for a table that has none of these kinds
     */
    public record Table(String name, boolean goes, Map<String, List<String>> records, Map<String, List<String>> free) {
        public Table {
            records = inOrder(records);
            free = inOrder(free);
        }

        /** All columns that are named, in the order of the file. */
        public List<String> columns() {
            return Stream.of(records, free)
                    .flatMap(part -> part.values().stream())
                    .flatMap(List::stream)
                    .toList();
        }

        private static Map<String, List<String>> inOrder(Map<String, List<String>> part) {
            Map<String, List<String>> out = new LinkedHashMap<>();
            part.forEach((id, columns) -> out.put(id, List.copyOf(columns)));
            return Collections.unmodifiableMap(out);
        }
    }

    /** What protects personal data, and the tests that show it. */
    public record Measure(Words measure, List<String> tests) {
        public Measure {
            tests = List.copyOf(tests);
        }
    }

    /** The tables that hold something of a record, in their order. */
    public List<Table> tablesOf(String record) {
        return tables.stream()
                .filter(table -> table.records().containsKey(record))
                .toList();
    }

    /** The tables that hold nothing of a person, and are so by this reason alone or among others. */
    public List<Table> freeBy(Reason reason) {
        return tables.stream()
                .filter(table -> table.records().isEmpty() && table.free().containsKey(reason.id()))
                .toList();
    }

    /** Where a record lies: its tables, and what else there is. */
    public String where(Beside record, boolean isChinese) {
        String also = record.also().in(isChinese);
        return Stream.concat(
                        tablesOf(record.id()).stream().map(table -> "`" + table.name() + "`"),
                        Stream.of(also).filter(words -> !words.isEmpty()))
                .collect(Collectors.joining(isChinese ? "、" : ", "));
    }

    /** Whether what is named is there, and once: records, reasons, tables, and the columns of each. */
    boolean isConsistent() {
        Set<String> records = beside.stream().map(Beside::id).collect(Collectors.toSet());
        Set<String> reasons = free.stream().map(Reason::id).collect(Collectors.toSet());
        Set<String> names = tables.stream().map(Table::name).collect(Collectors.toSet());
        boolean isOnce = records.size() == beside.size()
                && !records.contains(VAULT)
                && reasons.size() == free.size()
                && names.size() == tables.size();
        return isOnce
                && beside.stream()
                        .allMatch(one -> !where(one, false).isEmpty()
                                && !where(one, true).isEmpty())
                && tables.stream()
                        .allMatch(table -> table.records().keySet().stream()
                                        .allMatch(id -> records.contains(id) || id.equals(VAULT))
                                && reasons.containsAll(table.free().keySet())
                                && !(table.records().isEmpty() && table.free().isEmpty())
                                && table.columns().size() == new HashSet<>(table.columns()).size());
    }
}
