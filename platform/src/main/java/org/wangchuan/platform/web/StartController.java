package org.wangchuan.platform.web;

import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.page.NavigationEntry;
import org.wangchuan.platform.web.page.Page;

/** The first page: for whoever works here the first line of their menu, else what this is. */
@Controller
class StartController {
    @Access(To.ANYONE)
    @GetMapping("/")
    ModelAndView start(Page page) {
        if (page.visitor().isPresent() && page.visitor().get().organisation().isEmpty()) {
            return new ModelAndView("redirect:/setup");
        }
        return page.navigation().stream()
                .findFirst()
                .map(NavigationEntry::path)
                .map(path -> new ModelAndView("redirect:" + path))
                .orElseGet(() -> new ModelAndView("web/start", Map.of("page", page)));
    }
}
