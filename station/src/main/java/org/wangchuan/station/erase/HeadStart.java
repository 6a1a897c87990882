package org.wangchuan.station.erase;

import org.wangchuan.engine.medium.examine.MediumExaminer;
import org.wangchuan.proof.key.SigningKey;

/**
 * Loads what every erasure needs and what takes a new process long, while the command line is still being read: the
 * native calls, and the arithmetic of signatures. Nothing is opened, kept or decided here; what fails here is dropped,
 * for whoever needs it meets the same failure and can say it.
 */
public final class HeadStart {
    private HeadStart() {}

    /** Begins, in threads of its own that end with the process; returns at once. */
    public static void begin() {
        inBackground("head-start-kernel", MediumExaminer::new);
        inBackground("head-start-signing", SigningKey::generate);
    }

    private static void inBackground(String name, Runnable work) {
        Thread thread = Thread.ofPlatform().daemon().name(name).unstarted(work);
        thread.setUncaughtExceptionHandler((_, _) -> {});
        thread.start();
    }
}
