package org.wangchuan.platform.intake.csv;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** Rows as a file for spreadsheets (RFC 4180). */
public final class CsvFile {
    /** What spreadsheets take for the beginning of a formula; those of Chinese and Japanese also where it is of full width. */
    private static final String FORMULA = "=+-@\t\r\n";

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+([.][0-9]+)?");

    /** The mark by which spreadsheets know that it is UTF-8. */
    public static final String BEGIN = "\uFEFF";

    private CsvFile() {}

    /**
     * With a mark at its beginning, by which spreadsheets know that it is UTF-8. No cell is a formula, and none but a plain number stands
     * without quotes: where a list is separated by semicolons it would fall apart into cells that are.
     */
    public static ResponseEntity<byte[]> answer(String name, List<List<String>> rows) {
        String text = rows.stream().map(CsvFile::line).collect(Collectors.joining("", BEGIN, ""));
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, "text/csv; charset=utf-8")
                .cacheControl(CacheControl.noStore())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(text.getBytes(StandardCharsets.UTF_8));
    }

    /** One row, for files that are written as they are made; the first comes after {@link #BEGIN}. */
    public static String line(List<String> row) {
        return row.stream().map(CsvFile::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    /** What no spreadsheet takes for a formula, in a file of whatever kind. */
    public static String guarded(String text) {
        return NUMBER.matcher(text).matches() || !isFormula(text) ? text : "'" + text;
    }

    private static String cell(String text) {
        return NUMBER.matcher(text).matches() ? text : '"' + guarded(text).replace("\"", "\"\"") + '"';
    }

    private static boolean isFormula(String text) {
        return !text.isEmpty() && FORMULA.contains(Normalizer.normalize(text.substring(0, 1), Normalizer.Form.NFKC));
    }
}
