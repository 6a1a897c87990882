package org.wangchuan.platform.intake.workflow;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.cable.CableHelp;
import org.wangchuan.platform.intake.cable.OnCable;
import org.wangchuan.platform.ledger.Observations;
import org.wangchuan.platform.vault.Field;
import org.wangchuan.platform.vault.PhotoFile;
import org.wangchuan.platform.vault.Purpose;
import org.wangchuan.platform.vault.Reader;
import org.wangchuan.platform.vault.Reason;
import org.wangchuan.platform.vault.Vault;
import org.wangchuan.platform.vault.VaultException;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/** What each button of a guided workflow does, whoever it is for, and which page follows. The caller has seen whose order it is. */
@Component
class WorkflowSteps {
    private final Devices devices;
    private final Orders orders;
    private final Workflows workflows;
    private final WorkflowRuns runs;
    private final Vault vault;
    private final Observations observations;
    private final CableHelp cables;

    WorkflowSteps(
            Devices devices,
            Orders orders,
            Workflows workflows,
            WorkflowRuns runs,
            Vault vault,
            Observations observations,
            CableHelp cables) {
        this.devices = devices;
        this.orders = orders;
        this.workflows = workflows;
        this.runs = runs;
        this.vault = vault;
        this.observations = observations;
        this.cables = cables;
    }

    /**
     * The pages of one kind of workflows.
     *
     * @param template that shows them
     * @param path where they are, before the order
     */
    record Pages(Workflow.Stage stage, String template, String path) {
        ModelAndView back(WorkOrder order) {
            return new ModelAndView("redirect:" + path + order.id());
        }
    }

    /** Why LargeForms read no field of a form; empty if it did. */
    static String unread(Optional<String> large, Optional<String> busy) {
        return large.map(_ -> "vault.problem.BAD_PHOTO")
                .or(() -> busy.map(_ -> "intake.form.busy"))
                .orElse("");
    }

    ModelAndView start(Pages pages, Page page, Visitor visitor, WorkOrder order, Optional<Workflow> chosen) {
        if (chosen.isEmpty()) {
            return show(pages, page, order, "", "intake.workflow.NOT_AN_ANSWER");
        }
        try {
            runs.start(order.id(), chosen.get(), visitor.account());
            return pages.back(order);
        } catch (OrderException e) {
            return show(pages, page, now(order), "", "intake.problem." + e.code());
        }
    }

    ModelAndView answer(Pages pages, Page page, Visitor visitor, WorkOrder order, String step, String answer) {
        Optional<WorkflowRuns.Run> run = runs.latest(order.id(), pages.stage());
        if (run.isEmpty()) {
            return pages.back(order);
        }
        try {
            return after(pages, page, order, step, runs.answer(run.get(), step, answer, visitor.account()));
        } catch (OrderException e) {
            return show(pages, page, now(order), step, "intake.problem." + e.code());
        }
    }

    ModelAndView photograph(
            Pages pages, Page page, Visitor visitor, WorkOrder order, String step, Optional<MultipartFile> photo)
            throws IOException {
        Optional<WorkflowRuns.Run> run = runs.latest(order.id(), pages.stage());
        if (run.isEmpty()) {
            return pages.back(order);
        }
        try {
            PhotoFile file = PhotoFile.of(photo.isPresent() ? photo.get().getBytes() : new byte[0]);
            return after(pages, page, order, step, runs.photograph(run.get(), step, file, visitor));
        } catch (VaultException e) {
            return show(pages, page, order, step, "vault.problem." + e.code());
        } catch (OrderException e) {
            return show(pages, page, now(order), step, "intake.problem." + e.code());
        }
    }

    private ModelAndView after(Pages pages, Page page, WorkOrder order, String step, WorkflowRuns.Refusal said) {
        return said == WorkflowRuns.Refusal.TAKEN
                ? pages.back(order)
                : show(pages, page, order, step, "intake.workflow." + said.name());
    }

    /** A look at a photo, with a reason. It is asked for, and never part of a page: each look is on record, and its owner sees that. */
    Object look(Pages pages, Page page, Visitor visitor, WorkOrder order, UUID photo, String reason, String reference) {
        if (!runs.hasPhoto(order.id(), photo, pages.stage())) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        Optional<Reason> why = Reason.of(reason);
        if (why.isEmpty()) {
            return show(pages, page, order, "", "vault.problem.NO_REASON");
        }
        try {
            Vault.OpenedPicture opened = vault.picture(
                    photo,
                    Field.PHOTO,
                    Purpose.OBSERVATION,
                    Reader.staff(visitor, order.site()).because(why.get(), reference));
            return ResponseEntity.ok()
                    .contentType(MediaType.IMAGE_JPEG)
                    .cacheControl(CacheControl.noStore())
                    .body(opened.bytes());
        } catch (VaultException e) {
            return show(pages, page, order, "", "vault.problem." + e.code());
        }
    }

    ModelAndView end(Pages pages, Page page, Visitor visitor, WorkOrder order) {
        Optional<WorkflowRuns.Run> run = runs.latest(order.id(), pages.stage()).filter(found -> !found.isEnded());
        if (run.isEmpty()) {
            return pages.back(order);
        }
        try {
            runs.end(run.get(), visitor.account());
            return pages.back(order);
        } catch (OrderException e) {
            return show(pages, page, now(order), "", "intake.problem." + e.code());
        } catch (GateException e) {
            return show(pages, page, now(order), "", "custody.gate." + e.code());
        }
    }

    ModelAndView show(Pages pages, Page page, WorkOrder order, String asked, String problem) {
        Device device = devices.find(order.device()).orElseThrow();
        Optional<WorkflowRuns.Run> run = runs.latest(order.id(), pages.stage());
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
        model.put("travel", orders.travel(order));
        model.put("choices", workflows.of(device.kind()));
        OnCable cable = pages.stage() == Workflow.Stage.ERASURE ? cables.of(order, device) : OnCable.NOTHING;
        model.put("cable", cable);
        model.put("hint", Workflows.hint(cable.maker().orElse(device.brand())));
        model.put("run", run);
        // What came of the last one is shown first, as long as its owner has agreed to nothing since.
        boolean isToErase = runs.isToErase(order);
        boolean isFirst = run.isEmpty() || order.state() == OrderState.CONSENTED;
        model.put("mayBegin", isToErase && isFirst);
        model.put("mayBeginAgain", isToErase && !isFirst);
        model.put("answers", answers);
        model.put("photos", run.map(runs::photos).orElse(Map.of()));
        model.put(
                "isRecorded",
                run.filter(found -> observations.ofOrder(order.id()).stream()
                                .anyMatch(one -> one.run().equals(found.id())))
                        .isPresent());
        model.put("step", step);
        model.put("problem", problem);
        return Answer.of(pages.template(), !problem.isEmpty(), model);
    }

    private WorkOrder now(WorkOrder order) {
        return orders.find(order.id()).orElseThrow();
    }
}
