package org.wangchuan.platform.intake;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Notice;
import org.wangchuan.platform.web.page.Notices;
import org.wangchuan.platform.web.page.Page;

/** Tells managers of devices that are held since somebody said that data is still on them. */
@Component
class FoundNotices implements Notices {
    private final JdbcClient jdbc;
    private final VisibleSites sites;

    FoundNotices(JdbcClient jdbc, VisibleSites sites) {
        this.jdbc = jdbc;
        this.sites = sites;
    }

    @Override
    public List<Notice> of(Visitor visitor, Page page) {
        if (!visitor.hasAny(Role.MANAGER)) {
            return List.of();
        }
        List<UUID> own = sites.of(visitor).stream().map(Site::id).toList();
        List<String> codes = jdbc.sql("""
                        SELECT o.code FROM intake.order_event e JOIN intake.work_order o ON o.id = e.order_id
                        JOIN custody.device d ON d.id = o.device_id
                        WHERE e.kind = 'data-found-held' AND d.state = 'blocked' AND o.site_id = ANY(?)
                        GROUP BY o.code ORDER BY max(e.id) LIMIT 20""")
                .param(own.toArray(UUID[]::new))
                .query((row, _) -> row.getString(1))
                .list();
        return codes.isEmpty()
                ? List.of()
                : List.of(new Notice(
                        page.say("intake.data-found.notice", codes.size()),
                        codes.size() == 1 ? "/intake?q=" + codes.getFirst() : "/stock?state=blocked"));
    }
}
