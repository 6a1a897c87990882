package org.wangchuan.platform.consumer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.oversight.incident.OwnerNotices;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.page.Page;

/** What owners are told of incidents that concern their data, by the link that they have. It holds nothing of a person. */
@Controller
class OwnerNoticesController {
    private final OwnerNotices notices;
    private final Guests guests;

    OwnerNoticesController(OwnerNotices notices, Guests guests) {
        this.notices = notices;
        this.guests = guests;
    }

    @Access(To.OWNER)
    @GetMapping("/o/{secret}/notices")
    ModelAndView list(
            @PathVariable String secret, Page page, HttpServletRequest request, HttpServletResponse response) {
        Look look = Look.of(page, guests.byLink(OwnerDoor.order(request), secret), request, response);
        return look.view(
                "notices", "", Map.of("notices", notices.of(look.guest().orders(), page)));
    }
}
