package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** Counts how often the database is asked. */
final class Questions {
    private Questions() {}

    /** By this thread, while it does something. */
    static int of(Runnable what) {
        Logger logger = (Logger) LoggerFactory.getLogger(JdbcTemplate.class);
        Level before = logger.getLevel();
        AtomicInteger count = new AtomicInteger();
        String here = Thread.currentThread().getName();
        AppenderBase<ILoggingEvent> counting = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                if (event.getThreadName().equals(here)
                        && event.getMessage().startsWith("Executing prepared SQL statement")) {
                    count.incrementAndGet();
                }
            }
        };
        counting.start();
        logger.setLevel(Level.DEBUG);
        logger.setAdditive(false);
        logger.addAppender(counting);
        try {
            what.run();
        } finally {
            logger.detachAppender(counting);
            logger.setAdditive(true);
            logger.setLevel(before);
        }
        assertThat(count.get()).as("it is counted at all").isPositive();
        return count.get();
    }
}
