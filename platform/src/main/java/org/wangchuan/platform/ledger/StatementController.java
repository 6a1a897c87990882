package org.wangchuan.platform.ledger;

import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Qualified;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/** What is proved of an order's device, clause by clause, and what is not. */
@Controller
class StatementController {
    private final Statements statements;
    private final Validations validations;
    private final Observations observations;
    private final Records records;
    private final Conflicts conflicts;
    private final Matches matches;
    private final RuleSets rules;
    private final VisibleSites sites;
    private final Papers papers;
    private final MakersWord producers;

    StatementController(
            Statements statements,
            Validations validations,
            Observations observations,
            Records records,
            Conflicts conflicts,
            Matches matches,
            RuleSets rules,
            VisibleSites sites,
            Papers papers,
            MakersWord producers) {
        this.producers = producers;
        this.observations = observations;
        this.records = records;
        this.statements = statements;
        this.validations = validations;
        this.conflicts = conflicts;
        this.matches = matches;
        this.rules = rules;
        this.sites = sites;
        this.papers = papers;
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.TECHNICIAN, Role.VERIFIER, Role.MANAGER})
    @GetMapping("/statements/{order}")
    ModelAndView show(Page page, Visitor visitor, @PathVariable UUID order) {
        return show(page, visitor, order, "");
    }

    @Access(value = To.STAFF, roles = Role.MANAGER)
    @Qualified
    @PostMapping("/statements/{order}/validations")
    ModelAndView validate(
            Page page,
            Visitor visitor,
            @PathVariable UUID order,
            @RequestParam UUID event,
            @RequestParam String clause,
            @RequestParam String reason) {
        var _ = one(visitor, order, Optional.of(event));
        try {
            validations.validate(order, event, clause, reason, visitor);
            return new ModelAndView("redirect:/statements/" + order);
        } catch (LedgerException e) {
            return show(page, visitor, order, "ledger.problem." + e.code());
        }
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.TECHNICIAN, Role.VERIFIER, Role.MANAGER})
    @GetMapping("/statements/{order}/{kind:receipt|certificate}.json")
    ResponseEntity<byte[]> file(
            Visitor visitor, @PathVariable UUID order, @PathVariable String kind, @RequestParam Optional<UUID> event) {
        Statements.Shown shown = one(visitor, order, event);
        Optional<String> text = kind.equals("receipt")
                ? Optional.of(shown.file().receiptJson())
                : shown.file().certificateJson();
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(shown.orderCode() + tail(shown) + "." + kind + ".json")
                                .build()
                                .toString())
                .body(text.orElseThrow(this::notFound).getBytes(StandardCharsets.UTF_8));
    }

    /** The same on paper, for whoever has no use for a file. */
    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.TECHNICIAN, Role.VERIFIER, Role.MANAGER})
    @GetMapping("/statements/{order}/{kind:receipt|certificate}.pdf")
    Object paper(
            Page page,
            Visitor visitor,
            @PathVariable UUID order,
            @PathVariable String kind,
            @RequestParam Optional<UUID> event,
            HttpServletResponse response) {
        Statements.Shown shown = one(visitor, order, event);
        try {
            return papers.file(shown, Papers.Kind.of(kind)).orElseThrow(this::notFound);
        } catch (LedgerException e) {
            return Papers.refusal(show(page, visitor, order, ""), e, response);
        }
    }

    /** What the operator's log has signed of it: who saw or decided what. */
    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.TECHNICIAN, Role.VERIFIER, Role.MANAGER})
    @GetMapping("/statements/{order}/record.json")
    ResponseEntity<byte[]> record(Visitor visitor, @PathVariable UUID order, @RequestParam UUID event) {
        return records.find(event)
                .filter(one -> one.order().equals(order)
                        && sites.find(visitor, one.site()).isPresent())
                .orElseThrow(this::notFound)
                .download();
    }

    private ModelAndView show(Page page, Visitor visitor, UUID order, String problem) {
        List<Observations.Shown> observed = observations.ofOrder(order);
        List<Statements.Shown> shown = statements.shown(order);
        List<Conflicts.Conflict> found = conflicts.ofOrder(order);
        List<Matches.Match> matched = matches.ofOrder(order);
        UUID at = shown.stream()
                .map(Statements.Shown::site)
                .findFirst()
                .or(() -> observed.stream().map(Observations.Shown::site).findFirst())
                .or(() -> matched.stream()
                        .flatMap(one -> matches.siteOf(one.eventId()).stream())
                        .findFirst())
                .or(() -> found.stream().map(Conflicts.Conflict::site).findFirst())
                .orElseThrow(this::notFound);
        Organisations.Site site = sites.find(visitor, at).orElseThrow(this::notFound);
        return Answer.of(
                "ledger/statement",
                !problem.isEmpty(),
                Map.of(
                        "page", page,
                        "order", order,
                        "statements",
                                shown.stream().map(one -> judged(visitor, one)).toList(),
                        "observations", observed,
                        "conflicts", found,
                        "isFull", conflicts.isFull(order),
                        "matches", matched,
                        "rules", rules,
                        "site", site,
                        "problem", problem));
    }

    private Judged judged(Visitor visitor, Statements.Shown shown) {
        UUID event = shown.file().eventId();
        Optional<Validations.Standing> standing = visitor.hasAny(Role.MANAGER)
                ? validations.standing(shown.file().order(), event, visitor)
                : Optional.empty();
        return new Judged(
                shown,
                validations.of(event),
                producers.of(event),
                standing.isPresent() ? validations.openOf(shown) : Set.of(),
                standing);
    }

    /** One of an order that this visitor may see; of several it has to be said which. */
    private Statements.Shown one(Visitor visitor, UUID order, Optional<UUID> event) {
        List<Statements.Shown> all = statements.shown(order).stream()
                .filter(shown -> sites.find(visitor, shown.site()).isPresent())
                .filter(shown ->
                        event.isEmpty() || event.get().equals(shown.file().eventId()))
                .toList();
        if (all.size() != 1) {
            throw notFound();
        }
        return all.getFirst();
    }

    private static String tail(Statements.Shown shown) {
        return shown.file()
                .serialTail()
                .map(tail -> "-" + tail.replaceAll("[^A-Za-z0-9]", "_"))
                .orElse("");
    }

    private ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
