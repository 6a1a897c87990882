package org.wangchuan.platform.intake.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.springframework.core.io.InputStreamSource;
import org.wangchuan.platform.custody.Line;
import org.wangchuan.platform.custody.TypeLists;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * A list of type allocations, read from a CSV file as {@link DeviceList} is: the names of the columns in the first row, in English or Chinese; other columns
 * are not read. All mistakes are told at once, and nothing of a cell is told with them: where a type should stand there may be the number of somebody's
 * phone.
 *
 * @param rows each type once; empty if there is any problem
 * @param digest SHA-256 of the file
 * @param problems in the order of the rows, their words under {@code intake.types.CODE}; at most {@link DeviceList#PROBLEMS_MAX}
 */
public record TypeListFile(List<TypeLists.Row> rows, Bytes32 digest, List<RowProblem> problems) {
    /** Most rows of one list, without the first. */
    public static final int ROWS_MAX = 300_000;

    /** Largest file, in bytes. */
    public static final int BYTES_MAX = 16 << 20;

    /** More than a buffer of the parser: the rows before one that is longer have been read by then. */
    private static final int ROW_CHARS_MAX = 10_000;

    private static final int BUFFER_BYTES = 1 << 16;

    private static final Pattern TYPE = Pattern.compile("[0-9]{8}");
    /** As spreadsheets leave one that began with a zero; but another digit may be missing as well. */
    private static final Pattern SHORT = Pattern.compile("[0-9]{1,7}");
    /** As spreadsheets are told to keep the zero at the beginning. */
    private static final Pattern AS_TEXT = Pattern.compile("=\"([0-9]*)\"");
    /** A whole IMEI with its check digit or without, or with a version; in groups or not. */
    private static final Pattern WHOLE = Pattern.compile("\\p{Nd}(?:[\\s\\p{Pd}./]?\\p{Nd}){13}");

    public TypeListFile {
        rows = List.copyOf(rows);
        problems = List.copyOf(problems);
    }

    /** The columns that are read, by the names that the first row may give them. */
    public enum Heading {
        TAC("tac", "型号分配码", "型号分配码tac", "tac码", "号段", "typeallocationcode"),
        BRAND("brand", "品牌", "brandname"),
        MODEL("model", "型号", "modelname");

        private final String names;

        Heading(String... names) {
            this.names = String.join("\n", names);
        }

        /** As whoever writes a list may call it. */
        public String name(boolean isChinese) {
            return names.lines().skip(isChinese ? 1 : 0).findFirst().orElseThrow();
        }

        private static Optional<Heading> of(String name) {
            String plain = Column.plain(name);
            return Arrays.stream(values())
                    .filter(heading -> heading.names.lines().anyMatch(plain::equals))
                    .findFirst();
        }
    }

    /**
     * Reads a file, which is opened several times and never held as a whole.
     *
     * @throws IOException if it can't be opened or read
     */
    public static TypeListFile read(InputStreamSource file) throws IOException {
        Counted counted = Counted.of(file);
        if (counted.bytes() > BYTES_MAX) {
            return refused(counted, 0, "TOO_LARGE");
        }
        Optional<CsvText> text = CsvText.of(file);
        if (text.isEmpty()) {
            return refused(counted, 0, "ENCODING");
        }
        if (!text.get().isUtf8() && !isSurelyChinese(text.get().head())) {
            return refused(counted, 0, "ENCODING_UNSURE");
        }
        Reading reading = new Reading();
        try (CSVParser rows = text.get().rows(ROW_CHARS_MAX)) {
            reading.read(rows);
        } catch (UncheckedIOException e) {
            return refused(counted, reading.row + 1, e.getCause() instanceof RowGuard.TooLong ? "ROW" : "FORMAT");
        }
        return new TypeListFile(reading.rows(), counted.digest(), reading.problems);
    }

    private static TypeListFile refused(Counted counted, int row, String code) {
        return new TypeListFile(List.of(), counted.digest(), List.of(new RowProblem(row, code, "")));
    }

    /** As of a list of devices: other bytes are characters in GB 18030 as well. */
    private static boolean isSurelyChinese(String head) {
        return Arrays.stream(Heading.values())
                .map(heading -> heading.name(true))
                .anyMatch(head::contains);
    }

    /** @param bytes of the file, of which no more are read than one too many */
    private record Counted(long bytes, Bytes32 digest) {
        static Counted of(InputStreamSource file) throws IOException {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                long bytes = 0;
                try (InputStream in = new DigestInputStream(file.getInputStream(), digest)) {
                    byte[] part = new byte[BUFFER_BYTES];
                    int read = in.read(part);
                    while (read > 0 && bytes <= BYTES_MAX) {
                        bytes += read;
                        read = in.read(part);
                    }
                }
                return new Counted(bytes, Bytes32.of(digest.digest()));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }

    /** One file while it is read. */
    private static final class Reading {
        private final Map<Heading, Integer> columns = new EnumMap<>(Heading.class);
        /** By their types. */
        private final Map<String, Taken> taken = new LinkedHashMap<>();
        /** One object for each brand, however many rows name it. */
        private final Map<String, String> brands = new HashMap<>();

        private final List<RowProblem> problems = new ArrayList<>();
        private int row;

        /** @param number of its row */
        private record Taken(TypeLists.Row row, int number) {}

        void read(CSVParser parser) {
            for (CSVRecord one : parser) {
                row++;
                if (row == 1) {
                    head(one);
                } else if (row > ROWS_MAX + 1) {
                    problem("TOO_MANY", String.valueOf(ROWS_MAX));
                    return;
                } else if (!one.stream().allMatch(String::isBlank)) {
                    type(one);
                }
                if (problems.size() >= DeviceList.PROBLEMS_MAX || (row == 1 && !problems.isEmpty())) {
                    return;
                }
            }
            if (taken.isEmpty() && problems.isEmpty()) {
                row = 0;
                problem("EMPTY", "");
            }
        }

        List<TypeLists.Row> rows() {
            return problems.isEmpty() ? taken.values().stream().map(Taken::row).toList() : List.of();
        }

        private void head(CSVRecord names) {
            for (int i = 0; i < names.size(); i++) {
                Optional<Heading> heading = Heading.of(names.get(i));
                if (heading.isPresent() && columns.putIfAbsent(heading.get(), i) != null) {
                    problem("COLUMN_TWICE", heading.get().name(false));
                }
            }
            for (Heading heading : Heading.values()) {
                if (!columns.containsKey(heading)) {
                    problem("COLUMN_MISSING", heading.name(false));
                }
            }
        }

        private void type(CSVRecord record) {
            int before = problems.size();
            String type = cell(record, Heading.TAC);
            Matcher asText = AS_TEXT.matcher(type);
            if (asText.matches()) {
                type = asText.group(1);
            }
            if (!TYPE.matcher(type).matches()) {
                problem(mistake(type), "");
            }
            String brand = named(record, Heading.BRAND);
            String model = named(record, Heading.MODEL);
            if (problems.size() > before) {
                return;
            }
            TypeLists.Row one = new TypeLists.Row(type, brands.computeIfAbsent(brand, same -> same), model);
            Taken other = taken.putIfAbsent(type, new Taken(one, row));
            if (other != null && !other.row().isCalledAs(one)) {
                problem("TYPE_TWICE", String.valueOf(other.number()));
            }
        }

        private static String mistake(String type) {
            if (SHORT.matcher(type).matches()) {
                return "TAC_SHORT";
            }
            return WHOLE.matcher(type).find() ? "WHOLE_NUMBER" : "TAC";
        }

        /** What a list calls it, if that can be shown and filled in. */
        private String named(CSVRecord record, Heading heading) {
            String text = cell(record, heading);
            if (brands.containsKey(text)) {
                return text; // looked at before: all rows of a list have a few hundred brands
            }
            if (!Line.isLine(text, TypeLists.NAME_CHARS_MAX)) {
                problem(heading.name(), "");
            } else if (WHOLE.matcher(text).find()) {
                problem("WHOLE_NUMBER", "");
            } else if (!CsvFile.guarded(text).equals(text)) {
                problem("FORMULA", "");
            } else if (Line.isOfAPerson(text)) {
                problem("PERSONAL", "");
            }
            return text;
        }

        private String cell(CSVRecord record, Heading heading) {
            int at = columns.getOrDefault(heading, 0);
            return at < record.size() ? record.get(at).strip() : "";
        }

        private void problem(String code, String detail) {
            problems.add(new RowProblem(row, code, detail));
        }
    }
}
