package org.wangchuan.cli.bench;

import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.engine.plan.LeftOut;

/** Why a technique is not applied, and which option of this program would have it applied. */
final class LeftOutText {
    private LeftOutText() {}

    static String of(LeftOut left, Console console) {
        String reason = OneLine.of(RefusalText.inLanguage(left.reason(), console));
        return left.cure() == LeftOut.Cure.NONE
                ? reason
                : reason + console.messages().text("plan.cure." + left.cure().id());
    }
}
