package org.wangchuan.platform.intake.type;

import java.io.IOException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.custody.Line;
import org.wangchuan.platform.custody.TypeLists;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.intake.csv.RowProblem;
import org.wangchuan.platform.intake.csv.TypeListFile;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.once.Once;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/** The lists of type allocations that a company was given. */
@Controller
class TypeListController {
    private final TypeLists lists;
    private final VisibleSites sites;
    private final InstantSource clock;

    TypeListController(TypeLists lists, VisibleSites sites, InstantSource clock) {
        this.lists = lists;
        this.sites = sites;
        this.clock = clock;
    }

    /** @param large from LargeForms, which read no field; so is {@code busy} */
    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @GetMapping("/type-lists")
    ModelAndView show(
            Page page, Visitor visitor, @RequestParam Optional<String> large, @RequestParam Optional<String> busy) {
        List<String> problems = Stream.concat(
                        large.map(_ -> "intake.types.TOO_LARGE").stream(), busy.map(_ -> "intake.form.busy").stream())
                .toList();
        return show(page, visitor, problems, List.of());
    }

    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @Once
    @PostMapping("/type-lists")
    ModelAndView put(
            Page page,
            Visitor visitor,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String source,
            @RequestParam Optional<MultipartFile> list)
            throws IOException {
        Optional<MultipartFile> file = list.filter(one -> !one.isEmpty());
        List<String> problems = Stream.of(
                        Line.isLine(name, TypeLists.NAME_CHARS_MAX) ? "" : "intake.types.problem.name",
                        Line.isLine(source, TypeLists.SOURCE_CHARS_MAX) ? "" : "intake.types.problem.source",
                        Line.isOfAPerson(name) || Line.isOfAPerson(source) ? "intake.types.problem.personal" : "",
                        file.isPresent() ? "" : "intake.types.problem.file")
                .filter(key -> !key.isEmpty())
                .toList();
        if (!problems.isEmpty()) {
            return show(page, visitor, problems, List.of());
        }
        TypeListFile read = TypeListFile.read(file.orElseThrow());
        if (!read.problems().isEmpty()) {
            return show(page, visitor, List.of("intake.types.problem"), read.problems());
        }
        LocalDate day = LocalDate.ofInstant(clock.instant(), sites.zone(visitor));
        TypeLists.Given given = new TypeLists.Given(
                organisation(visitor), name.strip(), source.strip(), day, read.digest(), visitor.account());
        return lists.put(given, read.rows())
                ? new ModelAndView("redirect:/type-lists")
                : show(page, visitor, List.of("intake.types.problem.many"), List.of());
    }

    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @PostMapping("/type-lists/{list}/remove")
    ModelAndView remove(Page page, Visitor visitor, @PathVariable UUID list) {
        return lists.remove(organisation(visitor), list, visitor.account())
                ? new ModelAndView("redirect:/type-lists")
                : show(page, visitor, List.of("intake.types.problem.gone"), List.of());
    }

    private ModelAndView show(Page page, Visitor visitor, List<String> problems, List<RowProblem> rows) {
        UUID organisation = organisation(visitor);
        ZoneId zone = sites.zone(visitor);
        return Answer.of(
                "intake/types",
                !problems.isEmpty(),
                Map.of(
                        "page",
                        page,
                        "lists",
                        lists.of(organisation),
                        "changes",
                        lists.changes(organisation),
                        "timeZone",
                        zone.getId(),
                        "problems",
                        problems,
                        "rows",
                        rows));
    }

    private static UUID organisation(Visitor visitor) {
        return visitor.organisation().orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
