package org.wangchuan.platform.identity;

import java.util.Optional;
import java.util.UUID;
import org.wangchuan.platform.testing.PlatformTest;

/** Companies that were let onto a platform, as many as there may be. */
public final class OtherCompanies {
    private OtherCompanies() {}

    /** Lets in, and sets up, until there are as many as there may be. */
    public static void fill(UUID by) throws AccountException {
        int known = PlatformTest.jdbc()
                .sql("SELECT count(*) FROM identity.newcomer WHERE ended_at IS NULL")
                .query((row, _) -> row.getInt(1))
                .single();
        for (int i = known; i < Newcomers.MAX; i++) {
            var _ = PlatformTest.bean(Newcomers.class).let("guest", by);
            UUID account = PlatformTest.jdbc()
                    .sql("SELECT account_id FROM identity.newcomer WHERE set_up_at IS NULL AND ended_at IS NULL")
                    .query((row, _) -> row.getObject(1, UUID.class))
                    .single();
            PlatformTest.bean(Organisations.class)
                    .setUp(
                            account,
                            new Setup("Guest " + i, "Front", "Gus", "Asia/Shanghai", "CNY", true, false),
                            Optional.empty(),
                            "");
        }
    }
}
