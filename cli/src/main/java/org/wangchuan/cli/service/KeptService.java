package org.wangchuan.cli.service;

/** Tells which device an erasure was about, as far as the station still keeps that. */
@FunctionalInterface
public interface KeptService {
    /**
     * Prints what is kept, and what is gone; first that it was asked for is recorded.
     *
     * @return OK if the device is shown, NOT_SATISFIED if nothing is kept of it any more
     */
    ExitCode show(Request request, Context context) throws UserError;

    /**
     * Which erasure.
     *
     * @param named a receipt or certificate of this station, an event id, or the number of an entry in its log
     * @param reason why it is asked
     */
    record Request(String named, String reason, boolean json) {}
}
