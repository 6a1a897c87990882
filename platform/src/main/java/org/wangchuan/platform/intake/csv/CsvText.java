package org.wangchuan.platform.intake.csv;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.springframework.core.io.InputStreamSource;

/**
 * The text of a CSV file (RFC 4180) as spreadsheets write it: UTF-8, with a mark at its beginning or not, or GB 18030 as Chinese ones do; separated by
 * commas, semicolons or tabs. It is read as it is needed, and never as a whole.
 */
final class CsvText {
    private static final List<Charset> CHARSETS = List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"));
    /** The first of them counts if there is none. */
    private static final String SEPARATORS = ",;\t";
    /** In which a first row ends. */
    private static final int HEAD_CHARS_MAX = 1 << 16;

    private static final int BUFFER_CHARS = 1 << 13;

    private final InputStreamSource file;
    private final Charset charset;

    private CsvText(InputStreamSource file, Charset charset) {
        this.file = file;
        this.charset = charset;
    }

    /** Empty if it is in neither of the two, or no text. */
    static Optional<CsvText> of(InputStreamSource file) throws IOException {
        for (Charset charset : CHARSETS) {
            CsvText text = new CsvText(file, charset);
            if (text.isText()) {
                return Optional.of(text);
            }
        }
        return Optional.empty();
    }

    boolean isUtf8() {
        return charset.equals(StandardCharsets.UTF_8);
    }

    /** The first row, or as much of it as a first row may be. */
    String head() throws IOException {
        return beginning(HEAD_CHARS_MAX).lines().findFirst().orElse("");
    }

    String beginning(int charsMax) throws IOException {
        StringBuilder out = new StringBuilder();
        try (Reader in = open()) {
            char[] part = new char[BUFFER_CHARS];
            int read = in.read(part);
            while (read > 0 && out.length() < charsMax) {
                out.append(part, 0, Math.min(read, charsMax - out.length()));
                read = in.read(part);
            }
        }
        return out.toString();
    }

    /**
     * Its rows.
     *
     * @param rowCharsMax what a row may have; of one that has more a {@link RowGuard.TooLong} is thrown
     */
    CSVParser rows(int rowCharsMax) throws IOException {
        char separator = separator();
        return CSVFormat.RFC4180
                .builder()
                .setDelimiter(separator)
                .setIgnoreEmptyLines(false)
                .get()
                .parse(new RowGuard(open(), separator, rowCharsMax));
    }

    private boolean isText() throws IOException {
        try (Reader in = open()) {
            char[] part = new char[BUFFER_CHARS];
            int read = in.read(part);
            while (read > 0) {
                for (int i = 0; i < read; i++) {
                    if (part[i] == '\0') {
                        return false;
                    }
                }
                read = in.read(part);
            }
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private Reader open() throws IOException {
        // What can't be read is an error here, and not another letter.
        PushbackReader in = new PushbackReader(new InputStreamReader(file.getInputStream(), charset.newDecoder()));
        int first = in.read();
        if (first >= 0 && first != '\uFEFF') {
            in.unread(first);
        }
        return in;
    }

    /** The one that is most often in the first row. */
    private char separator() throws IOException {
        String first = head();
        return (char) SEPARATORS
                .chars()
                .boxed()
                .max(Comparator.comparingLong(one -> count(first, (char) (int) one)))
                .orElseThrow()
                .intValue();
    }

    private static long count(String text, char letter) {
        return text.chars().filter(one -> one == letter).count();
    }
}
