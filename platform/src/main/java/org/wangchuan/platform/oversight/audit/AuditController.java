package org.wangchuan.platform.oversight.audit;

import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.custody.Codes;
import org.wangchuan.platform.oversight.audit.AuditException.Code;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Fresh;
import org.wangchuan.platform.web.access.Qualified;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.once.Once;
import org.wangchuan.platform.web.page.Page;

/** Self-audits: which are due, going through one, and what becomes of what was found. */
@Controller
class AuditController {
    static final String PATH = "/self-audits";

    private static final int OFFSET_MAX = 1_000_000;

    private final AuditDesk desk;
    private final AuditPages pages;

    AuditController(AuditDesk desk, AuditPages pages) {
        this.desk = desk;
        this.pages = pages;
    }

    @Access(
            value = To.STAFF,
            roles = {Role.MANAGER, Role.DATA_PROTECTION_OFFICER})
    @GetMapping(PATH)
    ModelAndView list(
            Page page,
            Visitor visitor,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "0") int from) {
        AuditView.Asked asked = new AuditView.Asked(
                Codes.asked(q), AuditView.STATES.contains(state) ? state : "", Math.clamp(from, 0, OFFSET_MAX));
        return pages.list(page, visitor, asked, "");
    }

    @Access(
            value = To.STAFF,
            roles = {Role.MANAGER, Role.DATA_PROTECTION_OFFICER})
    @Qualified
    @PostMapping(PATH)
    ModelAndView begin(
            Page page,
            Visitor visitor,
            @RequestParam(required = false) Optional<UUID> site,
            @RequestParam(defaultValue = "") String checklist) {
        try {
            UUID at = site.orElseThrow(() -> new AuditException(Code.NO_SITE, "a site"));
            return new ModelAndView("redirect:" + PATH + "/" + desk.begin(visitor, at, checklist));
        } catch (AuditException e) {
            return pages.list(page, visitor, AuditView.Asked.EVERYTHING, AuditPages.problem(e));
        }
    }

    @Access(
            value = To.STAFF,
            roles = {Role.MANAGER, Role.DATA_PROTECTION_OFFICER})
    @GetMapping(PATH + "/{audit}")
    ModelAndView look(Page page, Visitor visitor, @PathVariable UUID audit) {
        return pages.show(page, visitor, audit, "", "");
    }

    @Access(
            value = To.STAFF,
            roles = {Role.MANAGER, Role.DATA_PROTECTION_OFFICER})
    @Qualified
    @Once
    @PostMapping(PATH + "/{audit}/answer")
    ModelAndView answer(
            Page page,
            Visitor visitor,
            @PathVariable UUID audit,
            @RequestParam(defaultValue = "0") int seen,
            @RequestParam(defaultValue = "") String item,
            @RequestParam(defaultValue = "") String answer,
            @RequestParam(defaultValue = "") String words) {
        return pages.act(page, visitor, audit, item, () -> {
            AuditStep.Answer said = Arrays.stream(AuditStep.Answer.values())
                    .filter(one -> one.id().equals(answer))
                    .findFirst()
                    .orElseThrow(() -> new AuditException(Code.NO_ITEM, "one of the answers"));
            desk.answer(visitor, audit, seen, item, said, words);
        });
    }

    @Access(
            value = To.STAFF,
            roles = {Role.MANAGER, Role.DATA_PROTECTION_OFFICER})
    @Qualified
    @Once
    @PostMapping(PATH + "/{audit}/plan")
    ModelAndView plan(
            Page page,
            Visitor visitor,
            @PathVariable UUID audit,
            @RequestParam(defaultValue = "0") int seen,
            @RequestParam(defaultValue = "") String item,
            @RequestParam(defaultValue = "") String words,
            @RequestParam(required = false) Optional<UUID> account,
            @RequestParam(defaultValue = "") String due) {
        return pages.act(page, visitor, audit, item, () -> {
            UUID who = account.orElseThrow(() -> new AuditException(Code.NO_ACCOUNT, "somebody"));
            desk.plan(visitor, audit, seen, item, words, who, due);
        });
    }

    @Access(
            value = To.STAFF,
            roles = {Role.MANAGER, Role.DATA_PROTECTION_OFFICER})
    @Qualified
    @Once
    @PostMapping(PATH + "/{audit}/done")
    ModelAndView done(
            Page page,
            Visitor visitor,
            @PathVariable UUID audit,
            @RequestParam(defaultValue = "0") int seen,
            @RequestParam(defaultValue = "") String item,
            @RequestParam(defaultValue = "") String words) {
        return pages.act(page, visitor, audit, item, () -> desk.done(visitor, audit, seen, item, words));
    }

    /** By their own passkey: a second person's word is nobody's who found a browser open. */
    @Access(
            value = To.STAFF,
            roles = {Role.MANAGER, Role.DATA_PROTECTION_OFFICER})
    @Qualified
    @Fresh(PATH + "/{audit}")
    @Once
    @PostMapping(PATH + "/{audit}/check")
    ModelAndView check(
            Page page,
            Visitor visitor,
            @PathVariable UUID audit,
            @RequestParam(defaultValue = "0") int seen,
            @RequestParam(defaultValue = "") String item,
            @RequestParam(defaultValue = "") String result,
            @RequestParam(defaultValue = "") String words) {
        return pages.act(page, visitor, audit, item, () -> {
            if (!result.equals("yes") && !result.equals("no")) {
                throw new AuditException(Code.NO_ITEM, "yes or no");
            }
            desk.check(visitor, audit, seen, item, result.equals("yes"), words);
        });
    }

    @Access(
            value = To.STAFF,
            roles = {Role.MANAGER, Role.DATA_PROTECTION_OFFICER})
    @Qualified
    @Fresh(PATH + "/{audit}")
    @Once
    @PostMapping(PATH + "/{audit}/close")
    ModelAndView close(
            Page page, Visitor visitor, @PathVariable UUID audit, @RequestParam(defaultValue = "0") int seen) {
        return pages.act(page, visitor, audit, "", () -> desk.close(visitor, audit, seen));
    }
}
