package org.wangchuan.platform.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.test.util.ReflectionTestUtils;
import org.wangchuan.platform.bench.BenchSample;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** However many ask for papers at once, a small machine makes one at a time, and says so to whom it does not serve. */
@Tag("slow")
final class PressTest extends PlatformTest {
    private static final int WAITING_MAX = 8;
    private static final long BYTES_PER_PAPER_MAX = 24L << 20;

    private final Shop shop = newShop();

    @Test
    void whoeverWaitsIsServedAndWhoeverIsOneTooManyIsTold() throws Exception {
        String path = "/statements/" + BenchSample.fill(shop).cleared() + "/receipt.pdf";
        Browser clerk = shop.browser(Role.CLERK);
        Semaphore press =
                java.util.Objects.requireNonNull((Semaphore) ReflectionTestUtils.getField(bean(Papers.class), "press"));
        press.acquire();
        try (ExecutorService threads = Executors.newFixedThreadPool(WAITING_MAX)) {
            List<Future<Browser.Saved>> waiting = new ArrayList<>();
            try {
                for (int i = 0; i < WAITING_MAX; i++) {
                    waiting.add(threads.submit(() -> clerk.save(path)));
                }
                Instant end = Instant.now().plusSeconds(5);
                while (press.getQueueLength() < WAITING_MAX) {
                    assertThat(Instant.now()).isBefore(end);
                    Thread.sleep(10);
                }
                Browser.Answer tooMany = clerk.get(path);
                assertThat(tooMany.status()).isEqualTo(503);
                assertThat(tooMany.header("retry-after")).isNotEmpty();
                assertThat(tooMany.body()).contains("try again in a moment");
            } finally {
                press.release();
            }
            for (Future<Browser.Saved> one : waiting) {
                assertThat(one.get().status()).isEqualTo(200);
            }
        }
        assertThat(press.availablePermits()).isEqualTo(1);
    }

    /** They come in one moment, as from a page that asks again and again. */
    @Test
    void ofManyInOneMomentNoMoreWaitThanMay() throws Exception {
        String path = "/statements/" + BenchSample.fill(shop).cleared() + "/receipt.pdf";
        Browser clerk = shop.browser(Role.CLERK);
        Semaphore press =
                java.util.Objects.requireNonNull((Semaphore) ReflectionTestUtils.getField(bean(Papers.class), "press"));
        press.acquire();
        int many = 4 * WAITING_MAX;
        try (ExecutorService threads = Executors.newFixedThreadPool(many)) {
            CountDownLatch start = new CountDownLatch(1);
            AtomicInteger refused = new AtomicInteger();
            List<Future<Integer>> asked = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                asked.add(threads.submit(() -> {
                    start.await();
                    int status = clerk.save(path).status();
                    if (status == 503) {
                        refused.incrementAndGet();
                    }
                    return status;
                }));
            }
            start.countDown();
            Instant end = Instant.now().plusSeconds(4);
            while (refused.get() < many - WAITING_MAX && Instant.now().isBefore(end)) {
                Thread.sleep(10);
            }
            press.release();
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> one : asked) {
                statuses.add(one.get());
            }
            assertThat(statuses).filteredOn(status -> status == 200).hasSize(WAITING_MAX);
            assertThat(statuses).filteredOn(status -> status == 503).hasSize(many - WAITING_MAX);
        }
    }

    @Test
    void aPaperIsMadeWithLittleMemory() throws Exception {
        UUID order = BenchSample.fill(shop).cleared();
        Statements.Shown shown = bean(Statements.class).shown(order).getFirst();
        Papers papers = bean(Papers.class);
        byte[] pdf = papers.paper(shown, Papers.Kind.RECEIPT).orElseThrow();
        assertThat(pdf).hasSizeLessThan(1 << 20);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThat(papers.paper(shown, Papers.Kind.RECEIPT).orElseThrow()).isEqualTo(pdf);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        // All that is ever allocated for one, dropped at once or not; the heap of a small machine has 256 MB and more.
        assertThat(allocated).isBetween(pdf.length + 0L, BYTES_PER_PAPER_MAX);
    }

    @Test
    void aFileThatIsTooLargeIsRefusedBeforeItIsRead() throws Exception {
        UUID order = BenchSample.fill(shop).cleared();
        jdbc().sql("UPDATE ledger.statement SET receipt = receipt || repeat(' ', 2097152) WHERE order_id = ?")
                .param(order)
                .update();
        Browser.Answer answer = shop.browser(Role.CLERK).get("/statements/" + order + "/receipt.pdf");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("within the limits");
    }
}
