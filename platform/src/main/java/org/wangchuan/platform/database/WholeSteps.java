package org.wangchuan.platform.database;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAttribute;
import org.springframework.transaction.interceptor.TransactionAttributeSource;

/**
 * Ends a start in which a step that is refused could leave half of itself in the database. What a checked exception undoes is a
 * setting of the framework far from all who rely on it, and it is said in another way in a start that the build prepared.
 */
@Component
class WholeSteps implements SmartInitializingSingleton {
    private final TransactionAttributeSource rules;

    WholeSteps(TransactionAttributeSource rules) {
        this.rules = rules;
    }

    @Override
    public void afterSingletonsInstantiated() {
        TransactionAttribute rule = rule();
        if (rule == null || !rule.rollbackOn(new IOException())) {
            throw new IllegalStateException("expected transactions that any exception rolls back");
        }
    }

    private @Nullable TransactionAttribute rule() {
        try {
            return rules.getTransactionAttribute(Step.class.getMethod("run"), Step.class);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As every step of the platform is marked. */
    private static final class Step implements Runnable {
        @Override
        @Transactional
        public void run() {
            // nothing: only how it is marked is asked for
        }
    }
}
