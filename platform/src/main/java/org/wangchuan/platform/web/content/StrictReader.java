package org.wangchuan.platform.web.content;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.core.io.Resource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads one kind of data file of the product so strictly that nothing in it is passed over: what is twice, not foreseen, left out, null or
 * of another type is a mistake, and the error names the file and the place. What the values may be is for whoever asks. Thread-safe.
 *
 * @param <T> what a file says, as records
 */
public final class StrictReader<T> {
    /** Far above the largest that there is. Not for the files' own sake, which come with the product: what is read has a limit. */
    private static final int FILE_BYTES_MAX = 1_000_000;

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private final Class<T> type;
    private final String what;

    /**
     * For files of one kind.
     *
     * @param what one of them in a few English words, with its article, as the errors have it
     */
    public StrictReader(Class<T> type, String what) {
        this.type = type;
        this.what = what;
    }

    /** Says what else is wrong with a value that was read. */
    @FunctionalInterface
    public interface Check<T> {
        /**
         * Looks at it.
         *
         * @throws IOException if it is wrong
         */
        void check(T read) throws IOException;
    }

    /**
     * Reads a file.
     *
     * @param name the file's name, as it follows from what it says: two files that say they are one would be noticed by nobody else
     * @throws IOException with its name, if there is a mistake in it
     */
    public T read(Resource file, Function<T, String> name, Check<T> check) throws IOException {
        try (InputStream in = file.getInputStream()) {
            byte[] json = in.readNBytes(FILE_BYTES_MAX + 1);
            require(json.length <= FILE_BYTES_MAX, "bytes, expected at most", FILE_BYTES_MAX);
            T read = read(json);
            check.check(read);
            require(name.apply(read).equals(file.getFilename()), "its name, expected", name.apply(read));
            return read;
        } catch (IOException e) {
            throw new IOException(file.getFilename() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads what a file holds.
     *
     * @throws IOException if it says anything that is not foreseen, or leaves out something
     */
    public T read(byte[] json) throws IOException {
        try {
            return Optional.ofNullable(STRICT.readValue(json, type))
                    .orElseThrow(() -> new IOException(what + " can't be read: it is null"));
        } catch (JacksonException e) {
            throw new IOException(what + " can't be read: " + place(e) + ": " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Says that something is wrong with what was read.
     *
     * @throws IOException unless this is true
     */
    public void require(boolean isTrue, String expected, Object found) throws IOException {
        if (!isTrue) {
            throw new IOException(what + " is wrong: " + expected + ": " + found);
        }
    }

    /** Whether there is a Chinese character in words that are said to be Chinese, or that are not. */
    public static boolean hasHan(String words) {
        return words.chars().anyMatch(symbol -> Character.UnicodeScript.of(symbol) == Character.UnicodeScript.HAN);
    }

    /** The line of what is no JSON; what is none of these is often noticed at its end only, and its line would mislead. */
    private static String place(JacksonException e) {
        return e instanceof DatabindException || e.getLocation() == null
                ? e.getPathReference()
                : "line " + e.getLocation().getLineNr();
    }
}
