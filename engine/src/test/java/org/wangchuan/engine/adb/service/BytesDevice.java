package org.wangchuan.engine.adb.service;

import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.wangchuan.engine.adb.AdbBanner;
import org.wangchuan.engine.adb.AdbDevice;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.AdbMode;
import org.wangchuan.engine.adb.AdbStream;
import org.wangchuan.engine.adb.KeyHolder;
import org.wangchuan.engine.patience.Deadline;

/** A phone whose streams say these bytes in pieces of any length, whatever they are asked, and end. */
final class BytesDevice implements AdbDevice {
    private final byte[] bytes;
    private final Set<String> features;
    private final Random random;

    BytesDevice(byte[] bytes, Set<String> features, Random random) {
        this.bytes = bytes;
        this.features = features;
        this.random = random;
    }

    @Override
    public AdbBanner banner() {
        return new AdbBanner(AdbMode.DEVICE, Map.of(), features, 0);
    }

    @Override
    public KeyHolder keyHolder() {
        return KeyHolder.JOB;
    }

    @Override
    public AdbStream open(String service, Deadline deadline) {
        return new AdbStream() {
            private int at;

            @Override
            public int read(byte[] buffer, int offset, int length, Deadline until) throws AdbException {
                if (at == bytes.length) {
                    return -1;
                }
                int got = Math.min(1 + random.nextInt(length), bytes.length - at);
                System.arraycopy(bytes, at, buffer, offset, got);
                at += got;
                return got;
            }

            @Override
            public boolean readable() {
                return random.nextInt(8) == 0;
            }

            @Override
            public void write(byte[] from, int offset, int length, Deadline until) {
                // it listens to nothing
            }

            @Override
            public void close() {
                at = bytes.length;
            }
        };
    }

    @Override
    public void close() {
        // nothing is held
    }
}
