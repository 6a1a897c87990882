package org.wangchuan.cli.live;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.wangchuan.cli.service.Console;

/**
 * A computer that was started without its stick, or whose stick was not found: receipts are in its memory alone. That is said, and asked before anything is
 * erased and before anything is lost.
 *
 * @param isSo whether there is no stick
 */
record WithoutStick(boolean isSo, Console console) {
    void warn() {
        if (isSo) {
            console.note(console.messages().text("live.nostick"));
        }
    }

    boolean mayErase() {
        return !isSo || isYes("live.nostick.erase");
    }

    boolean mayTurnOff(Receipts receipts) throws IOException {
        List<Path> there = isSo ? receipts.list() : List.of();
        return there.isEmpty() || isYes("live.nostick.off", there.size());
    }

    private boolean isYes(String key, Object... arguments) {
        return console.ask(console.messages().text(key, arguments))
                .filter(answer -> answer.equals("y"))
                .isPresent();
    }
}
