package org.wangchuan.cli.bench;

import java.util.Optional;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.engine.medium.BackingFile;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.Medium;

/** Says of a loop device that it is no drive: a file on one, or another device, under a name of its own. */
final class LoopText {
    private LoopText() {}

    /** A sentence for whoever chooses or confirms; empty for anything else. */
    static Optional<String> of(Medium medium, Console console) {
        return medium.bus() == Bus.LOOP
                ? Optional.of(console.messages()
                        .text(key("loop", medium), OneLine.of(medium.realPath().toString()), under(medium)))
                : Optional.empty();
    }

    /** What to call a medium in a question or a heading: its model, or what it is. */
    static String called(Medium medium, Optional<String> model, Console console) {
        return model.orElseGet(
                () -> medium.bus() == Bus.LOOP && medium.backing().isPresent()
                        ? console.messages().text(key("loop.called", medium), under(medium))
                        : console.messages().named("bus", medium.bus().id()));
    }

    private static String key(String kind, Medium medium) {
        if (medium.backing().isEmpty()) {
            return kind + ".unknown";
        }
        return kind + (medium.backing().flatMap(BackingFile::represents).isPresent() ? ".device" : ".file");
    }

    private static String under(Medium medium) {
        return medium.backing().map(file -> OneLine.of(file.path())).orElse("");
    }
}
