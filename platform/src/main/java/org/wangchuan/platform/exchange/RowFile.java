package org.wangchuan.platform.exchange;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.platform.intake.csv.CsvFile;

/** A file of rows that is written as it is made: no more than a part of it is in memory, however long it gets. For one thread. */
interface RowFile extends AutoCloseable {
    /** Of a sheet, without the one that names the columns. */
    int XLSX_ROWS_MAX = 1_048_575;

    /** Adds one row: as many cells as there are columns. */
    void row(List<String> cells) throws IOException;

    /** Writes its end; without it the file is none. */
    void end() throws IOException;

    /** Lets go of what it holds; writes nothing. */
    @Override
    default void close() throws IOException {}

    /** The kinds there are. */
    enum Format {
        CSV("text/csv; charset=utf-8"),
        XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        JSON("application/json");

        private final String mediaType;

        Format(String mediaType) {
            this.mediaType = mediaType;
        }

        String mediaType() {
            return mediaType;
        }

        /** In addresses, and at the end of a file's name. */
        String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Format> of(String id) {
            return Arrays.stream(values())
                    .filter(format -> format.id().equals(id))
                    .findFirst();
        }

        RowFile open(OutputStream out, List<String> columns) throws IOException {
            return switch (this) {
                case CSV -> new Csv(out, columns);
                case XLSX -> new Xlsx(out, columns);
                case JSON -> new JsonRows(out, columns);
            };
        }
    }

    /** As all files for spreadsheets here: RFC 4180, with the guard against formulas. */
    final class Csv implements RowFile {
        private final OutputStream out;

        Csv(OutputStream out, List<String> columns) throws IOException {
            this.out = new BufferedOutputStream(out);
            write(CsvFile.BEGIN);
            row(columns);
        }

        @Override
        public void row(List<String> cells) throws IOException {
            write(CsvFile.line(cells));
        }

        @Override
        public void end() throws IOException {
            out.flush();
        }

        private void write(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Every cell is text within the sheet, so that no table of texts grows, and with the same guard: the file may become a CSV one. */
    final class Xlsx implements RowFile {
        private static final int FLUSH_ROWS = 500;

        private final Workbook book;
        private final Worksheet sheet;
        private int next;

        Xlsx(OutputStream out, List<String> columns) throws IOException {
            book = new Workbook(out, "Wangchuan", "1.0");
            sheet = book.newWorksheet("devices");
            row(columns);
        }

        @Override
        public void row(List<String> cells) throws IOException {
            for (int column = 0; column < cells.size(); column++) {
                String text = cells.get(column);
                if (!text.isEmpty()) {
                    sheet.inlineString(next, column, CsvFile.guarded(text));
                }
            }
            next++;
            if (next % FLUSH_ROWS == 0) {
                sheet.flush();
            }
        }

        @Override
        public void end() throws IOException {
            sheet.finish();
            book.finish();
        }
    }

    /** An array of objects whose members are the columns, with values as answers have them: one that is not known is left out. */
    final class JsonRows implements RowFile {
        /** Columns of yes and no; nothing, as long as there is nothing to say. */
        private static final Set<String> TRUTHS = Set.of("isConforming", "hasCertificate");

        /** Columns of several: none of their words has a space in it. */
        private static final Set<String> LISTS = Set.of("unmet", "doubts", "gateWhy", "statementDigests");

        private static final Pattern SPACE = Pattern.compile(" ");

        private final OutputStream out;
        private final List<String> columns;
        private String before = "[\n";

        JsonRows(OutputStream out, List<String> columns) {
            this.out = new BufferedOutputStream(out);
            this.columns = List.copyOf(columns);
        }

        @Override
        public void row(List<String> cells) throws IOException {
            Json.Builder row = Json.object();
            for (int column = 0; column < cells.size(); column++) {
                put(row, columns.get(column), cells.get(column));
            }
            write(before + CanonicalJson.writeText(row.build()));
            before = ",\n";
        }

        private static void put(Json.Builder row, String column, String cell) {
            if (LISTS.contains(column)) {
                row.put(
                        column,
                        new JsonValue.Array(SPACE.splitAsStream(cell)
                                .filter(one -> !one.isEmpty())
                                .<JsonValue>map(JsonValue.Text::new)
                                .toList()));
            } else if (TRUTHS.contains(column)) {
                if (!cell.isEmpty()) {
                    row.put(column, Boolean.parseBoolean(cell));
                }
            } else if (!cell.isEmpty()) {
                row.put(column, cell);
            }
        }

        @Override
        public void end() throws IOException {
            write((before.startsWith("[") ? "[" : "") + "\n]\n");
            out.flush();
        }

        private void write(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
