package org.wangchuan.engine.fastboot;

import java.util.List;

/**
 * What a device answered to a command that it has carried out, in its own words, cleaned.
 *
 * @param text what came with OKAY, empty if nothing did
 * @param lines what came before in INFO and TEXT, empty ones left out
 */
record Reply(String text, List<String> lines) {
    Reply {
        lines = List.copyOf(lines);
    }
}
