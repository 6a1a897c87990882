package org.wangchuan.platform.recovery;

import java.util.List;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.database.LastBackup;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Notice;
import org.wangchuan.platform.web.page.Notices;
import org.wangchuan.platform.web.page.Page;

/** Tells administrators that the last back-up is old, or that there never was one: nothing makes it by itself. */
@Component
class BackupNotices implements Notices {
    private final LastBackup backups;
    private final VisibleSites sites;

    BackupNotices(LastBackup backups, VisibleSites sites) {
        this.backups = backups;
        this.sites = sites;
    }

    @Override
    public List<Notice> of(Visitor visitor, Page page) {
        if (page.isTrial() || !visitor.hasAny(Role.ADMINISTRATOR)) {
            return List.of();
        }
        return backups.standing().filter(LastBackup.Standing::isLate).stream()
                .map(late -> new Notice(
                        late.at()
                                .map(at -> page.say(
                                        "recovery.backup.notice",
                                        page.time(at, sites.zone(visitor).getId())))
                                .orElseGet(() -> page.say("recovery.backup.notice.never")),
                        BackupController.PATH))
                .toList();
    }
}
