package org.wangchuan.platform.bench;

import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.custody.StockObjection;
import org.wangchuan.platform.ledger.KeptReceipts;

/** A disk, or somebody at the database, has spoilt what proved it: nothing is sold on what nobody can check. */
@Component
final class UnreadableProof implements StockObjection {
    private final KeptReceipts receipts;

    UnreadableProof(KeptReceipts receipts) {
        this.receipts = receipts;
    }

    @Override
    public Optional<GateException.Code> against(UUID device) {
        return receipts.areWhole(device) ? Optional.empty() : Optional.of(GateException.Code.PROOF_UNREADABLE);
    }
}
