package org.wangchuan.platform.staff;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.identity.VisibleSites;
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

/** Who is qualified for what, for those who manage them; what was proved elsewhere; and the company's introduction. */
@Controller
class PeopleController {
    static final String PATH = "/staff";

    private final Members members;
    private final QualificationTable table;
    private final QualifiedStaff staff;
    private final Proofs proofs;
    private final Introductions introductions;
    private final VisibleSites sites;
    private final WorkNames names;
    private final InstantSource clock;

    PeopleController(
            Members members,
            QualificationTable table,
            QualifiedStaff staff,
            Proofs proofs,
            Introductions introductions,
            VisibleSites sites,
            WorkNames names,
            InstantSource clock) {
        this.members = members;
        this.table = table;
        this.staff = staff;
        this.proofs = proofs;
        this.introductions = introductions;
        this.sites = sites;
        this.names = names;
        this.clock = clock;
    }

    @Access(
            value = To.STAFF,
            roles = {Role.MANAGER, Role.ADMINISTRATOR})
    @GetMapping(PATH)
    ModelAndView list(Page page, Visitor visitor) {
        return list(page, visitor, MemberSearch.EVERYBODY);
    }

    /** By a name, which stands in no address. */
    @Access(
            value = To.STAFF,
            roles = {Role.MANAGER, Role.ADMINISTRATOR})
    @Unqualified("nothing is changed")
    @PostMapping(PATH + "/find")
    ModelAndView find(
            Page page,
            Visitor visitor,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String role,
            @RequestParam(defaultValue = "") String lacks) {
        return list(page, visitor, new MemberSearch(name.strip(), role, lacks.equals("1")));
    }

    private ModelAndView list(Page page, Visitor visitor, MemberSearch asked) {
        List<Member> seen = members.of(visitor);
        Introductions.Introduction introduction = introductions.of(organisation(visitor));
        List<QualifiedStaff.Unqualified> unqualified = staff.unqualified(
                seen.stream().map(member -> member.person().id()).collect(Collectors.toSet()));
        Stream<UUID> named = Stream.of(
                        introduction.changes().stream().flatMap(change -> change.by().stream()),
                        unqualified.stream().map(QualifiedStaff.Unqualified::account),
                        seen.stream()
                                .flatMap(member -> member.lines().stream())
                                .flatMap(line -> line.elsewhere().stream())
                                .map(Qualification.Elsewhere::by))
                .flatMap(ids -> ids);
        return new ModelAndView(
                "staff/people",
                Map.of(
                        "page",
                        page,
                        "members",
                        seen,
                        "asked",
                        asked,
                        "titles",
                        names.areas(page),
                        "introduction",
                        introduction,
                        "unqualified",
                        unqualified,
                        "names",
                        names.of(named),
                        "timeZone",
                        sites.zone(visitor).getId()));
    }

    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @Fresh(PATH)
    @Once
    @PostMapping(PATH + "/introduction/prolong")
    ModelAndView prolong(Visitor visitor) {
        introductions.prolong(organisation(visitor), visitor.account());
        return new ModelAndView("redirect:" + PATH);
    }

    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @Fresh(PATH)
    @Once
    @PostMapping(PATH + "/introduction/end")
    ModelAndView end(Visitor visitor) {
        introductions.end(organisation(visitor), visitor.account());
        return new ModelAndView("redirect:" + PATH);
    }

    @Access(
            value = To.STAFF,
            roles = {Role.MANAGER, Role.ADMINISTRATOR})
    @GetMapping(PATH + "/{account}")
    ModelAndView one(Page page, Visitor visitor, @PathVariable UUID account) {
        return show(page, visitor, required(visitor, account), CertificateForm.NOTHING, "");
    }

    /** A manager's word that somebody has proved it elsewhere: never for themselves, and with their own passkey. */
    @Access(value = To.STAFF, roles = Role.MANAGER)
    @Qualified
    @Fresh(PATH + "/{account}")
    @Once
    @PostMapping(PATH + "/{account}/elsewhere")
    ModelAndView enter(
            Page page,
            Visitor visitor,
            @PathVariable UUID account,
            @RequestParam(defaultValue = "") String course,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String reference,
            @RequestParam(defaultValue = "") String lastDay) {
        Member member = required(visitor, account);
        CertificateForm typed = new CertificateForm(course, kind, reference.strip(), lastDay);
        Optional<Qualification.Kind> known = typed.known();
        Optional<LocalDate> day = typed.day();
        if (known.isEmpty()) {
            return show(page, visitor, member, typed, "staff.problem.kind");
        }
        if (day.isEmpty()) {
            return show(page, visitor, member, typed, "staff.problem." + ProofException.Code.BAD_DAY);
        }
        try {
            proofs.enter(
                    member.person(),
                    course,
                    new Qualification.Elsewhere(known.get(), typed.reference(), visitor.account()),
                    day.get(),
                    members.zone(visitor, member.person()));
            return new ModelAndView("redirect:" + PATH + "/" + account);
        } catch (ProofException e) {
            return show(page, visitor, member, typed, "staff.problem." + e.code());
        }
    }

    /** What was entered was a mistake: from the next request on it counts for nothing. That it was there stays on record. */
    @Access(value = To.STAFF, roles = Role.MANAGER)
    @Unqualified("it stops somebody, and lets nobody do anything")
    @PostMapping(PATH + "/{account}/elsewhere/{qualification}/take-back")
    ModelAndView takeBack(Visitor visitor, @PathVariable UUID account, @PathVariable long qualification) {
        Member member = required(visitor, account);
        Qualification known = table.of(member.person().id()).stream()
                .filter(one -> one.id() == qualification && one.elsewhere().isPresent())
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        table.takeBack(known.id(), clock.instant(), visitor.account());
        return new ModelAndView("redirect:" + PATH + "/" + account);
    }

    private ModelAndView show(Page page, Visitor visitor, Member member, CertificateForm typed, String problem) {
        List<Qualification> all = table.of(member.person().id());
        return Answer.of(
                "staff/person",
                !problem.isEmpty(),
                Map.of(
                        "page",
                        page,
                        "member",
                        member,
                        "all",
                        all,
                        "titles",
                        names.areas(page),
                        "names",
                        names.of(all.stream()
                                .flatMap(one -> one.elsewhere().stream())
                                .map(Qualification.Elsewhere::by)),
                        "timeZone",
                        members.zone(visitor, member.person()).getId(),
                        "typed",
                        typed,
                        "problem",
                        problem));
    }

    private Member required(Visitor visitor, UUID account) {
        return members.find(visitor, account).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static UUID organisation(Visitor visitor) {
        return visitor.organisation().orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
