package org.wangchuan.platform.oversight.incident;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Notice;
import org.wangchuan.platform.web.page.Notices;
import org.wangchuan.platform.web.page.Page;

/** Tells whoever could say so that an officer asks to reach all whom an incident concerns. */
@Component
class TellingNotices implements Notices {
    private final Tellings tellings;

    TellingNotices(Tellings tellings) {
        this.tellings = tellings;
    }

    @Override
    public List<Notice> of(Visitor visitor, Page page) {
        List<UUID> asked = tellings.asked(visitor);
        return asked.isEmpty()
                ? List.of()
                : List.of(new Notice(
                        page.say("oversight.telling.notice"), "/incidents/" + asked.getFirst() + "/telling"));
    }
}
