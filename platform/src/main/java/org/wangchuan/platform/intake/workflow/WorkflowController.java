package org.wangchuan.platform.intake.workflow;

import java.io.IOException;
import java.util.List;
import java.util.Map;
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
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.DeviceSearch;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.intake.OrderSearch;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.cable.CableHelp;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Qualified;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.once.Once;
import org.wangchuan.platform.web.page.Page;

/** The technician's way through a guided erasure, one step a page. */
@Controller
class WorkflowController {
    private static final WorkflowSteps.Pages PAGES =
            new WorkflowSteps.Pages(Workflow.Stage.ERASURE, "intake/workflow", "/workflow/");

    private final Orders orders;
    private final OrderSearch search;
    private final Devices devices;
    private final VisibleSites sites;
    private final Workflows workflows;
    private final WorkflowRuns runs;
    private final WorkflowSteps steps;
    private final CableHelp cables;

    WorkflowController(
            Orders orders,
            OrderSearch search,
            Devices devices,
            VisibleSites sites,
            Workflows workflows,
            WorkflowRuns runs,
            WorkflowSteps steps,
            CableHelp cables) {
        this.orders = orders;
        this.search = search;
        this.devices = devices;
        this.sites = sites;
        this.workflows = workflows;
        this.runs = runs;
        this.steps = steps;
        this.cables = cables;
    }

    @Access(value = To.STAFF, roles = Role.TECHNICIAN)
    @GetMapping("/workflow")
    ModelAndView list(Page page, Visitor visitor) {
        List<UUID> visible = sites.of(visitor).stream().map(Site::id).toList();
        List<OrderSearch.Found> waiting = java.util.stream.Stream.of(
                        OrderState.ERASING, OrderState.CONSENTED, OrderState.IN_PART)
                .flatMap(state -> search.find(visible, Optional.of(state), DeviceSearch.Asked.EVERYTHING, 0).stream())
                .filter(found -> !found.device().kind().hasDriveForTheBench())
                .filter(found -> found.order().state() != OrderState.IN_PART || runs.isToErase(found.order()))
                .filter(found -> orders.travel(found.order())
                        .filter(travel -> !travel.isAtDoor() && !travel.mayBeErased())
                        .isEmpty())
                .toList();
        return new ModelAndView("intake/workflows", Map.of("page", page, "waiting", waiting));
    }

    @Access(value = To.STAFF, roles = Role.TECHNICIAN)
    @GetMapping("/workflow/{order}")
    ModelAndView look(
            Page page,
            Visitor visitor,
            @PathVariable UUID order,
            @RequestParam(defaultValue = "") String step,
            @RequestParam Optional<String> large,
            @RequestParam Optional<String> busy) {
        return steps.show(PAGES, page, required(visitor, order), step, WorkflowSteps.unread(large, busy));
    }

    /** What hangs on the cables of the order's site, for the script: the part of the page that changes by itself. */
    @Access(value = To.STAFF, roles = Role.TECHNICIAN)
    @GetMapping("/workflow/{order}/cable")
    ModelAndView cable(Page page, Visitor visitor, @PathVariable UUID order) {
        WorkOrder known = required(visitor, order);
        Device device = devices.find(known.device()).orElseThrow();
        return new ModelAndView(
                "intake/cable", Map.of("page", page, "device", device, "cable", cables.of(known, device)));
    }

    @Access(value = To.STAFF, roles = Role.TECHNICIAN)
    @Qualified
    @PostMapping("/workflow/{order}/start")
    ModelAndView start(
            Page page, Visitor visitor, @PathVariable UUID order, @RequestParam(defaultValue = "") String workflow) {
        WorkOrder known = required(visitor, order);
        Optional<Workflow> chosen = workflows.of(kind(known)).stream()
                .filter(one -> one.id().equals(workflow))
                .findFirst();
        return steps.start(PAGES, page, visitor, known, chosen);
    }

    @Access(value = To.STAFF, roles = Role.TECHNICIAN)
    @Qualified
    @PostMapping("/workflow/{order}/answer")
    ModelAndView answer(
            Page page,
            Visitor visitor,
            @PathVariable UUID order,
            @RequestParam(defaultValue = "") String step,
            @RequestParam(defaultValue = "") String answer) {
        return steps.answer(PAGES, page, visitor, required(visitor, order), step, answer);
    }

    @Access(value = To.STAFF, roles = Role.TECHNICIAN)
    @Once
    @Qualified
    @PostMapping("/workflow/{order}/photo")
    ModelAndView photograph(
            Page page,
            Visitor visitor,
            @PathVariable UUID order,
            @RequestParam(defaultValue = "") String step,
            @RequestParam Optional<MultipartFile> photo)
            throws IOException {
        return steps.photograph(PAGES, page, visitor, required(visitor, order), step, photo);
    }

    @Access(
            value = To.STAFF,
            roles = {Role.TECHNICIAN, Role.MANAGER})
    @Qualified
    @PostMapping("/workflow/{order}/photos/{photo}")
    Object look(
            Page page,
            Visitor visitor,
            @PathVariable UUID order,
            @PathVariable UUID photo,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String reference) {
        return steps.look(PAGES, page, visitor, required(visitor, order), photo, reason, reference);
    }

    @Access(value = To.STAFF, roles = Role.TECHNICIAN)
    @Qualified
    @PostMapping("/workflow/{order}/end")
    ModelAndView end(Page page, Visitor visitor, @PathVariable UUID order) {
        return steps.end(PAGES, page, visitor, required(visitor, order));
    }

    /** An order that this visitor may see, of a device that has a guided erasure. */
    private WorkOrder required(Visitor visitor, UUID order) {
        return orders.find(order)
                .filter(found -> sites.find(visitor, found.site()).isPresent())
                .filter(found -> !kind(found).hasDriveForTheBench())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private DeviceKind kind(WorkOrder order) {
        return devices.find(order.device()).orElseThrow().kind();
    }
}
