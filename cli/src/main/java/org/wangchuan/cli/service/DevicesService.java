package org.wangchuan.cli.service;

/** Lists what is attached, what it is, and why it may not be touched. */
@FunctionalInterface
public interface DevicesService {
    /** Prints the devices; as JSON if {@code json}. */
    ExitCode list(boolean json, Context context) throws UserError;
}
