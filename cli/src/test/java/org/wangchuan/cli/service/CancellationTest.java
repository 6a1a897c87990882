package org.wangchuan.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CancellationTest {
    private final Cancellation cancellation = new Cancellation();
    private final AtomicInteger told = new AtomicInteger();

    @Test
    void listenersAreToldOnce() {
        cancellation.onRequest(told::incrementAndGet);
        assertThat(cancellation.isRequested()).isFalse();

        cancellation.request();
        cancellation.request();

        assertThat(cancellation.isRequested()).isTrue();
        assertThat(told).hasValue(1);
    }

    @Test
    void aListenerThatComesLateIsToldAtOnce() {
        cancellation.request();
        cancellation.onRequest(told::incrementAndGet);
        assertThat(told).hasValue(1);
    }
}
