package org.wangchuan.station.agent;

import org.wangchuan.engine.job.JobProgress;

/** Makes a speed and a time out of how far a job is, look by look. Not thread-safe. */
final class Speed {
    /** How much a look counts against all before it. */
    private static final double WEIGHT = 0.2;

    private static final double NANOS = 1e9;

    private JobProgress last;
    private long lastNanos;
    private double bytesPerSecond;

    Speed(JobProgress first, long nowNanos) {
        last = first;
        lastNanos = nowNanos;
    }

    TaskProgress look(JobProgress now, long nowNanos) {
        boolean samePhase = now.phase() == last.phase() && now.pass() == last.pass();
        double seconds = (nowNanos - lastNanos) / NANOS;
        if (samePhase && seconds > 0 && now.doneBytes() >= last.doneBytes()) {
            double latest = (now.doneBytes() - last.doneBytes()) / seconds;
            bytesPerSecond = bytesPerSecond == 0 ? latest : bytesPerSecond + WEIGHT * (latest - bytesPerSecond);
        }
        last = now;
        lastNanos = nowNanos;
        long left = Math.max(0, now.totalBytes() - now.doneBytes()) + now.laterBytes();
        return new TaskProgress(
                phase(now.phase()),
                now.pass(),
                now.passes(),
                now.doneBytes(),
                now.totalBytes(),
                (long) bytesPerSecond,
                bytesPerSecond < 1 ? 0 : (long) Math.ceil(left / bytesPerSecond));
    }

    private static String phase(JobProgress.Phase phase) {
        return switch (phase) {
            case WAITING -> "wait";
            case RECOGNISE -> "recognise";
            case WRITE -> "overwrite";
            case NATIVE -> "native";
            case VERIFY -> "verify";
            case ENDED -> "end";
        };
    }
}
