package org.wangchuan.station.agent;

import java.io.IOException;
import java.io.Serial;

/** Another agent of this station is at work: two would take the same tasks. */
public final class AgentRunningException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    AgentRunningException() {
        super("expected no other agent of this station, found one at work");
    }
}
