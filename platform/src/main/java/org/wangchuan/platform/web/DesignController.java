package org.wangchuan.platform.web;

import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.page.Page;

/** Every part of the design system on one page, for whoever builds pages and for whoever looks whether they still fit. */
@Controller
class DesignController {
    @Access(To.STAFF)
    @GetMapping("/design")
    ModelAndView design(Page page) {
        return new ModelAndView("web/design", Map.of("page", page));
    }
}
