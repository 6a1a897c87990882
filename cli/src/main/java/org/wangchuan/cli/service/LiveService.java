package org.wangchuan.cli.service;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Computers that are started from the live image. */
public interface LiveService {
    /**
     * An order for one computer.
     *
     * @param stick the folder that people see on the stick
     * @param serials of the drives to erase
     * @param policy the identifier of the rule set; not yet known to exist
     * @param hours for how long it may be begun
     */
    record OrderRequest(
            Path stick, List<String> serials, String policy, VerifyMode verify, boolean bestEffort, int hours) {
        public OrderRequest {
            serials = List.copyOf(serials);
        }
    }

    /**
     * The computer that this runs on, started from the image.
     *
     * @param out the folder for receipts
     * @param state what survives a loss of power
     * @param stick the folder that people see on the stick; empty without a stick
     * @param station whose orders are followed, a key's thumbprint; empty to follow what the stick says
     * @param built when the image was built; the epoch if that is not known
     * @param unattended whether an order is carried out and nobody is asked
     */
    record StartRequest(
            Path out, Path state, Optional<Path> stick, Optional<String> station, Instant built, boolean unattended) {}

    /** Signs an order and writes it to the stick. */
    ExitCode order(OrderRequest request, Context context) throws UserError;

    /**
     * Has this station's trust list vouch no more for the keys of an order, or of a stick, nor for what they have signed.
     *
     * @param order its identifier, as {@code order} or {@code vouch} said it
     */
    ExitCode end(String order, Context context) throws UserError;

    /**
     * Takes the receipts of this station's orders in from a stick.
     *
     * @param stick the folder that people see on the stick
     */
    ExitCode collect(Path stick, Context context) throws UserError;

    /**
     * The same; besides, has this station vouch for what keys of the stick's own have signed at its screen.
     *
     * @param stick the folder that people see on the stick
     * @param confirmed the serial numbers of all drives whose receipts are vouched for; empty to ask at the terminal
     */
    ExitCode vouch(Path stick, List<String> confirmed, Context context) throws UserError;

    /** Shows the drives, asks, erases, shows the receipt; or carries out an order. */
    ExitCode start(StartRequest request, Context context) throws UserError;
}
