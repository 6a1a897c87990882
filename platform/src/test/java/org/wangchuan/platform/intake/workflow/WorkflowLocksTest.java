package org.wangchuan.platform.intake.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.list.ListCeremony;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.InstitutionList;
import org.wangchuan.platform.testing.Photos;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** Whoever takes a photo of one device of a list locks in the order of everybody: nobody is refused because two wait for one another. */
@Tag("slow")
final class WorkflowLocksTest extends PlatformTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Shop shop = newShop();
    private final TransactionTemplate transaction = new TransactionTemplate(bean(PlatformTransactionManager.class));

    @Test
    void aPhotoAndTheWholeListWaitForOneAnother() throws Exception {
        InstitutionList list = InstitutionList.takenIn(
                shop,
                "gb-46864-2025",
                "phone,Xiaomi,Mi 10,SN-1,\nphone,Xiaomi,Mi 10,SN-2,\nphone,Xiaomi,Mi 10,SN-3,\n");
        list.offered("0").agreed(list.joined());
        // As the database sorts them. Who leads is first, so that who locks the list comes to it before the one with
        // the photo.
        List<UUID> sorted = jdbc().sql("SELECT id FROM intake.work_order WHERE batch_id = ? ORDER BY id")
                .param(list.batch().id())
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
        UUID lead = sorted.getFirst();
        UUID photographed = sorted.getLast();
        jdbc().sql("UPDATE intake.batch SET lead_order = ? WHERE id = ?")
                .params(lead, list.batch().id())
                .update();
        Browser technician = shop.browser(Role.TECHNICIAN);
        GuidedRun.upToThePhoto(technician, photographed);
        byte[] photo = Photos.plain("jpeg", Photos.picture(80, 60, 3));
        String page = "/workflow/" + photographed;

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch isHeld = new CountDownLatch(1);
            CountDownLatch go = new CountDownLatch(1);
            Future<?> held = threads.submit(() -> transaction.executeWithoutResult(_ -> {
                try {
                    var _ = bean(Orders.class).lock(lead);
                    isHeld.countDown();
                    go.await();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }));
            isHeld.await();
            Future<?> whole;
            Future<Browser.Answer> taken;
            try {
                whole = threads.submit(() -> transaction.executeWithoutResult(
                        _ -> bean(ListCeremony.class).lock(list.batch().id())));
                awaitWaiting(1);
                taken = threads.submit(
                        () -> technician.upload(page + "/photo", Map.of("step", "photo"), "photo", photo));
                awaitWaiting(2);
            } finally {
                go.countDown();
            }
            held.get();
            whole.get();
            assertThat(taken.get().location()).isEqualTo(page);
        }
        WorkflowRuns.Run run = bean(WorkflowRuns.class)
                .latest(photographed, Workflow.Stage.ERASURE)
                .orElseThrow();
        assertThat(bean(WorkflowRuns.class).photos(run)).containsKey("photo");
    }

    private static void awaitWaiting(int least) throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (jdbc().sql("SELECT count(*) FROM pg_locks WHERE NOT granted")
                        .query((row, _) -> row.getInt(1))
                        .single()
                < least) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.sleep(20);
        }
    }
}
