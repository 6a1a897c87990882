package org.wangchuan.platform.oversight.retention;

import java.util.List;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.vault.RetentionRuns;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Notice;
import org.wangchuan.platform.web.page.Notices;
import org.wangchuan.platform.web.page.Page;

/** Tells administrators, and whoever answers for personal data, that nothing is deleted by itself for the time being. */
@Component
class RetentionNotices implements Notices {
    private final RetentionRuns runs;
    private final VisibleSites sites;

    RetentionNotices(RetentionRuns runs, VisibleSites sites) {
        this.runs = runs;
        this.sites = sites;
    }

    @Override
    public List<Notice> of(Visitor visitor, Page page) {
        if (!visitor.hasAny(Role.ADMINISTRATOR, Role.DATA_PROTECTION_OFFICER)) {
            return List.of();
        }
        return runs.pauses(RetentionPages.ids(sites.of(visitor))).stream()
                .map(RetentionRuns.Pause::until)
                .max(java.time.Instant::compareTo)
                .map(until -> new Notice(
                        page.say(
                                "oversight.retention.notice",
                                page.time(until, sites.zone(visitor).getId())),
                        RetentionController.PATH))
                .stream()
                .toList();
    }
}
