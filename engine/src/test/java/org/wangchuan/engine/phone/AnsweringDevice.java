package org.wangchuan.engine.phone;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wangchuan.engine.adb.AdbBanner;
import org.wangchuan.engine.adb.AdbDevice;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.AdbMode;
import org.wangchuan.engine.adb.AdbStream;
import org.wangchuan.engine.adb.KeyHolder;
import org.wangchuan.engine.patience.Deadline;

/** A phone that answers commands as it was told to, and others with the exit code of a shell that finds no such program. */
final class AnsweringDevice implements AdbDevice {
    private static final int NOT_FOUND = 127;
    private static final String SHELL = "shell,v2,raw:";

    private final Map<String, String> answers = new HashMap<>();
    final List<String> asked = new ArrayList<>();
    private AdbMode mode = AdbMode.DEVICE;

    /** What it says that runs there. */
    AnsweringDevice mode(AdbMode told) {
        mode = told;
        return this;
    }

    AnsweringDevice answer(String command, String output) {
        answers.put(command, output);
        return this;
    }

    AnsweringDevice property(String name, String value) {
        return answer("getprop " + name, value + "\n");
    }

    @Override
    public AdbBanner banner() {
        return new AdbBanner(mode, Map.of(), Set.of("shell_v2"), 0);
    }

    @Override
    public KeyHolder keyHolder() {
        return KeyHolder.JOB;
    }

    @Override
    public AdbStream open(String service, Deadline deadline) throws AdbException {
        if (!service.startsWith(SHELL)) {
            throw new AdbException(AdbException.Code.SERVICE_REFUSED, "not this one");
        }
        String command = service.substring(SHELL.length());
        asked.add(command);
        String output = answers.get(command);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (output != null) {
            packet(out, 1, output.getBytes(StandardCharsets.UTF_8));
        }
        packet(out, 3, new byte[] {(byte) (output == null ? NOT_FOUND : 0)});
        return new Said(out.toByteArray());
    }

    private static void packet(ByteArrayOutputStream out, int kind, byte[] data) {
        out.writeBytes(ByteBuffer.allocate(5)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) kind)
                .putInt(data.length)
                .array());
        out.writeBytes(data);
    }

    @Override
    public void close() {
        // nothing is held
    }

    private static final class Said implements AdbStream {
        private final byte[] bytes;
        private int at;

        Said(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read(byte[] buffer, int offset, int length, Deadline deadline) {
            if (at == bytes.length) {
                return -1;
            }
            int got = Math.min(length, bytes.length - at);
            System.arraycopy(bytes, at, buffer, offset, got);
            at += got;
            return got;
        }

        @Override
        public boolean readable() {
            return at < bytes.length;
        }

        @Override
        public void write(byte[] from, int offset, int length, Deadline deadline) {
            // it listens to nothing
        }

        @Override
        public void close() {
            at = bytes.length;
        }
    }
}
