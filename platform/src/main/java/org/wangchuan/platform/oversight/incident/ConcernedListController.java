package org.wangchuan.platform.oversight.incident;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.custody.Codes;
import org.wangchuan.platform.intake.csv.CsvFile;
import org.wangchuan.platform.rights.ComplaintReach;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/** All orders and complaints that an incident concerns, page by page and as files. Nothing of a person is there. */
@Controller
class ConcernedListController {
    private final IncidentPages pages;
    private final ConcernedList list;
    private final ConcernedTable table;
    private final Concerned concerned;
    private final Tellings tellings;

    ConcernedListController(
            IncidentPages pages, ConcernedList list, ConcernedTable table, Concerned concerned, Tellings tellings) {
        this.pages = pages;
        this.list = list;
        this.table = table;
        this.concerned = concerned;
        this.tellings = tellings;
    }

    /** All, those without a notice, or the one of a code. */
    @Access(value = To.STAFF, roles = Role.DATA_PROTECTION_OFFICER)
    @GetMapping("/incidents/{incident}/orders")
    ModelAndView orders(
            Page page,
            Visitor visitor,
            @PathVariable UUID incident,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String untold,
            @RequestParam(required = false) Optional<UUID> after) {
        Incident known = pages.required(visitor, incident);
        boolean isUntold = untold.equals("1");
        List<IncidentView.Order> found = code.isBlank()
                ? list.page(known, after, isUntold, ConcernedList.PAGE)
                : list.coded(known, Codes.typed(code), concerned.own(visitor, known));
        return Answer.of(
                "oversight/concerned",
                false,
                Map.of(
                        "page",
                        page,
                        "incident",
                        known,
                        "orders",
                        found,
                        "untold",
                        table.untold(known),
                        "isUntold",
                        isUntold,
                        "code",
                        code.strip(),
                        "after",
                        after,
                        "next",
                        found.size() == ConcernedList.PAGE
                                ? Optional.of(found.getLast().id())
                                : Optional.empty(),
                        "isAllowed",
                        tellings.allowedBy(known).isPresent()));
    }

    @Access(value = To.STAFF, roles = Role.DATA_PROTECTION_OFFICER)
    @GetMapping("/incidents/{incident}/complaints")
    ModelAndView complaints(
            Page page,
            Visitor visitor,
            @PathVariable UUID incident,
            @RequestParam(required = false) Optional<UUID> after) {
        Incident known = pages.required(visitor, incident);
        List<ComplaintReach.Reached> found = list.complaints(known, after, ConcernedList.PAGE);
        return Answer.of(
                "oversight/concerned-complaints",
                false,
                Map.of(
                        "page",
                        page,
                        "incident",
                        known,
                        "complaints",
                        found,
                        "after",
                        after,
                        "next",
                        found.size() == ConcernedList.PAGE
                                ? Optional.of(found.getLast().id())
                                : Optional.empty(),
                        "isAllowed",
                        tellings.allowedBy(known).isPresent()));
    }

    /** At most {@value ConcernedList#FILE} in one file; the next one begins after the last line's id. */
    @Access(value = To.STAFF, roles = Role.DATA_PROTECTION_OFFICER)
    @GetMapping("/incidents/{incident}/orders.csv")
    ResponseEntity<byte[]> file(
            Visitor visitor, @PathVariable UUID incident, @RequestParam(required = false) Optional<UUID> after) {
        Incident known = pages.required(visitor, incident);
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("id", "order", "device", "notice"));
        for (IncidentView.Order one : list.file(known, after)) {
            rows.add(List.of(one.id().toString(), one.code(), one.deviceCode(), one.isTold() ? "released" : "none"));
        }
        return CsvFile.answer("wangchuan-incident-" + known.code() + ".csv", rows);
    }
}
