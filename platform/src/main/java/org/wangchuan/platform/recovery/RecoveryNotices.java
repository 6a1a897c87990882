package org.wangchuan.platform.recovery;

import java.util.List;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Notice;
import org.wangchuan.platform.web.page.Notices;
import org.wangchuan.platform.web.page.Page;

/** Tells everybody who works here that the platform was put back, as long as something is left to do. */
@Component
class RecoveryNotices implements Notices {
    private final Standings standings;
    private final VisibleSites sites;

    RecoveryNotices(Standings standings, VisibleSites sites) {
        this.standings = standings;
        this.sites = sites;
    }

    @Override
    public List<Notice> of(Visitor visitor, Page page) {
        return standings
                .open(visitor)
                .map(open -> new Notice(
                        open.recovery()
                                .backedUpAt()
                                .map(at -> page.say(
                                        "recovery.notice",
                                        page.time(at, sites.zone(visitor).getId())))
                                .orElseGet(() -> page.say("recovery.notice.unknown")),
                        RecoveryController.PATH))
                .stream()
                .toList();
    }
}
