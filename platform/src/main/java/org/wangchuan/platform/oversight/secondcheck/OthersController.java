package org.wangchuan.platform.oversight.secondcheck;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Fresh;
import org.wangchuan.platform.web.access.Qualified;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.once.Once;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/** Where a verifier looks from afar at what other companies have cleared that asked for it. */
@Controller
class OthersController {
    private final OthersDesk desk;

    OthersController(OthersDesk desk) {
        this.desk = desk;
    }

    @Access(value = To.STAFF, roles = Role.VERIFIER)
    @GetMapping("/looks-for-others")
    ModelAndView list(Page page, Visitor visitor) {
        return new ModelAndView("oversight/others", Map.of("page", page, "waiting", desk.waiting(visitor)));
    }

    @Access(value = To.STAFF, roles = Role.VERIFIER)
    @GetMapping("/looks-for-others/{device}")
    ModelAndView look(Page page, Visitor visitor, @PathVariable UUID device) {
        return show(page, visitor, required(visitor, device), Optional.empty());
    }

    @Access(value = To.STAFF, roles = Role.VERIFIER)
    @Qualified
    @Fresh("/looks-for-others/{device}")
    @Once
    @PostMapping("/looks-for-others/{device}/looks")
    ModelAndView ask(
            Page page, Visitor visitor, @PathVariable UUID device, @RequestParam(defaultValue = "") String where) {
        OthersView.Whole known = required(visitor, device);
        Optional<LookDesk.Choice> choice = LookDesk.Choice.of(where);
        if (choice.isEmpty()) {
            return show(page, visitor, known, Optional.of(new CheckException(CheckException.Code.LOOK_LANE, "none")));
        }
        return act(page, visitor, device, () -> desk.ask(device, choice.get(), visitor));
    }

    @Access(value = To.STAFF, roles = Role.VERIFIER)
    @Qualified
    @Fresh("/looks-for-others/{device}")
    @Once
    @PostMapping("/looks-for-others/{device}/looks/{look}/withdraw")
    ModelAndView withdraw(Page page, Visitor visitor, @PathVariable UUID device, @PathVariable UUID look) {
        var _ = required(visitor, device);
        return act(page, visitor, device, () -> desk.withdraw(device, look, visitor));
    }

    /** By the passkey of whoever had it read, as every word of a second person. */
    @Access(value = To.STAFF, roles = Role.VERIFIER)
    @Qualified
    @Fresh("/looks-for-others/{device}")
    @Once
    @PostMapping("/looks-for-others/{device}/from-afar")
    ModelAndView confirm(Page page, Visitor visitor, @PathVariable UUID device) {
        var _ = required(visitor, device);
        return act(page, visitor, device, () -> desk.confirm(device, visitor));
    }

    @Access(value = To.STAFF, roles = Role.VERIFIER)
    @Qualified
    @Fresh("/looks-for-others/{device}")
    @Once
    @PostMapping("/looks-for-others/{device}/not-possible")
    ModelAndView notPossible(Page page, Visitor visitor, @PathVariable UUID device) {
        var _ = required(visitor, device);
        return act(page, visitor, device, () -> desk.notPossible(device, visitor));
    }

    private interface Act {
        void run() throws CheckException;
    }

    /** Back to the device as long as it waits. */
    private ModelAndView act(Page page, Visitor visitor, UUID device, Act act) {
        try {
            act.run();
            boolean isWaiting = desk.find(visitor, device).isPresent();
            return new ModelAndView("redirect:/looks-for-others" + (isWaiting ? "/" + device : ""));
        } catch (CheckException e) {
            return show(page, visitor, required(visitor, device), Optional.of(e));
        }
    }

    private OthersView.Whole required(Visitor visitor, UUID device) {
        return desk.find(visitor, device).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private ModelAndView show(Page page, Visitor visitor, OthersView.Whole view, Optional<CheckException> problem) {
        return Answer.of(
                "oversight/other",
                problem.isPresent(),
                Map.of(
                        "page",
                        page,
                        "view",
                        view,
                        "looks",
                        desk.looks(visitor, view),
                        "problem",
                        problem.map(why -> "oversight.problem." + why.code()).orElse("")));
    }
}
