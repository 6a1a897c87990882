package org.wangchuan.paper;

import java.util.Optional;
import org.wangchuan.canonical.JsonValue;

/**
 * Everything that a page is computed from. The objects come from a statement whose signature and
 * disclosures somebody else has checked; their shape is checked here, when the page is rendered.
 *
 * @param payload the signed payload of the clearing statement
 * @param target the disclosed object {@code target}
 * @param work the disclosed object {@code work}
 * @param asset the disclosed object {@code asset}, if there is one
 * @param qrText what the code on the page holds: printable ASCII, 1 to {@value #QR_BYTES_MAX} bytes
 */
public record ReceiptPage(
        JsonValue.Obj payload,
        JsonValue.Obj target,
        JsonValue.Obj work,
        Optional<JsonValue.Obj> asset,
        LogFacts log,
        String qrText) {
    /** Beyond this a 203 dpi label can't be read reliably. */
    public static final int QR_BYTES_MAX = 900;

    /** How a code begins that only names the record, where the statement does not fit into it. */
    public static final String QR_NAME = "wangchuan:receipt/v1#";
}
