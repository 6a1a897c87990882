package org.wangchuan.engine.job;

import java.util.List;
import org.wangchuan.canonical.Json;
import org.wangchuan.engine.policy.PassSpec;
import org.wangchuan.engine.purge.PurgeControl;
import org.wangchuan.engine.transfer.Progress;

/** Turns the progress of one phase into the progress of the job. */
record Phases(JobState state, long capacityBytes) {

    JobProgress writing(Progress progress, long beforeBytes) {
        long later = spec().verify() ? capacityBytes : 0;
        return progress(
                JobProgress.Phase.WRITE,
                beforeBytes + progress.bytesMoved(),
                beforeBytes + progress.bytesTotal(),
                later + laterPasses(),
                progress);
    }

    JobProgress verifying(Progress progress) {
        return progress(
                JobProgress.Phase.VERIFY, progress.bytesMoved(), progress.bytesTotal(), laterPasses(), progress);
    }

    JobProgress recognising() {
        if (state.stage() == JobState.Stage.NATIVE) {
            return ofDrive(JobProgress.Phase.RECOGNISE, 0, 0, 0);
        }
        if (state.stage() == JobState.Stage.HIDDEN_AREAS || state.stage() == JobState.Stage.PARTS) {
            return new JobProgress(JobProgress.Phase.RECOGNISE, 0, passes().size(), "", 0, 0, allPasses(), 0, 0);
        }
        return new JobProgress(
                JobProgress.Phase.RECOGNISE, state.pass(), passes().size(), pattern(), 0, 0, laterPasses(), 0, 0);
    }

    /** The drive's own word of how far it is, as bytes of its capacity; 0 while it says nothing. */
    JobProgress erasingItself(PurgeControl drive) {
        long part = drive.progressOf65536().orElse(0);
        long done = capacityBytes / 65536 * part + capacityBytes % 65536 * part / 65536;
        return ofDrive(JobProgress.Phase.NATIVE, done, capacityBytes, drive.unchangedMillis());
    }

    JobProgress sampling(Progress progress) {
        long idleMillis = Math.max(0, (System.nanoTime() - progress.lastActivityNanos()) / 1_000_000);
        return ofDrive(JobProgress.Phase.VERIFY, progress.bytesMoved(), progress.bytesTotal(), idleMillis);
    }

    private JobProgress ofDrive(JobProgress.Phase phase, long done, long total, long idleMillis) {
        return new JobProgress(
                phase, 0, passes().size(), state.drive().current().id(), done, total, allPasses(), 0, idleMillis);
    }

    private long allPasses() {
        long bytes = 0;
        for (PassSpec pass : passes()) {
            bytes += (pass.verify() ? 2 : 1) * capacityBytes;
        }
        return bytes;
    }

    private JobProgress progress(JobProgress.Phase phase, long done, long total, long later, Progress progress) {
        long idleMillis = Math.max(0, (System.nanoTime() - progress.lastActivityNanos()) / 1_000_000);
        return new JobProgress(
                phase,
                state.pass(),
                passes().size(),
                pattern(),
                done,
                total,
                later,
                progress.failedCalls(),
                idleMillis);
    }

    private long laterPasses() {
        long transfers = 0;
        for (PassSpec later : passes().subList(state.pass(), passes().size())) {
            transfers += later.verify() ? 2 : 1;
        }
        return transfers * capacityBytes;
    }

    private String pattern() {
        return Json.wireName(spec().pattern());
    }

    private PassSpec spec() {
        return passes().get(state.pass() - 1);
    }

    private List<PassSpec> passes() {
        return state.plan().passes();
    }
}
