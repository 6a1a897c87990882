package org.wangchuan.platform.process;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in one line at the end of the log why this process does not start beside the others, where {@code up} looks for it. */
public final class ProcessFailure extends AbstractFailureAnalyzer<ProcessException> {
    /** The framework makes one. */
    public ProcessFailure() {}

    @Override
    protected FailureAnalysis analyze(Throwable root, ProcessException cause) {
        return new FailureAnalysis(cause.getMessage() + " (docs/several-processes.md)", "", cause);
    }
}
