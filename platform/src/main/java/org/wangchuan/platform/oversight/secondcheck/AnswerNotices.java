package org.wangchuan.platform.oversight.secondcheck;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Notice;
import org.wangchuan.platform.web.page.Notices;
import org.wangchuan.platform.web.page.Page;

/** Tells managers and verifiers that a station has found something else on a drive, and that it could not be taken: it may have left. */
@Component
class AnswerNotices implements Notices {
    private final Answers answers;
    private final VisibleSites sites;

    AnswerNotices(Answers answers, VisibleSites sites) {
        this.answers = answers;
        this.sites = sites;
    }

    @Override
    public List<Notice> of(Visitor visitor, Page page) {
        if (!visitor.hasAny(Role.MANAGER, Role.VERIFIER)) {
            return List.of();
        }
        List<UUID> devices =
                answers.unseen(sites.of(visitor).stream().map(Site::id).toList());
        return devices.isEmpty()
                ? List.of()
                : List.of(new Notice(
                        page.say("oversight.answer.notice", devices.size()), "/second-checks/" + devices.getFirst()));
    }
}
