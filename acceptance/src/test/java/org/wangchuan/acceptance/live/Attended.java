package org.wangchuan.acceptance.live;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A computer that runs, and somebody at its screen. Closing it pulls the plug.
 *
 * @param stick what it was started from
 * @param before what that said of the start before
 */
record Attended(Process qemu, Screen screen, Stick stick, String before) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** What is asked of a stick while the computer runs. */
    interface Reached {
        boolean isSo() throws IOException;
    }

    /** Returns once the stick says this of this start; until it says anything, it says what was said of the one before. */
    void untilSaid(String words) throws IOException, InterruptedException {
        untilSaid(() -> {
            String said = stick.said();
            return !said.equals(before) && said.contains(words);
        });
    }

    void untilSaid(Reached reached) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!reached.isSo()) {
            if (System.nanoTime() > end || !qemu.isAlive()) {
                throw new IOException("the stick did not come so far; it says: " + stick.said());
            }
            Thread.sleep(500);
        }
    }

    /** Returns when it has turned itself off. */
    void untilOff() throws IOException, InterruptedException {
        if (!qemu.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || qemu.exitValue() != 0) {
            throw new IOException(
                    "the computer did not turn itself off; its stick says: " + stick.said() + "\n" + stick.lastOrder());
        }
    }

    @Override
    public void close() throws IOException {
        screen.close();
        qemu.destroyForcibly().onExit().join();
    }
}
