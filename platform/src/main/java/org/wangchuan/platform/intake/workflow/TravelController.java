package org.wangchuan.platform.intake.workflow;

import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.travel.Travel;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Qualified;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.once.Once;
import org.wangchuan.platform.web.page.Page;

/** A device's way, by the same steps a page as its erasure: the collector's at the door, and the clerk's who unpacks it. */
@Controller
class TravelController {
    private static final WorkflowSteps.Pages DOOR =
            new WorkflowSteps.Pages(Workflow.Stage.DOOR, "intake/travel", "/travel/");
    private static final WorkflowSteps.Pages ARRIVAL =
            new WorkflowSteps.Pages(Workflow.Stage.ARRIVAL, "intake/travel", "/travel/");

    private final Orders orders;
    private final VisibleSites sites;
    private final Workflows workflows;
    private final WorkflowSteps steps;

    TravelController(Orders orders, VisibleSites sites, Workflows workflows, WorkflowSteps steps) {
        this.orders = orders;
        this.sites = sites;
        this.workflows = workflows;
        this.steps = steps;
    }

    @Access(value = To.STAFF, roles = Role.CLERK)
    @GetMapping("/travel/{order}")
    ModelAndView look(
            Page page,
            Visitor visitor,
            @PathVariable UUID order,
            @RequestParam(defaultValue = "") String step,
            @RequestParam Optional<String> large,
            @RequestParam Optional<String> busy) {
        WorkOrder known = required(visitor, order);
        return steps.show(pages(known), page, known, step, WorkflowSteps.unread(large, busy));
    }

    /** Which one it is, the order says: nobody chooses. */
    @Access(value = To.STAFF, roles = Role.CLERK)
    @Qualified
    @PostMapping("/travel/{order}/start")
    ModelAndView start(Page page, Visitor visitor, @PathVariable UUID order) {
        WorkOrder known = required(visitor, order);
        Workflow workflow = isAtDoor(known) ? workflows.door() : workflows.arrival(known.channel());
        return steps.start(pages(known), page, visitor, known, Optional.of(workflow));
    }

    @Access(value = To.STAFF, roles = Role.CLERK)
    @Qualified
    @PostMapping("/travel/{order}/answer")
    ModelAndView answer(
            Page page,
            Visitor visitor,
            @PathVariable UUID order,
            @RequestParam(defaultValue = "") String step,
            @RequestParam(defaultValue = "") String answer) {
        WorkOrder known = required(visitor, order);
        return steps.answer(pages(known), page, visitor, known, step, answer);
    }

    @Access(value = To.STAFF, roles = Role.CLERK)
    @Once
    @Qualified
    @PostMapping("/travel/{order}/photo")
    ModelAndView photograph(
            Page page,
            Visitor visitor,
            @PathVariable UUID order,
            @RequestParam(defaultValue = "") String step,
            @RequestParam Optional<MultipartFile> photo)
            throws IOException {
        WorkOrder known = required(visitor, order);
        return steps.photograph(pages(known), page, visitor, known, step, photo);
    }

    /** Only what was taken on the way: what an erasure showed is no clerk's to look at. */
    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @Qualified
    @PostMapping("/travel/{order}/photos/{photo}")
    Object look(
            Page page,
            Visitor visitor,
            @PathVariable UUID order,
            @PathVariable UUID photo,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String reference) {
        WorkOrder known = required(visitor, order);
        return steps.look(pages(known), page, visitor, known, photo, reason, reference);
    }

    @Access(value = To.STAFF, roles = Role.CLERK)
    @Qualified
    @PostMapping("/travel/{order}/end")
    ModelAndView end(Page page, Visitor visitor, @PathVariable UUID order) {
        WorkOrder known = required(visitor, order);
        return steps.end(pages(known), page, visitor, known);
    }

    private WorkflowSteps.Pages pages(WorkOrder order) {
        return isAtDoor(order) ? DOOR : ARRIVAL;
    }

    private boolean isAtDoor(WorkOrder order) {
        return orders.travel(order).filter(Travel::isAtDoor).isPresent();
    }

    /** An order that this visitor may see, of a device that travels. */
    private WorkOrder required(Visitor visitor, UUID order) {
        return orders.find(order)
                .filter(found -> sites.find(visitor, found.site()).isPresent())
                .filter(found -> found.channel().travels())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
