package org.wangchuan.station.agent;

import java.util.Optional;
import java.util.function.Consumer;
import org.wangchuan.station.erase.Bench;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.recheck.SecondLook;

/** What the parts of an agent share. */
record Workshop(
        StationHome home,
        Bench bench,
        SecondLook secondLook,
        Platform platform,
        Outbox outbox,
        TaskRecords records,
        AgentNotes notes,
        Optional<Bench.Certifying> certifying,
        Consumer<Step> steps) {
    AgentFolder folder() {
        return AgentFolder.of(home);
    }

    void reached(Step step) {
        steps.accept(step);
    }
}
