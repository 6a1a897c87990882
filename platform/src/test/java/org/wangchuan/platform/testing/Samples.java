package org.wangchuan.platform.testing;

import java.util.UUID;

/**
 * Whether what is cleared enters the sample that a second person looks at. In the platform that tests share it does not, unless a test asks:
 * one of twenty devices would not get into stock, in tests of other things. In the product nothing turns this off.
 */
public final class Samples {
    private Samples() {}

    /** What is done meanwhile, with the database's own way of noting what is cleared. Tests of a JVM run one after the other. */
    public static void during(Act act) throws Exception {
        on();
        try {
            act.run();
        } finally {
            off();
        }
    }

    /** What a test does. */
    @FunctionalInterface
    public interface Act {
        /** Does it. */
        void run() throws Exception;
    }

    private static void on() {
        PlatformTest.jdbc()
                .sql("ALTER TABLE custody.device_event ENABLE TRIGGER enters_sample")
                .update();
    }

    /** As the shared platform begins, and one of a test whose matter is another. */
    public static void off() {
        PlatformTest.jdbc()
                .sql("ALTER TABLE custody.device_event DISABLE TRIGGER enters_sample")
                .update();
    }

    /** Waits until it is drawn whether a device is looked at; whether it is. */
    public static boolean isDrawn(UUID device) {
        long until = System.nanoTime() + 120_000_000_000L;
        while (System.nanoTime() < until) {
            Boolean drawn = PlatformTest.jdbc()
                    .sql("SELECT is_drawn FROM oversight.clearing WHERE device_id = ? ORDER BY id DESC LIMIT 1")
                    .param(device)
                    .query((row, _) -> row.getObject(1, Boolean.class))
                    .list()
                    .getFirst();
            if (drawn != null) {
                return drawn;
            }
            pause();
        }
        throw new AssertionError("it was never drawn");
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
