package org.wangchuan.platform.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a maker's statement beside a phone's result comes to at the gate, and why.
 *
 * @param state {@link #COUNTS}, or why it does not: words under {@code ledger.producer.STATE}
 * @param producer as the operator's list calls whose key it is; absent if it has it as nobody's
 * @param says what its signer calls itself, which anybody can
 * @param signer the key
 * @param digest of the file, SHA-256, in base64url
 * @param about the clauses for which the station found it to fit
 * @param met of these, those that are met by it; empty unless it counts
 * @param list the version of the operator's list by which this was judged; 0 if there is none
 */
public record ProducerTold(
        String state,
        Optional<String> producer,
        String says,
        String number,
        long sequence,
        Instant issued,
        String signer,
        String digest,
        List<String> about,
        List<String> met,
        long list) {
    /** It counts for its clauses. */
    public static final String COUNTS = "counts";

    /** It would count, and the company does not go by what the operator's list accepts. */
    public static final String NOT_USED = "not-used";

    /** The list has its maker still, and somebody took that back. */
    public static final String ENDED = "ended";

    /** A later statement of its number that was laid here can't be read any more: it may be its withdrawal. */
    public static final String FILE_UNREADABLE = "file-unreadable";

    /** What is kept of the certificate does not verify now. */
    public static final String CERTIFICATE_REFUSED = "certificate-refused";

    public ProducerTold {
        about = List.copyOf(about);
        met = List.copyOf(met);
    }

    /** Whether clauses are met by it. */
    public boolean counts() {
        return state.equals(COUNTS);
    }
}
