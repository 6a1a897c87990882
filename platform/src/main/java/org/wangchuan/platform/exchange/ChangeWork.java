package org.wangchuan.platform.exchange;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.wangchuan.platform.intake.OrderChanged;
import org.wangchuan.platform.process.Loop;

/**
 * The thread that tells what has changed. Whatever fails is tried again; what was touched waits in the database meanwhile. Beside that it
 * looks, a few at a time, at all there is: if something ever changes that nothing touches, it is told late and not never.
 */
@Component
final class ChangeWork extends Loop {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeWork.class);
    private static final Duration ROUND = Duration.ofSeconds(10);
    private static final int ROUND_SIZE = 50;

    private final Changes changes;
    private long roundAt = System.nanoTime();

    ChangeWork(Changes changes) {
        super("plant-changes");
        this.changes = changes;
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void on(OrderChanged change) {
        wake();
    }

    @Override
    protected boolean work() {
        boolean isMore = true;
        while (isMore && !isStopping()) {
            isMore = tell();
        }
        round();
        succeeded();
        return true;
    }

    /** All that was touched together; where that fails, one by one, so that one that can't be worked out keeps nobody else's back. */
    private boolean tell() {
        try {
            return changes.tell();
        } catch (RuntimeException e) {
            int aside = 0;
            for (Changes.Touched one : changes.touched()) {
                try {
                    changes.tell(one);
                } catch (RuntimeException alone) {
                    changes.putAside(one);
                    aside++;
                }
            }
            if (aside > 0) {
                LOG.error("of {} touched devices nothing can be told; they are put aside for a while", aside);
            }
            return false;
        }
    }

    private void round() {
        if (System.nanoTime() - roundAt < ROUND.toNanos()) {
            return;
        }
        roundAt = System.nanoTime();
        List<Assets.Asset> some = changes.after(changes.place(), ROUND_SIZE);
        changes.goOn(some.isEmpty() ? 0 : some.getLast().number());
        int found = some.isEmpty() ? 0 : look(some);
        if (found > 0) {
            LOG.warn("{} events were told that nothing had announced", found);
        }
    }

    private int look(List<Assets.Asset> some) {
        try {
            return changes.look(some);
        } catch (RuntimeException e) {
            int found = 0;
            int failed = 0;
            for (Assets.Asset one : some) {
                try {
                    found += changes.look(List.of(one));
                } catch (RuntimeException alone) {
                    failed++;
                }
            }
            LOG.error("of {} devices it can't be worked out what is true", failed);
            return found;
        }
    }
}
