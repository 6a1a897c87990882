package org.wangchuan.platform.oversight.secondcheck;

import java.util.List;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Notice;
import org.wangchuan.platform.web.page.Notices;
import org.wangchuan.platform.web.page.Page;

/** Tells administrators that another company asks theirs to look from afar. */
@Component
class PactNotices implements Notices {
    private final Pacts pacts;

    PactNotices(Pacts pacts) {
        this.pacts = pacts;
    }

    @Override
    public List<Notice> of(Visitor visitor, Page page) {
        if (!visitor.hasAny(Role.ADMINISTRATOR)) {
            return List.of();
        }
        int asked = visitor.organisation().map(pacts::asked).orElse(0);
        return asked == 0
                ? List.of()
                : List.of(new Notice(page.say("oversight.pacts.notice", asked), "/looks-from-afar"));
    }
}
