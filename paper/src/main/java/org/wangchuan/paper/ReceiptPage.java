package org.wangchuan.paper;

import java.util.Optional;
import org.wangchuan.canonical.JsonValue;

/**
 * Everything that a page is computed from. The objects come from a statement whose signature and
 * disclosures somebody else has checked; their shape is checked here, when the page is rendered.
 *
 * @param payload the signed payload of the clearing statement
 * @param target the disclosed object {@code target}; of a phone {@code phone}
 * @param work the disclosed object {@code work}; of a phone {@code phoneWork}
 * @param asset the disclosed object {@code asset}, if there is one
 * @param isDenied whether what the statement says of a phone excludes the good verdict that it gives: for that one has to know the ways
 *     to erase phones, which this module does not
 * @param qrText what the code on the page holds: printable ASCII, 1 to {@value #QR_BYTES_MAX} bytes
 */
public record ReceiptPage(
        JsonValue.Obj payload,
        JsonValue.Obj target,
        JsonValue.Obj work,
        Optional<JsonValue.Obj> asset,
        LogFacts log,
        String qrText,
        boolean isDenied) {
    /** Beyond this a 203 dpi label can't be read reliably. */
    public static final int QR_BYTES_MAX = 900;

    /** How a code begins that only names the record, where the statement does not fit into it. */
    public static final String QR_NAME = "wangchuan:receipt/v1#";

    /** Of a drive or an image, whose facts are held against its verdict here. */
    public ReceiptPage(
            JsonValue.Obj payload,
            JsonValue.Obj target,
            JsonValue.Obj work,
            Optional<JsonValue.Obj> asset,
            LogFacts log,
            String qrText) {
        this(payload, target, work, asset, log, qrText, false);
    }
}
