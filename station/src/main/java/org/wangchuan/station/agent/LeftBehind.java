package org.wangchuan.station.agent;

import java.io.IOException;
import java.util.Optional;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.station.erase.Candidate;
import org.wangchuan.station.erase.ReceiptListener;

/** Tells the platform of what was typed on a medium before, signed, and never came to its end, once a task begins there. Thread-safe. */
record LeftBehind(Outbox outbox) implements ReceiptListener {
    /** It goes with the end of its task. */
    @Override
    public void signed(Candidate.Ready target, Receipt receipt) {}

    @Override
    public void leftBehind(Candidate.Ready target, Receipt receipt) throws IOException {
        Optional<Message> message = Message.ofErasure(target, receipt);
        if (message.isPresent()) {
            outbox.add(message.get());
        }
    }
}
