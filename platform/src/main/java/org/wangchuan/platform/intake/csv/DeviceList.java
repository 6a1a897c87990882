package org.wangchuan.platform.intake.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.springframework.core.io.ByteArrayResource;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.Line;
import org.wangchuan.platform.custody.Media;
import org.wangchuan.platform.intake.IntakeForm;
import org.wangchuan.platform.intake.TypedNumbers;

/**
 * A list of devices, read from a CSV file (RFC 4180) as spreadsheets write it: UTF-8, or GB 18030 as Chinese spreadsheets do;
 * separated by commas, semicolons or tabs; the names of the columns in the first row, in English or Chinese. All mistakes are
 * told at once.
 *
 * @param rows empty if there is any problem
 * @param problems in the order of the rows; at most {@link #PROBLEMS_MAX}
 */
public record DeviceList(List<Row> rows, List<RowProblem> problems) {
    /** Most devices of one list. */
    public static final int ROWS_MAX = 1_000;

    /** Largest file, in bytes. */
    public static final int BYTES_MAX = 1 << 20;

    public static final int PROBLEMS_MAX = 200;

    private static final int REFERENCE_CHARS_MAX = 60;
    private static final int SHOWN_CHARS_MAX = 20;
    private static final Map<String, DeviceKind> CHINESE_KINDS = Map.of(
            "手机", DeviceKind.PHONE,
            "平板", DeviceKind.TABLET,
            "平板电脑", DeviceKind.TABLET,
            "笔记本", DeviceKind.LAPTOP,
            "笔记本电脑", DeviceKind.LAPTOP,
            "台式机", DeviceKind.DESKTOP,
            "台式电脑", DeviceKind.DESKTOP,
            "硬盘", DeviceKind.BARE_DRIVE,
            "其他", DeviceKind.OTHER);

    public DeviceList {
        rows = List.copyOf(rows);
        problems = List.copyOf(problems);
    }

    /**
     * A device.
     *
     * @param reference the institution's own number for it
     * @param number of its row, as {@link RowProblem} has it; 0 if it comes from no file
     */
    public record Row(IntakeForm form, Optional<String> reference, int number) {
        /** One that comes from no file. */
        public Row(IntakeForm form, Optional<String> reference) {
            this(form, reference, 0);
        }
    }

    /**
     * Reads a file. What is neither UTF-8 nor surely Chinese is not guessed at: letters of other languages would be read as characters that
     * nobody wrote.
     *
     * @param shared the fields of the form that are the same for all
     */
    public static DeviceList read(byte[] file, Map<String, String> shared) {
        if (file.length > BYTES_MAX) {
            return refused("TOO_LARGE", file.length + " > " + BYTES_MAX);
        }
        try {
            Optional<CsvText> text = CsvText.of(new ByteArrayResource(file));
            if (text.isEmpty()) {
                return refused("ENCODING", "");
            }
            if (!text.get().isUtf8() && !isSurelyChinese(text.get().beginning(BYTES_MAX))) {
                return refused("ENCODING_UNSURE", "");
            }
            try (CSVParser rows = text.get().rows(Integer.MAX_VALUE)) {
                return new Reading(shared).read(rows);
            }
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            return refused("FORMAT", "");
        }
    }

    /** What is wrong with one device by itself, as the codes of {@link RowProblem}; empty if nothing. */
    public static List<String> codes(IntakeForm form) {
        return Stream.concat(
                        form.hasDoubtfulImei() ? Stream.of("IMEI") : Stream.empty(),
                        form.problems().stream()
                                .map(key ->
                                        key.substring(key.lastIndexOf('.') + 1).toUpperCase(Locale.ROOT)))
                .toList();
    }

    private static DeviceList refused(String code, String detail) {
        return new DeviceList(List.of(), List.of(new RowProblem(0, code, detail)));
    }

    /**
     * Whether a word stands in it that we know in Chinese: the name of a column or a kind. Almost any bytes of another language are
     * characters in GB 18030 as well, but hardly these.
     */
    private static boolean isSurelyChinese(String text) {
        return Stream.concat(
                        CHINESE_KINDS.keySet().stream(),
                        Stream.of(Column.values()).map(column -> column.name(true)))
                .anyMatch(text::contains);
    }

    /** One file while it is read. */
    private static final class Reading {
        private final Map<String, String> shared;
        private final Map<Column, Integer> columns = new EnumMap<>(Column.class);
        private final Map<String, Integer> serials = new HashMap<>();
        private final List<Row> rows = new ArrayList<>();
        private final List<RowProblem> problems = new ArrayList<>();

        Reading(Map<String, String> shared) {
            this.shared = shared;
        }

        DeviceList read(CSVParser parser) {
            int row = 0;
            for (CSVRecord one : parser) {
                row++;
                if (row == 1) {
                    head(one);
                    if (!problems.isEmpty()) {
                        break;
                    }
                } else if (rows.size() == ROWS_MAX) {
                    problem(row, "TOO_MANY", String.valueOf(ROWS_MAX));
                    break;
                } else {
                    device(row, one);
                }
                if (isFull()) {
                    break;
                }
            }
            if (row < 2 && problems.isEmpty()) {
                problem(0, "EMPTY", "");
            }
            return new DeviceList(problems.isEmpty() ? rows : List.of(), problems);
        }

        private void head(CSVRecord names) {
            for (int i = 0; i < names.size() && !isFull(); i++) {
                String name = names.get(i).strip();
                Optional<Column> column = Column.of(name);
                if (name.isEmpty()) {
                    continue;
                }
                if (column.isEmpty()) {
                    problem(1, "COLUMN_UNKNOWN", shown(name));
                } else if (columns.putIfAbsent(column.get(), i) != null) {
                    problem(1, "COLUMN_TWICE", shown(name));
                }
            }
            Column.NEEDED.stream()
                    .filter(column -> !columns.containsKey(column))
                    .sorted()
                    .forEach(column -> problem(1, "COLUMN_MISSING", column.id()));
        }

        private void device(int row, CSVRecord record) {
            int before = problems.size();
            Map<String, String> fields = new HashMap<>(shared);
            columns.forEach((column, at) ->
                    fields.put(column.id(), at < record.size() ? record.get(at).strip() : ""));
            String kind = fields.getOrDefault(Column.KIND.id(), "");
            if (record.stream().allMatch(String::isBlank)) {
                return;
            }
            Optional<DeviceKind> known = kind(kind);
            if (known.isEmpty()) {
                problem(row, "KIND", shown(kind));
            }
            known.ifPresent(found -> fields.put(Column.KIND.id(), found.id()));
            fields.computeIfPresent(
                    Column.DRIVE_SERIALS.id(),
                    (_, text) -> text.replaceAll("[\\s;；,，、|]+", "\n").strip());
            fields.putAll(TypedNumbers.whereNobodyIsAsked(
                    fields.getOrDefault(Column.SERIAL.id(), ""),
                    isYes(fields.getOrDefault(Column.NUMBER_CHECKED.id(), ""))));
            if (isYes(fields.getOrDefault(Column.ANOTHER_DEVICE.id(), ""))) {
                fields.put(IntakeForm.TWIN, new IntakeForm(fields).typedNumbers());
            }
            IntakeForm form = new IntakeForm(fields);
            codes(form).stream()
                    .filter(code -> known.isPresent() || !code.equals("CHOICE"))
                    .forEach(code -> problem(row, code, ""));
            form.numbers().forEach(number -> unique(row, number.text()));
            // Of more than a device can have it is said above that they are too many.
            form.get(Column.DRIVE_SERIALS.id()).lines().limit(Media.MAX).forEach(serial -> unique(row, serial));
            String reference = form.get(Column.REFERENCE.id());
            if (!Line.isLineOrEmpty(reference, REFERENCE_CHARS_MAX)) {
                problem(row, "REFERENCE", shown(reference));
            } else if (Line.isOfAPerson(reference)) {
                problem(row, "REFERENCE_PERSONAL", "");
            }
            if (problems.size() == before) {
                rows.add(new Row(form, Optional.of(reference).filter(text -> !text.isEmpty()), row));
            }
        }

        private void unique(int row, String serial) {
            if (serial.isEmpty()) {
                return;
            }
            Integer other = serials.putIfAbsent(serial.toUpperCase(Locale.ROOT), row);
            if (other != null && other != row) {
                problem(row, "SERIAL_TWICE", String.valueOf(other));
            }
        }

        private static boolean isYes(String text) {
            return text.equalsIgnoreCase("yes") || text.equals("是");
        }

        private static Optional<DeviceKind> kind(String text) {
            String id = text.toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
            for (DeviceKind kind : DeviceKind.values()) {
                if (kind.id().equals(id)) {
                    return Optional.of(kind);
                }
            }
            return Optional.ofNullable(CHINESE_KINDS.get(text));
        }

        /** Nobody reads more, and whoever sends a file has not all of them shown. */
        private void problem(int row, String code, String detail) {
            if (!isFull()) {
                problems.add(new RowProblem(row, code, detail));
            }
        }

        private boolean isFull() {
            return problems.size() >= PROBLEMS_MAX;
        }

        private static String shown(String text) {
            return text.length() <= SHOWN_CHARS_MAX ? text : text.substring(0, SHOWN_CHARS_MAX) + "…";
        }
    }
}
