package org.wangchuan.platform.intake.workflow;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
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
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderSearch;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.ledger.Observations;
import org.wangchuan.platform.vault.PhotoFile;
import org.wangchuan.platform.vault.Purpose;
import org.wangchuan.platform.vault.Reader;
import org.wangchuan.platform.vault.Vault;
import org.wangchuan.platform.vault.VaultException;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.once.Once;
import org.wangchuan.platform.web.page.Page;

/** The technician's way through a guided workflow, one step a page. */
@Controller
class WorkflowController {
    private final Orders orders;
    private final OrderSearch search;
    private final Devices devices;
    private final VisibleSites sites;
    private final Workflows workflows;
    private final WorkflowRuns runs;
    private final Vault vault;
    private final Observations observations;

    WorkflowController(
            Orders orders,
            OrderSearch search,
            Devices devices,
            VisibleSites sites,
            Workflows workflows,
            WorkflowRuns runs,
            Vault vault,
            Observations observations) {
        this.vault = vault;
        this.observations = observations;
        this.orders = orders;
        this.search = search;
        this.devices = devices;
        this.sites = sites;
        this.workflows = workflows;
        this.runs = runs;
    }

    @Access(value = To.STAFF, roles = Role.TECHNICIAN)
    @GetMapping("/workflow")
    ModelAndView list(Page page, Visitor visitor) {
        List<UUID> visible = sites.of(visitor).stream().map(Site::id).toList();
        List<OrderSearch.Found> waiting = java.util.stream.Stream.of(OrderState.ERASING, OrderState.CONSENTED)
                .flatMap(state -> search.find(visible, Optional.of(state), "", 0).stream())
                .filter(found -> !found.device().kind().hasDriveForTheBench())
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
            @RequestParam Optional<String> large) {
        String problem = large.isPresent() ? "vault.problem.BAD_PHOTO" : ""; // from LargeForms, which read no field
        return show(page, required(visitor, order), step, problem);
    }

    @Access(value = To.STAFF, roles = Role.TECHNICIAN)
    @PostMapping("/workflow/{order}/start")
    ModelAndView start(
            Page page, Visitor visitor, @PathVariable UUID order, @RequestParam(defaultValue = "") String workflow) {
        WorkOrder known = required(visitor, order);
        Optional<Workflow> chosen = workflows.of(kind(known)).stream()
                .filter(one -> one.id().equals(workflow))
                .findFirst();
        if (chosen.isEmpty()) {
            return show(page, known, "", "intake.workflow.NOT_AN_ANSWER");
        }
        try {
            runs.start(order, chosen.get(), visitor.account());
            return back(order);
        } catch (OrderException e) {
            return show(page, required(visitor, order), "", "intake.problem." + e.code());
        }
    }

    @Access(value = To.STAFF, roles = Role.TECHNICIAN)
    @PostMapping("/workflow/{order}/answer")
    ModelAndView answer(
            Page page,
            Visitor visitor,
            @PathVariable UUID order,
            @RequestParam(defaultValue = "") String step,
            @RequestParam(defaultValue = "") String answer) {
        WorkOrder known = required(visitor, order);
        Optional<WorkflowRuns.Run> run = runs.latest(order);
        if (run.isEmpty()) {
            return back(order);
        }
        try {
            WorkflowRuns.Refusal said = runs.answer(run.get(), step, answer, visitor.account());
            return said == WorkflowRuns.Refusal.TAKEN
                    ? back(order)
                    : show(page, known, step, "intake.workflow." + said.name());
        } catch (OrderException e) {
            return show(page, required(visitor, order), step, "intake.problem." + e.code());
        }
    }

    @Access(value = To.STAFF, roles = Role.TECHNICIAN)
    @Once
    @PostMapping("/workflow/{order}/photo")
    ModelAndView photograph(
            Page page,
            Visitor visitor,
            @PathVariable UUID order,
            @RequestParam(defaultValue = "") String step,
            @RequestParam Optional<MultipartFile> photo)
            throws IOException {
        WorkOrder known = required(visitor, order);
        Optional<WorkflowRuns.Run> run = runs.latest(order);
        if (run.isEmpty()) {
            return back(order);
        }
        try {
            PhotoFile file = PhotoFile.of(photo.isPresent() ? photo.get().getBytes() : new byte[0]);
            WorkflowRuns.Refusal said = runs.photograph(run.get(), step, file, visitor);
            return said == WorkflowRuns.Refusal.TAKEN
                    ? back(order)
                    : show(page, known, step, "intake.workflow." + said.name());
        } catch (VaultException e) {
            return show(page, known, step, "vault.problem." + e.code());
        } catch (OrderException e) {
            return show(page, required(visitor, order), step, "intake.problem." + e.code());
        }
    }

    /** A look at a photo. It is asked for, and never part of a page: each look is on record, and its owner sees that. */
    @Access(
            value = To.STAFF,
            roles = {Role.TECHNICIAN, Role.MANAGER})
    @PostMapping("/workflow/{order}/photos/{photo}")
    Object look(Page page, Visitor visitor, @PathVariable UUID order, @PathVariable UUID photo) {
        WorkOrder known = required(visitor, order);
        if (!runs.hasPhoto(order, photo)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        try {
            return jpeg(vault.photo(photo, Purpose.OBSERVATION, Reader.staff(visitor, known.site())));
        } catch (VaultException e) {
            return show(page, known, "", "vault.problem." + e.code());
        }
    }

    private static ResponseEntity<byte[]> jpeg(Vault.OpenedPhoto photo) {
        return ResponseEntity.ok()
                .contentType(MediaType.IMAGE_JPEG)
                .cacheControl(CacheControl.noStore())
                .body(photo.jpeg());
    }

    @Access(value = To.STAFF, roles = Role.TECHNICIAN)
    @PostMapping("/workflow/{order}/end")
    ModelAndView end(Page page, Visitor visitor, @PathVariable UUID order) {
        WorkOrder known = required(visitor, order);
        Optional<WorkflowRuns.Run> run = runs.latest(order).filter(found -> !found.isEnded());
        if (run.isEmpty()) {
            return back(order);
        }
        try {
            runs.end(run.get(), visitor.account());
            return back(order);
        } catch (OrderException e) {
            return show(page, known, "", "intake.problem." + e.code());
        }
    }

    private ModelAndView show(Page page, WorkOrder order, String asked, String problem) {
        Device device = devices.find(order.device()).orElseThrow();
        Optional<WorkflowRuns.Run> run = runs.latest(order.id());
        Map<String, String> answers = run.map(runs::answers).orElse(Map.of());
        Optional<Workflow.Step> step = run.filter(found -> !found.isEnded())
                .flatMap(found -> found.workflow()
                        .step(asked)
                        .or(() -> found.workflow().steps().stream()
                                .filter(one -> !answers.containsKey(one.id()))
                                .findFirst()));
        Map<String, Object> model = new HashMap<>();
        model.put("page", page);
        model.put("order", order);
        model.put("device", device);
        model.put("choices", workflows.of(device.kind()));
        model.put("hint", Workflows.hint(device.brand()));
        model.put("run", run);
        model.put("answers", answers);
        model.put("photos", run.map(runs::photos).orElse(Map.of()));
        model.put(
                "isRecorded",
                run.filter(found -> observations.ofOrder(order.id()).stream()
                                .anyMatch(one -> one.run().equals(found.id())))
                        .isPresent());
        model.put("step", step);
        model.put("problem", problem);
        ModelAndView view = new ModelAndView("intake/workflow", model);
        if (!problem.isEmpty()) {
            view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return view;
    }

    /** An order that this visitor may see, of a device that has a guided workflow. */
    private WorkOrder required(Visitor visitor, UUID order) {
        return orders.find(order)
                .filter(found -> sites.find(visitor, found.site()).isPresent())
                .filter(found -> !kind(found).hasDriveForTheBench())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private DeviceKind kind(WorkOrder order) {
        return devices.find(order.device()).orElseThrow().kind();
    }

    private static ModelAndView back(UUID order) {
        return new ModelAndView("redirect:/workflow/" + order);
    }
}
