package org.wangchuan.cli.service;

/** Lists what hangs on this machine's USB that is or may be a phone or a tablet. */
@FunctionalInterface
public interface PhonesService {
    /**
     * Prints them.
     *
     * @param json as one JSON document
     * @param serials with the serial numbers that they show
     */
    ExitCode list(boolean json, boolean serials, Context context) throws UserError;
}
