package org.wangchuan.platform.consumer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.page.Page;

/** How to get ready to give a device away, for anyone: also for who comes to no shop. Nothing of who reads it is kept. */
@Controller
class GuideController {
    private final Guides guides;

    GuideController(Guides guides) {
        this.guides = guides;
    }

    /**
     * All of them, or those that fit.
     *
     * @param q what somebody typed
     */
    @Access(To.ANYONE)
    @GetMapping("/guides")
    ModelAndView list(
            @RequestParam(defaultValue = "") String q,
            Page page,
            HttpServletRequest request,
            HttpServletResponse response) {
        Map<Guide.Group, List<Guide>> byGroup = guides.all().stream()
                .collect(Collectors.groupingBy(
                        Guide::group, () -> new EnumMap<>(Guide.Group.class), Collectors.toList()));
        List<Guide> found = q.isBlank() ? List.of() : guides.search(q);
        return new ModelAndView(
                "consumer/guides",
                Map.of(
                        "page", page,
                        "typed", q.strip(),
                        "found", found,
                        "groups", byGroup,
                        "isLarge", LargeType.of(request, response)));
    }

    /** One of them. */
    @Access(To.ANYONE)
    @GetMapping("/guides/{id}")
    ModelAndView guide(@PathVariable String id, Page page, HttpServletRequest request, HttpServletResponse response) {
        Guide guide = guides.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return new ModelAndView(
                "consumer/guide", Map.of("page", page, "guide", guide, "isLarge", LargeType.of(request, response)));
    }
}
