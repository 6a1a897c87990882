package org.wangchuan.platform.setting;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says a wrong setting in one line at the end of the log, where {@code up} looks for it, and not as a stack of calls. */
public final class SettingFailure extends AbstractFailureAnalyzer<SettingException> {
    /** The framework makes one. */
    public SettingFailure() {}

    @Override
    protected FailureAnalysis analyze(Throwable root, SettingException cause) {
        return new FailureAnalysis(cause.getMessage() + " (docs/configuration.md)", "", cause);
    }
}
