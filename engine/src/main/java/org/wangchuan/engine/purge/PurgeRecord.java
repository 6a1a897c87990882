package org.wangchuan.engine.purge;

import java.io.IOException;
import org.wangchuan.engine.medium.DeviceCommand;

/** Where it is written down what a drive was told to do and what it said; durable when a call returns. */
public interface PurgeRecord {

    /** A command that belongs to the erasure was sent, with its answer. */
    void commanded(DeviceCommand command) throws IOException;

    /** It was asked how far it is. */
    void told(DeviceCommand command) throws IOException;
}
