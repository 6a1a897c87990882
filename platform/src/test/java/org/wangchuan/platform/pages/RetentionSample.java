package org.wangchuan.platform.pages;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.testing.PlatformTest.Shop;
import org.wangchuan.platform.testing.Soon;
import org.wangchuan.platform.vault.CutRun;
import org.wangchuan.platform.vault.Field;
import org.wangchuan.platform.vault.Purpose;
import org.wangchuan.platform.vault.Reader;
import org.wangchuan.platform.vault.Vault;
import org.wangchuan.platform.vault.VaultException;
import org.wangchuan.platform.web.access.Role;

/** Persons whose periods end now, soon and later, some of them held; all of it is made up. */
final class RetentionSample {
    private final Shop shop;
    private @Nullable CutRun cut;
    private final Vault vault = PlatformTest.bean(Vault.class);

    RetentionSample(Shop shop) throws VaultException {
        this.shop = shop;
        UUID manager = shop.account(Role.MANAGER);
        for (int days : new int[] {-1, -1, 0, 3, 20, 60, 80}) {
            until(person(Purpose.CEREMONY), days);
        }
        until(person(Purpose.OFFER_AND_PAYMENT), 5);
        UUID held = person(Purpose.CEREMONY);
        vault.hold(
                held,
                new Vault.Hold("争议", Instant.now().plus(40, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS)),
                new Reader(Reader.Kind.STAFF, Optional.of(manager), Set.of(Role.MANAGER), shop.site()));
        until(held, -3);
    }

    private UUID person(Purpose purpose) {
        return java.util.Objects.requireNonNull(new TransactionTemplate(
                        PlatformTest.bean(PlatformTransactionManager.class))
                .execute(_ -> {
                    try {
                        Map<Field, String> values = purpose == Purpose.CEREMONY
                                ? Map.of(Field.NAME, "王小明", Field.PHONE, "13800138000")
                                : Map.of(Field.PAYMENT_ACCOUNT, "6222020000001234");
                        return vault.person(values, purpose, Reader.owner(shop.site()));
                    } catch (VaultException e) {
                        throw new IllegalStateException(e);
                    }
                }));
    }

    private static void until(UUID person, int days) {
        PlatformTest.jdbc()
                .sql("UPDATE vault.person_purpose SET until = ? WHERE person_id = ?")
                .params(
                        Instant.now()
                                .plus(days, ChronoUnit.DAYS)
                                .plusSeconds(60)
                                .atOffset(ZoneOffset.UTC),
                        person)
                .update();
    }

    /** Reads of two accounts, one of which has a busy day. */
    void isLookedAt() {
        UUID busy = shop.account(Role.CLERK);
        UUID fresh = shop.account(Role.MANAGER);
        UUID person = person(Purpose.CEREMONY);
        for (int day = 0; day < 8; day++) {
            reads(person, busy, day, day == 0 ? 17 : 3, "clerk", "device");
        }
        reads(person, fresh, 0, 12, "manager", "person_asks");
    }

    private void reads(UUID person, UUID account, int daysAgo, int count, String role, String reason) {
        for (int i = 0; i < count; i++) {
            PlatformTest.jdbc()
                    .sql("""
                            INSERT INTO vault.read (person_id, at, purpose, fields, kind, account_id, role, site_id, act, reason)
                            VALUES (?, now() - make_interval(days => ?), 'ceremony', ARRAY['phone'], 'staff', ?, ?, ?, 'read', ?)""")
                    .params(person, daysAgo, account, role, shop.site(), reason)
                    .update();
        }
    }

    /** A run of the officer's, which has ended. */
    void deletes(Browser desk) throws Exception {
        if (desk.post("/retention/run", Map.of()).status() != 302) {
            throw new IllegalStateException("not begun");
        }
        Soon.until(
                "the run has come to its end",
                () -> Boolean.TRUE.equals(PlatformTest.jdbc()
                        .sql("SELECT bool_and(finished_at IS NOT NULL) FROM vault.retention_run WHERE ? = ANY (sites)")
                        .param(shop.site())
                        .query((row, _) -> row.getBoolean(1))
                        .single()));
    }

    /** The last run of this shop. */
    long run() {
        return PlatformTest.jdbc()
                .sql("SELECT max(id) FROM vault.retention_run WHERE ? = ANY (sites)")
                .param(shop.site())
                .query((row, _) -> row.getLong(1))
                .single();
    }

    /** A run that a process has left. */
    void isCutShort() {
        cut = CutRun.of(shop.site());
    }

    /** It is ended as any is. */
    void goesOn() {
        java.util.Objects.requireNonNull(cut).close();
    }
}
