package org.wangchuan.platform.intake.list;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.VisibleOrders;
import org.wangchuan.platform.ledger.LedgerException;
import org.wangchuan.platform.ledger.Papers;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Unqualified;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/** Signed summaries of a list, at the counter. */
@Controller
class ListSummaryController {
    private final VisibleOrders visible;
    private final ListSummaries summaries;
    private final SummaryMaking making;
    private final ListSummaryFiles files;

    ListSummaryController(
            VisibleOrders visible, ListSummaries summaries, SummaryMaking making, ListSummaryFiles files) {
        this.visible = visible;
        this.summaries = summaries;
        this.making = making;
        this.files = files;
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @GetMapping("/intake/lists/{batch}/issues")
    ModelAndView look(Page page, Visitor visitor, @PathVariable UUID batch) {
        return show(page, visitor, visible.requiredList(visitor, batch), "");
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @Unqualified("it is worked out from what is there, and nobody decides anything by it")
    @PostMapping("/intake/lists/{batch}/issues")
    ModelAndView make(Page page, Visitor visitor, @PathVariable UUID batch) {
        Batch known = visible.requiredList(visitor, batch);
        try {
            ZoneId zone = ZoneId.of(visible.site(visitor, known.site()).timeZone());
            var _ = making.make(known, zone, Actor.staff(visitor.account()));
            return new ModelAndView("redirect:/intake/lists/" + batch + "/issues");
        } catch (SummaryException e) {
            return show(page, visitor, known, "intake.problem." + e.code());
        }
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @GetMapping("/intake/lists/{batch}/issues/{number}.json")
    Object json(Visitor visitor, @PathVariable UUID batch, @PathVariable int number) {
        return files.json(visible.requiredList(visitor, batch), number);
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @GetMapping("/intake/lists/{batch}/issues/{number}.pdf")
    Object pdf(
            Page page,
            Visitor visitor,
            @PathVariable UUID batch,
            @PathVariable int number,
            HttpServletResponse response) {
        Batch known = visible.requiredList(visitor, batch);
        try {
            return files.pdf(known, number);
        } catch (LedgerException e) {
            return Papers.refusal(show(page, visitor, known, ""), e, response);
        }
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @GetMapping("/intake/lists/{batch}/issues/{number}.zip")
    @Nullable
    ModelAndView zip(
            Page page,
            Visitor visitor,
            @PathVariable UUID batch,
            @PathVariable int number,
            HttpServletResponse response)
            throws IOException {
        Batch known = visible.requiredList(visitor, batch);
        try {
            if (!files.zip(known, number, response)) {
                throw new ResponseStatusException(HttpStatus.NOT_FOUND);
            }
            return null; // it is written
        } catch (LedgerException e) {
            return Papers.refusal(show(page, visitor, known, ""), e, response);
        }
    }

    private ModelAndView show(Page page, Visitor visitor, Batch batch, String problem) {
        return Answer.of(
                "intake/issues",
                !problem.isEmpty(),
                Map.of(
                        "page", page,
                        "batch", batch,
                        "site", visible.site(visitor, batch.site()),
                        "issues", summaries.shown(batch),
                        "problem", problem));
    }
}
