package org.wangchuan.platform.bench;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.intake.VisibleOrders;
import org.wangchuan.platform.intake.list.Batch;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Fresh;
import org.wangchuan.platform.web.access.Qualified;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Unqualified;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.once.Once;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/** A list at the bench: a technician says once that its drives are erased as they come, and anybody there ends it. */
@Controller
class ListLaneController {
    private static final String PATH = "/bench/lists/{list}";

    private final ListLaneViews views;
    private final ListWordTable table;
    private final ListWords words;
    private final ListLanes lanes;
    private final VisibleOrders visible;

    ListLaneController(
            ListLaneViews views, ListWordTable table, ListWords words, ListLanes lanes, VisibleOrders visible) {
        this.views = views;
        this.table = table;
        this.words = words;
        this.lanes = lanes;
        this.visible = visible;
    }

    @Access(
            value = To.STAFF,
            roles = {Role.TECHNICIAN, Role.MANAGER})
    @GetMapping(PATH)
    ModelAndView show(Page page, Visitor visitor, @PathVariable UUID list) {
        return show(page, visitor, list, "");
    }

    /** Says it: what can't be taken back follows without another click, so it takes whoever says it, and nobody at an open browser. */
    @Access(value = To.STAFF, roles = Role.TECHNICIAN)
    @Fresh(PATH)
    @Qualified
    @Once
    @PostMapping(PATH + "/word")
    ModelAndView say(
            Page page,
            Visitor visitor,
            @PathVariable UUID list,
            @RequestParam(defaultValue = "") String station,
            @RequestParam(defaultValue = "0") int hours,
            @RequestParam(defaultValue = "") String sure) {
        Batch known = visible.requiredList(visitor, list);
        try {
            if (!sure.equals("yes")) {
                throw new BenchException(BenchException.Code.LIST_WORD_UNSURE, "not said");
            }
            lanes.said(words.say(known, station(station), Duration.ofHours(hours), visitor.account()));
            return to(list);
        } catch (BenchException e) {
            return show(page, visitor, list, "bench.problem." + e.code());
        }
    }

    private static Optional<UUID> station(String text) throws BenchException {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw new BenchException(BenchException.Code.LIST_WORD_CHOICE, "no station");
        }
    }

    @Access(
            value = To.STAFF,
            roles = {Role.TECHNICIAN, Role.MANAGER})
    @Unqualified("it stops what would begin by itself, before the point of no return")
    @PostMapping(PATH + "/end")
    ModelAndView end(Visitor visitor, @PathVariable UUID list) {
        Batch known = visible.requiredList(visitor, list);
        table.openAt(known.site()).stream()
                .filter(word -> word.batch().equals(known.id()))
                .forEach(word -> words.end(word, ListWord.Why.PERSON, Optional.of(visitor.account())));
        return to(list);
    }

    private ModelAndView show(Page page, Visitor visitor, UUID list, String problem) {
        Batch known = visible.requiredList(visitor, list);
        return Answer.of(
                "bench/list",
                !problem.isEmpty(),
                Map.of(
                        "page",
                        page,
                        "view",
                        views.of(known, visible.site(visitor, known.site()), visitor.hasAny(Role.TECHNICIAN)),
                        "problem",
                        problem));
    }

    private static ModelAndView to(UUID list) {
        return new ModelAndView("redirect:/bench/lists/" + list);
    }
}
