package org.wangchuan.cli.bench;

import java.io.IOException;
import java.util.Optional;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.station.agent.Message;
import org.wangchuan.station.agent.Outbox;
import org.wangchuan.station.erase.Candidate;
import org.wangchuan.station.erase.ReceiptListener;
import org.wangchuan.station.home.StationHome;

/**
 * What is erased by hand at a station that works for a platform: the platform gets the receipts, to be matched with an order
 * there. Files are not devices that anybody has handed in. The receipt lies in the outbox before it lies in any file, which a
 * folder that is full or gone would keep from being written, and before its job counts as finished: afterwards the program may wait long, for
 * witnesses or for the drives beside it, and nobody would remember what it was killed with. The agent brings
 * it; one that lies there twice is one erasure, for the platform knows it by its event. Thread-safe.
 *
 * @param home of the station
 */
record ForPlatform(StationHome home) implements ReceiptListener {
    @Override
    public void signed(Candidate.Ready target, Receipt receipt) throws IOException {
        Optional<Message> message = Message.ofErasure(target, receipt);
        if (message.isPresent()) {
            boolean _ = new Outbox(home).addIfPaired(message.get());
        }
    }
}
