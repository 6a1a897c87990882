package org.wangchuan.platform.oversight.audit;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.oversight.audit.AuditView.Due;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Notice;
import org.wangchuan.platform.web.page.Notices;
import org.wangchuan.platform.web.page.Page;

/** Tells managers and who answers for personal data that a checklist, or what was to be done about a finding, is late. */
@Component
class AuditNotices implements Notices {
    private final DueAudits due;

    AuditNotices(DueAudits due) {
        this.due = due;
    }

    @Override
    public List<Notice> of(Visitor visitor, Page page) {
        if (!visitor.hasAny(Role.MANAGER, Role.DATA_PROTECTION_OFFICER)) {
            return List.of();
        }
        List<Notice> out = new ArrayList<>();
        long lists = due.due(visitor).stream().filter(Due::isLate).count();
        if (lists > 0) {
            out.add(new Notice(page.say("oversight.audit.notice.lists", lists), AuditController.PATH));
        }
        long findings = due.late(visitor);
        if (findings > 0) {
            out.add(new Notice(page.say("oversight.audit.notice.findings", findings), AuditController.PATH));
        }
        return out;
    }
}
