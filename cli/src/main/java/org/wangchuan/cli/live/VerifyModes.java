package org.wangchuan.cli.live;

import org.wangchuan.cli.service.VerifyMode;

/** How much is read back, in the words of the commands and in those of the engine. */
final class VerifyModes {
    private VerifyModes() {}

    static VerifyMode asked(org.wangchuan.engine.policy.VerifyMode mode) {
        return switch (mode) {
            case FULL -> VerifyMode.FULL;
            case SAMPLE -> VerifyMode.SAMPLE;
        };
    }

    static org.wangchuan.engine.policy.VerifyMode planned(VerifyMode mode) {
        return switch (mode) {
            case FULL -> org.wangchuan.engine.policy.VerifyMode.FULL;
            case SAMPLE -> org.wangchuan.engine.policy.VerifyMode.SAMPLE;
        };
    }
}
