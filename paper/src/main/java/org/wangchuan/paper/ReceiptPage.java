package org.wangchuan.paper;

import java.util.List;
import java.util.Optional;
import java.util.Set;
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
 * @param producers what makers state of a phone that the record fits, in the statement's order; at most {@value #PRODUCERS_MAX}
 * @param denied what the statement says of its rule set and its own facts exclude; of an edition before the fifth nothing
 * @param qrText what the code on the page holds: printable ASCII, 1 to {@value #QR_BYTES_MAX} bytes
 */
public record ReceiptPage(
        JsonValue.Obj payload,
        JsonValue.Obj target,
        JsonValue.Obj work,
        Optional<JsonValue.Obj> asset,
        LogFacts log,
        String qrText,
        boolean isDenied,
        List<ProducerNote> producers,
        Denied denied) {
    /** Most statements of makers. */
    public static final int PRODUCERS_MAX = 4;

    /** Beyond this a 203 dpi label can't be read reliably. */
    public static final int QR_BYTES_MAX = 900;

    /** How a code begins that only names the record, where the statement does not fit into it. */
    public static final String QR_NAME = "wangchuan:receipt/v1#";

    public ReceiptPage {
        producers = List.copyOf(producers);
    }

    /**
     * A statement in a maker's name, as it was signed. Whether its word counts this module does not know.
     *
     * @param key name and ID of the key that signed it; whose it is this module does not know, and anybody can sign one
     * @param producer as whoever signed calls itself
     * @param number of the statement
     * @param sequence of those with that number
     * @param issued RFC 3339 in UTC
     * @param clauses ids of the clauses that are open and that it says are met
     */
    public record ProducerNote(
            String key, String producer, String number, long sequence, String issued, List<String> clauses) {
        public ProducerNote {
            clauses = List.copyOf(clauses);
        }
    }

    /**
     * What a statement says of its rule set and its own facts exclude: for that one has to have the rule sets, which this module has not.
     *
     * @param clauses places in its conformity, from 0, of those that it calls satisfied and are not; and of one about the verdict that says other than that
     * @param isUnplanned whether a good verdict stands above work that the rule set does not plan
     */
    public record Denied(Set<Integer> clauses, boolean isUnplanned) {
        /** Nothing is excluded. */
        public static final Denied NOTHING = new Denied(Set.of(), false);

        public Denied {
            clauses = Set.copyOf(clauses);
        }

        /** Whether there is anything. */
        public boolean isAny() {
            return isUnplanned || !clauses.isEmpty();
        }
    }

    /** Without statements of makers. */
    public ReceiptPage(
            JsonValue.Obj payload,
            JsonValue.Obj target,
            JsonValue.Obj work,
            Optional<JsonValue.Obj> asset,
            LogFacts log,
            String qrText,
            boolean isDenied) {
        this(payload, target, work, asset, log, qrText, isDenied, List.of(), Denied.NOTHING);
    }

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
