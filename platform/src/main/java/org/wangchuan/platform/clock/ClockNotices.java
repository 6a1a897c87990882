package org.wangchuan.platform.clock;

import java.util.List;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Notice;
import org.wangchuan.platform.web.page.Notices;
import org.wangchuan.platform.web.page.Page;

/** Tells administrators that a clock was set, until one of them has seen to it. */
@Component
class ClockNotices implements Notices {
    private final Steps steps;

    ClockNotices(Steps steps) {
        this.steps = steps;
    }

    @Override
    public List<Notice> of(Visitor visitor, Page page) {
        return visitor.hasAny(Role.ADMINISTRATOR)
                        && visitor.organisation().filter(steps::hasUnseen).isPresent()
                ? List.of(new Notice(page.say("clock.notice"), ClockController.PATH))
                : List.of();
    }
}
