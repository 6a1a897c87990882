package org.wangchuan.engine.adb.service;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.AdbException.Code;

/**
 * A command for a phone's shell, made of words: a program and its arguments. Every word is quoted, so that what a phone told (the name of
 * a package, a file, an account) stays a word whatever it holds. There is no way to give a piece of shell text: a script is a word as well,
 * {@code of("sh", "-c", "script that uses \"$1\"", "sh", argument)}. Immutable.
 */
public final class ShellCommand {
    /** What fits into the first packet of every phone, with the name of the service before it (AOSP adb.h: {@code MAX_PAYLOAD_V1}). */
    public static final int BYTES_MAX = 4000;

    private final String text;

    private ShellCommand(String text) {
        this.text = text;
    }

    /**
     * A program and its arguments.
     *
     * @throws AdbException {@code ARGUMENT} if there is none, the first is empty, one holds a NUL or half a character, or all of them are
     *     longer than {@link #BYTES_MAX} bytes
     */
    public static ShellCommand of(String... words) throws AdbException {
        return of(List.of(words));
    }

    /** The same, of a list. */
    public static ShellCommand of(List<String> words) throws AdbException {
        if (words.isEmpty() || words.getFirst().isEmpty()) {
            throw new AdbException(Code.ARGUMENT, "a command without a program");
        }
        StringBuilder text = new StringBuilder();
        for (String word : words) {
            text.append(text.isEmpty() ? "" : " ").append(quoted(word));
        }
        return new ShellCommand(bounded(text.toString()));
    }

    /**
     * A word as a POSIX shell reads it back unchanged (POSIX.1-2017, Shell Command Language, 2.2.2): within single quotes nothing means
     * anything but the quote itself, which is put between two such words.
     *
     * @throws AdbException {@code ARGUMENT} if it holds a NUL
     */
    public static String quoted(String word) throws AdbException {
        if (word.indexOf('\0') >= 0) {
            throw new AdbException(Code.ARGUMENT, "a word with a NUL in it");
        }
        boolean plain = !word.isEmpty() && word.chars().allMatch(ShellCommand::plain);
        // A word that names a variable to be set, or a word of the shell's own, is one only without quotes.
        return plain ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private static boolean plain(int letter) {
        return (letter >= 'a' && letter <= 'z')
                || (letter >= 'A' && letter <= 'Z')
                || (letter >= '0' && letter <= '9')
                || "._/:,@%+-".indexOf(letter) >= 0;
    }

    private static String bounded(String text) throws AdbException {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            if (bytes.remaining() > BYTES_MAX) {
                throw new AdbException(Code.ARGUMENT, "a command of " + bytes.remaining() + " bytes");
            }
            return text;
        } catch (CharacterCodingException _) {
            throw new AdbException(Code.ARGUMENT, "a command with half a character in it");
        }
    }

    /** The text that the shell reads. */
    public String text() {
        return text;
    }
}
