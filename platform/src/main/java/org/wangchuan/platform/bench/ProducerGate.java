package org.wangchuan.platform.bench;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.custody.StockObjection;
import org.wangchuan.platform.ledger.MakersWord;
import org.wangchuan.platform.ledger.ProducersMet;

/**
 * A device that rests on its maker's word is looked at once more at the gate itself, by what list and statements say at that moment: whatever was worked out
 * before, and however long a change takes to reach all devices.
 */
@Component
final class ProducerGate implements StockObjection {
    private final ProducersMet met;
    private final MakersWord word;

    ProducerGate(ProducersMet met, MakersWord word) {
        this.met = met;
        this.word = word;
    }

    @Override
    public Optional<GateException.Code> against(UUID device) {
        for (UUID event : met.under(device)) {
            Set<String> answered = new HashSet<>(met.byPeople(event));
            answered.addAll(word.met(event));
            if (!met.isConforming(event, answered)) {
                return Optional.of(GateException.Code.PRODUCER_WORD);
            }
        }
        return Optional.empty();
    }
}
