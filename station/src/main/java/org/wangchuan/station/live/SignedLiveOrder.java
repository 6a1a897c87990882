package org.wangchuan.station.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.note.Note;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.station.issue.StationBooks;

/** An order with its station's signature: a signed note (C2SP signed-note) whose text is one line of canonical JSON. */
public record SignedLiveOrder(LiveOrder order, Note note) {
    /** An order of as many drives as there may be is far smaller. */
    static final int BYTES_MAX = 1 << 16;

    /** Has the books of the station that the order names sign it. */
    public static SignedLiveOrder sign(LiveOrder order, StationBooks books) throws IOException, VerificationException {
        return parse(books.signNote(LiveOrder.PURPOSE, order.text()).toBytes());
    }

    /**
     * Reads it, and verifies it with the key of the station that it names. Whether that one may give orders here is another question.
     *
     * @throws VerificationException with code NOTE_FORMAT, NOTE_SIGNATURE, KEY_FORMAT or ENCODING
     */
    public static SignedLiveOrder parse(byte[] bytes) throws VerificationException {
        Note note = Note.parse(bytes);
        String text = note.text();
        LiveOrder order = LiveOrder.parse(text.substring(0, text.length() - 1).getBytes(StandardCharsets.UTF_8));
        if (!order.text().equals(text)) {
            throw new VerificationException(FailureCode.NOTE_FORMAT, "order", "its one spelling", "another one");
        }
        note.verify(List.of(new VerifierKey(LiveOrder.signerName(order.station()), order.station())));
        return new SignedLiveOrder(order, note);
    }
}
