package org.wangchuan.platform.intake.list;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
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
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.custody.Line;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.intake.Channel;
import org.wangchuan.platform.intake.IntakeForm;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.Presenter;
import org.wangchuan.platform.intake.VisibleOrders;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.csv.Column;
import org.wangchuan.platform.intake.csv.CsvFile;
import org.wangchuan.platform.intake.csv.DeviceList;
import org.wangchuan.platform.intake.csv.RowProblem;
import org.wangchuan.platform.ledger.RuleSets;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Qualified;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.once.Once;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/** Lists of institutions: taken in as a whole, and their results in a file. */
@Controller
public class BatchController {
    private static final int NAME_CHARS_MAX = 100;

    private final Batches batches;
    private final BatchSummaries summaries;
    private final VisibleOrders visible;
    private final RuleSets rules;

    BatchController(Batches batches, BatchSummaries summaries, VisibleOrders visible, RuleSets rules) {
        this.rules = rules;
        this.batches = batches;
        this.summaries = summaries;
        this.visible = visible;
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @GetMapping("/intake/lists/new")
    ModelAndView blank(Page page, Visitor visitor) {
        return form(page, visitor, Map.of("policy", IntakeForm.POLICIES.getFirst()), List.of(), List.of());
    }

    /** An empty list with the names of its columns, for spreadsheets. */
    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @GetMapping("/intake/lists/example.csv")
    ResponseEntity<byte[]> example(Page page) {
        return CsvFile.answer(
                "wangchuan-list.csv",
                List.of(Stream.of(Column.values())
                        .map(column -> column.name(page.isChinese()))
                        .toList()));
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @Once
    @Qualified
    @PostMapping("/intake/lists/new")
    ModelAndView takeIn(
            Page page,
            Visitor visitor,
            @RequestParam Map<String, String> fields,
            @RequestParam Optional<MultipartFile> list)
            throws IOException, OrderException, GateException {
        Map<String, String> shared =
                new LinkedHashMap<>(Map.of("channel", Channel.INSTITUTION.id(), "presenter", Presenter.EMPLOYEE.id()));
        for (String name : List.of("policy", "secrets", "site", "name")) {
            shared.put(name, fields.getOrDefault(name, ""));
        }
        Optional<Site> site = site(visitor, new IntakeForm(shared));
        List<String> problems = problems(shared, site, list.filter(file -> !file.isEmpty()));
        if (!problems.isEmpty()) {
            return form(page, visitor, shared, problems, List.of());
        }
        DeviceList read = DeviceList.read(bytes(list.orElseThrow()), shared);
        if (!read.problems().isEmpty()) {
            return form(page, visitor, shared, List.of("intake.list.problem"), read.problems());
        }
        Batches.Taken taken = batches.takeInOrAsk(
                new IntakeForm(shared).get("name"),
                read.rows(),
                site.orElseThrow().id(),
                visitor.account(),
                visible.sites(visitor).stream().map(Site::id).toList());
        return taken.batch().isPresent()
                ? new ModelAndView(
                        "redirect:/intake/lists/" + taken.batch().get().id())
                : form(page, visitor, shared, List.of("intake.list.problem"), taken.here());
    }

    /** What of the form itself is wrong; a list that may hold state secrets is not read at all. */
    private static List<String> problems(
            Map<String, String> shared, Optional<Site> site, Optional<MultipartFile> list) {
        IntakeForm form = new IntakeForm(shared);
        return Stream.of(
                        Line.isLine(form.get("name"), NAME_CHARS_MAX) ? "" : "intake.list.problem.name",
                        Line.isOfAPerson(form.get("name")) ? "intake.list.problem.name-personal" : "",
                        IntakeForm.POLICIES.contains(form.get("policy")) ? "" : "intake.problem.choice",
                        IntakeForm.SECRETS.contains(form.get("secrets")) ? "" : "intake.problem.secrets",
                        form.is("secrets", "yes") || form.is("secrets", "unknown") ? "intake.list.problem.secrets" : "",
                        site.isPresent() ? "" : "intake.problem.site",
                        list.isPresent() ? "" : "intake.list.problem.file")
                .filter(key -> !key.isEmpty())
                .toList();
    }

    private Optional<Site> site(Visitor visitor, IntakeForm form) {
        List<Site> sites = visible.sites(visitor);
        return sites.size() == 1
                ? Optional.of(sites.getFirst())
                : sites.stream()
                        .filter(known -> form.site().equals(Optional.of(known.id())))
                        .findFirst();
    }

    private static byte[] bytes(MultipartFile file) throws IOException {
        try (var in = file.getInputStream()) {
            return in.readNBytes(DeviceList.BYTES_MAX + 1);
        }
    }

    /** What became of each device. */
    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @GetMapping("/intake/lists/{batch}/results.csv")
    ResponseEntity<byte[]> results(Visitor visitor, @PathVariable UUID batch) {
        BatchSummary summary = summaries.of(visible.requiredList(visitor, batch));
        List<List<String>> rows = new java.util.ArrayList<>();
        rows.add(List.of(
                "reference",
                "order",
                "label",
                "kind",
                "brand",
                "model",
                "serial-tail",
                "state",
                "verdict",
                "conforming",
                "result",
                "unmet",
                "presence",
                "doubt"));
        for (BatchSummary.Row row : summary.rows()) {
            Device device = row.item().device();
            WorkOrder order = row.item().order();
            rows.add(List.of(
                    order.reference().orElse(""),
                    order.code(),
                    device.code(),
                    device.kind().id(),
                    device.brand(),
                    device.model(),
                    device.serialTail().orElse(""),
                    row.isInDoubt() ? "in-doubt" : order.state().id(),
                    row.verdict().orElse(""),
                    row.statements().isEmpty() ? "" : String.valueOf(row.isConforming()),
                    row.result().id(),
                    String.join(" ", row.unmet()),
                    order.presence()
                            .map(presence -> presence.id() + (row.isPresentAfterwards() ? "-afterwards" : ""))
                            .orElse(""),
                    String.join(" ", row.doubts())));
        }
        return CsvFile.answer("wangchuan-" + summary.batch().code() + ".csv", rows);
    }

    private ModelAndView form(
            Page page, Visitor visitor, Map<String, String> fields, List<String> problems, List<RowProblem> rows) {
        List<Site> sites = visible.sites(visitor);
        if (sites.isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return Answer.of(
                "intake/list-new",
                !problems.isEmpty(),
                Map.of(
                        "page", page,
                        "form", new IntakeForm(fields),
                        "sites", sites,
                        "rules", rules,
                        "problems", problems,
                        "rows", rows));
    }
}
