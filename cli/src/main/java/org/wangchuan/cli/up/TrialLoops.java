package org.wangchuan.cli.up;

import java.util.ArrayList;
import java.util.List;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.engine.medium.BackingFile;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.examine.DeviceInventory;

/** Names the loop devices that a trial is about to take for drives: they may be somebody's, and no part of it. */
final class TrialLoops {
    private TrialLoops() {}

    /** Says which, with their files; nothing if there are none that nobody uses. */
    static void tell(List<DeviceInventory.Entry> attached, Console console) {
        List<String> offered = new ArrayList<>();
        for (DeviceInventory.Entry entry : attached) {
            if (entry instanceof DeviceInventory.Listed listed
                    && listed.medium().bus() == Bus.LOOP
                    && listed.obstacles().stream().noneMatch(Obstacle::blocking)) {
                Medium loop = listed.medium();
                offered.add(console.messages()
                        .text(
                                "up.trial-loop",
                                loop.name(),
                                OneLine.of(loop.backing().map(BackingFile::path).orElse("?"))));
            }
        }
        if (!offered.isEmpty()) {
            console.note(console.messages().text("up.trial-loops", String.join(", ", offered)));
        }
    }
}
