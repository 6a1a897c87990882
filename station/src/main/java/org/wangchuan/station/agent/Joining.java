package org.wangchuan.station.agent;

import java.io.IOException;

/** How a station comes into the log of the operator whose platform it works for; brought by who starts the agent. Used by one thread. */
@FunctionalInterface
public interface Joining {
    /**
     * Tells the platform which key signs this station's appends, and takes over what the operator's list says now. May be
     * repeated at any time: stations and witnesses come and go.
     */
    void join() throws IOException, PlatformRefusedException, InterruptedException;
}
