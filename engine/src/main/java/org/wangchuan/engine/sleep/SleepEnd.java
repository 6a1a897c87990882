package org.wangchuan.engine.sleep;

/** How an attempt to sleep ended. That the computer slept says nothing about a drive: only what the drive itself answers afterwards does. */
public sealed interface SleepEnd {
    /**
     * The kernel says that it slept and woke.
     *
     * @param millis how long, as the clock that goes on meanwhile tells it; milliseconds, 0 if it can't be told
     */
    record Slept(long millis) implements SleepEnd {}

    /**
     * It did not, or not as was meant; it is awake.
     *
     * @param step what was refused
     * @param why the words of the kernel, without personal data
     */
    record Failed(Step step, String why) implements SleepEnd {}

    /** What can be refused. */
    enum Step {
        /** Suspend to RAM could not be chosen. */
        KIND("mem_sleep"),
        /** The alarm could not be set, or does not say afterwards what it was set to. */
        ALARM("wakealarm"),
        /** The kernel did not go to sleep, or broke it off. */
        SLEEP("state");

        private final String file;

        Step(String file) {
            this.file = file;
        }

        /** The kernel's file that refused it. */
        public String file() {
            return file;
        }
    }
}
