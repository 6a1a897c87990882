package org.wangchuan.platform;

import java.io.IOException;
import java.io.InputStream;

/**
 * Ends this process when the one that started it is gone: that one holds the other end of standard input, and the kernel
 * closes it however that process ends. Without this a killed {@code up} would leave a platform and a database behind.
 */
final class EndsWithParent {
    private static final String SWITCH = "WANGCHUAN_ENDS_WITH_PARENT";

    private EndsWithParent() {}

    static void watch() {
        if (System.getenv(SWITCH) != null) {
            Thread.ofPlatform().daemon().name("parent").start(() -> endAfter(System.in));
        }
    }

    private static void endAfter(InputStream parent) {
        try {
            parent.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException e) {
            // Then it is gone as well.
        }
        System.exit(0);
    }
}
