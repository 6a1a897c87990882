package org.wangchuan.engine.adb.service;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.AdbException.Code;
import org.wangchuan.engine.adb.AdbStream;
import org.wangchuan.engine.patience.Deadline;

/**
 * Messages of the file service: four letters, a length or number, data, least significant byte first (AOSP SYNC.TXT,
 * file_sync_protocol.h). Not thread-safe.
 */
final class SyncWire {
    /** The most in one DATA message (AOSP file_sync_protocol.h: {@code SYNC_DATA_MAX}). */
    static final int DATA_BYTES_MAX = 64 * 1024;

    /** The longest path that a phone takes (AOSP daemon/file_sync_service.cpp: {@code handle_sync_command}). */
    static final int PATH_BYTES_MAX = 1024;

    /** The longest words about a failure that are read; AOSP's are a line. */
    private static final int WORDS_BYTES_MAX = 4096;

    /** Eight bytes before data. */
    static final int HEAD_BYTES = 8;

    private final AdbStream stream;
    private final StreamInput input;

    SyncWire(AdbStream stream) {
        this.stream = stream;
        this.input = new StreamInput(stream);
    }

    static int id(String letters) {
        byte[] bytes = letters.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    /** UTF-8; {@code ARGUMENT} for what can't be a path. */
    static byte[] path(String path) throws AdbException {
        if (path.isEmpty() || path.indexOf('\0') >= 0) {
            throw new AdbException(Code.ARGUMENT, "a path that is empty or has a NUL in it");
        }
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(path));
            if (bytes.remaining() > PATH_BYTES_MAX) {
                throw new AdbException(Code.ARGUMENT, "a path of " + bytes.remaining() + " bytes");
            }
            byte[] out = new byte[bytes.remaining()];
            bytes.get(out);
            return out;
        } catch (CharacterCodingException _) {
            throw new AdbException(Code.ARGUMENT, "a path with half a character in it");
        }
    }

    void request(String letters, byte[] data, Deadline deadline) throws AdbException {
        byte[] bytes = ByteBuffer.allocate(HEAD_BYTES + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(id(letters))
                .putInt(data.length)
                .put(data)
                .array();
        write(bytes, bytes.length, deadline);
    }

    void write(byte[] bytes, int length, Deadline deadline) throws AdbException {
        stream.write(bytes, 0, length, deadline);
    }

    /** Whether the phone has said something, or the stream has ended. */
    boolean answered() {
        return input.readable();
    }

    ByteBuffer exactly(int length, Deadline deadline) throws AdbException {
        return input.exactly(length, deadline);
    }

    int some(byte[] into, int length, Deadline deadline) throws AdbException {
        return input.some(into, 0, length, deadline);
    }

    /** The failure whose four letters have been read. */
    AdbException failure(Deadline deadline) throws AdbException {
        int length = exactly(4, deadline).getInt();
        if (length < 0 || length > WORDS_BYTES_MAX) {
            return new AdbException(
                    Code.PROTOCOL, "words about a failure, " + Integer.toUnsignedString(length) + " bytes long");
        }
        String words = new String(exactly(length, deadline).array(), StandardCharsets.UTF_8);
        return AdbException.telling(Code.FAILED, "the phone could not do this with its file", words);
    }

    AdbException unexpected() {
        return new AdbException(Code.PROTOCOL, "an answer of the file service that was not asked for");
    }

    void close() {
        stream.close();
    }
}
