package org.wangchuan.platform.ledger.producer;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.process.Loop;

/** The one thread of this process that looks at what makers' statements come to by now; another process may do the same. */
@Component
final class ProducerWork extends Loop {
    private final ProducerWeighing weighing;

    ProducerWork(ProducerWeighing weighing) {
        super("producers");
        this.weighing = weighing;
    }

    @Override
    protected boolean work() {
        boolean isAll = true;
        List<UUID> due = weighing.due();
        while (!due.isEmpty() && isAll && !isStopping()) {
            for (UUID event : due) {
                try {
                    weighing.weigh(event);
                } catch (RuntimeException e) {
                    failed(e.getClass().getSimpleName());
                    weighing.later(event);
                    isAll = false; // and keeps no other waiting
                }
            }
            due = weighing.due();
        }
        if (isAll) {
            succeeded();
        }
        return isAll;
    }
}
