package org.wangchuan.platform.ledger.producer;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.identity.CompanyChanges;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.ledger.LedgerException;
import org.wangchuan.platform.ledger.ProducersMet;
import org.wangchuan.platform.ledger.RuleSets;
import org.wangchuan.platform.ledger.log.OperatorList;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Fresh;
import org.wangchuan.platform.web.access.Qualified;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Unqualified;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.once.Once;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;
import org.wangchuan.proof.producer.SignedProducerStatement;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;

/** Whose word about their own phones counts at the gate, and who decided that. */
@Controller
class ProducerController {
    private static final String PATH = "/producers";

    private final ProducerDesk desk;
    private final ProducerEntries entries;
    private final ProducerFiles files;
    private final OperatorList operators;
    private final RuleSets rules;
    private final Organisations organisations;
    private final CompanyChanges company;
    private final VisibleSites sites;
    private final ProducersMet met;

    ProducerController(
            ProducerDesk desk,
            ProducerEntries entries,
            ProducerFiles files,
            OperatorList operators,
            RuleSets rules,
            Organisations organisations,
            CompanyChanges company,
            VisibleSites sites,
            ProducersMet met) {
        this.met = met;
        this.desk = desk;
        this.entries = entries;
        this.files = files;
        this.operators = operators;
        this.rules = rules;
        this.organisations = organisations;
        this.company = company;
        this.sites = sites;
    }

    @Access(
            value = To.STAFF,
            roles = {Role.ADMINISTRATOR, Role.MANAGER})
    @GetMapping(PATH)
    ModelAndView show(Page page, Visitor visitor) {
        return show(page, visitor, "");
    }

    @Access(value = To.STAFF, roles = Role.MANAGER)
    @Qualified
    @Fresh(PATH)
    @Once
    @PostMapping(PATH)
    ModelAndView propose(
            Page page,
            Visitor visitor,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String keys,
            @RequestParam(defaultValue = "") String makers,
            @RequestParam(defaultValue = "") List<String> accepts,
            @RequestParam(defaultValue = "") String reason) {
        requireHost(visitor);
        return act(
                page,
                visitor,
                () -> desk.propose(new ProducerDesk.Proposal(name, keys, makers, accepts, reason), visitor));
    }

    @Access(value = To.STAFF, roles = Role.MANAGER)
    @Qualified
    @Fresh(PATH)
    @Once
    @PostMapping(PATH + "/{id}/confirm")
    ModelAndView confirm(Page page, Visitor visitor, @PathVariable UUID id) {
        requireHost(visitor);
        return act(page, visitor, () -> {
            desk.confirm(id, visitor);
            return id;
        });
    }

    @Access(value = To.STAFF, roles = Role.MANAGER)
    @Unqualified("taking back lets nothing be sold that was not")
    @Fresh(PATH)
    @Once
    @PostMapping(PATH + "/{id}/end")
    ModelAndView end(
            Page page, Visitor visitor, @PathVariable UUID id, @RequestParam(defaultValue = "no") String stolen) {
        requireHost(visitor);
        return act(page, visitor, () -> {
            desk.end(id, stolen.equals("yes"), visitor);
            return id;
        });
    }

    /** A later statement of a maker, or its withdrawal. */
    @Access(value = To.STAFF, roles = Role.MANAGER)
    @Unqualified("a later statement only takes back")
    @Once
    @PostMapping(PATH + "/statements")
    ModelAndView keep(Page page, Visitor visitor, @RequestParam Optional<MultipartFile> statement) throws IOException {
        requireHost(visitor);
        byte[] file = statement.isPresent() ? bytes(statement.get()) : new byte[0];
        return act(page, visitor, () -> {
            files.keep(file, visitor);
            return file;
        });
    }

    /** Whether the gate of one's own company goes by the list: of all its sites, and so nobody's who manages one. */
    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @Fresh(PATH)
    @PostMapping(PATH + "/company")
    ModelAndView setCompany(Visitor visitor, @RequestParam(defaultValue = "false") boolean accepted) {
        company.producers(organisation(visitor), accepted, visitor.account());
        return new ModelAndView("redirect:" + PATH);
    }

    private interface Act {
        Object run() throws LedgerException;
    }

    private ModelAndView act(Page page, Visitor visitor, Act act) {
        try {
            Object _ = act.run();
            return new ModelAndView("redirect:" + PATH);
        } catch (LedgerException e) {
            return show(page, visitor, "ledger.problem." + e.code());
        }
    }

    /** One more than is taken, so that what is too large is seen to be. */
    private static byte[] bytes(MultipartFile file) throws IOException {
        try (var in = file.getInputStream()) {
            return in.readNBytes(SignedProducerStatement.BYTES_MAX + 1);
        }
    }

    /** All companies of the platform have one list, and one of them runs it. */
    private void requireHost(Visitor visitor) {
        if (!organisations.isOfHost(visitor)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }

    private static UUID organisation(Visitor visitor) {
        return visitor.organisation().orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private ModelAndView show(Page page, Visitor visitor, String problem) {
        boolean isHost = organisations.isOfHost(visitor);
        Optional<TrustList> list = operators.current().map(SignedTrustList::list);
        List<ProducerEntry> all = isHost ? entries.all() : List.of();
        ProducersPage shown = new ProducersPage(
                all,
                list.map(TrustList::producers).orElse(List.of()),
                isHost ? files.all() : List.of(),
                rules,
                all.stream()
                        .filter(one -> one.proposed().account().equals(visitor.account()))
                        .map(ProducerEntry::id)
                        .collect(Collectors.toSet()),
                visitor.organisation().filter(organisations::goesByProducers).isPresent(),
                isHost,
                list.map(TrustList::version).orElse(0L),
                isHost ? met.inStock(Optional.empty()) : Map.of(),
                visitor.organisation().map(own -> met.inStock(Optional.of(own))).orElse(Map.of()).values().stream()
                        .mapToLong(Long::longValue)
                        .sum());
        return Answer.of(
                "ledger/producers",
                !problem.isEmpty(),
                Map.of(
                        "page",
                        page,
                        "shown",
                        shown,
                        "timeZone",
                        sites.zone(page.visitor()).getId(),
                        "problem",
                        problem));
    }
}
