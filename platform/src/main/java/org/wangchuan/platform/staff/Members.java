package org.wangchuan.platform.staff;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.identity.Accounts.Colleague;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.staff.course.Courses;
import org.wangchuan.platform.web.access.Visitor;

/** The staff whom somebody may see: of their own site, or of all; those only whose roles need a course. Thread-safe. */
@Component
class Members {
    private final Accounts accounts;
    private final Organisations organisations;
    private final VisibleSites sites;
    private final Courses courses;
    private final QualificationTable table;
    private final QualifiedStaff staff;

    Members(
            Accounts accounts,
            Organisations organisations,
            VisibleSites sites,
            Courses courses,
            QualificationTable table,
            QualifiedStaff staff) {
        this.accounts = accounts;
        this.organisations = organisations;
        this.sites = sites;
        this.courses = courses;
        this.table = table;
        this.staff = staff;
    }

    /** These people by name. Who works at all sites is seen by who does as well. */
    List<Member> of(Visitor visitor) {
        List<Colleague> seen = visitor.organisation().map(accounts::colleagues).orElse(List.of()).stream()
                .filter(one -> visitor.site().isEmpty() || visitor.site().equals(one.site()))
                .filter(one -> !Needs.of(one.roles()).isEmpty())
                .toList();
        Map<UUID, List<Qualification>> known = table
                .of(seen.stream().map(Colleague::id).toList())
                .stream()
                .collect(Collectors.groupingBy(Qualification::account));
        Map<UUID, ZoneId> zones = visitor.organisation().map(organisations::sites).orElse(List.of()).stream()
                .collect(Collectors.toMap(Organisations.Site::id, site -> ZoneId.of(site.timeZone())));
        ZoneId first = sites.zone(visitor);
        return seen.stream()
                .map(one -> member(
                        one,
                        known.getOrDefault(one.id(), List.of()),
                        staff.today(one.site()
                                .map(site -> zones.getOrDefault(site, first))
                                .orElse(first))))
                .toList();
    }

    /** One of them. */
    Optional<Member> find(Visitor visitor, UUID account) {
        return of(visitor).stream()
                .filter(member -> member.person().id().equals(account))
                .findFirst();
    }

    /** Of the place where somebody works; of who works at all, that of the first. */
    ZoneId zone(Visitor visitor, Colleague person) {
        return person.site()
                .flatMap(organisations::site)
                .map(site -> ZoneId.of(site.timeZone()))
                .orElseGet(() -> sites.zone(visitor));
    }

    private Member member(Colleague person, List<Qualification> known, LocalDate today) {
        List<String> needed = Needs.of(person.roles());
        List<CourseLine> lines = courses.newest().stream()
                .filter(course -> needed.contains(course.id()))
                .map(course -> CourseLine.of(course.id(), course.version(), true, known, today))
                .toList();
        List<String> lacking = lines.stream()
                .filter(line -> !line.state().holds())
                .map(CourseLine::course)
                .toList();
        List<String> nearest = person.roles().stream()
                .map(Needs::of)
                .filter(needs -> !needs.isEmpty())
                .map(needs -> needs.stream().filter(lacking::contains).toList())
                .min(Comparator.comparingInt(Collection::size))
                .orElse(List.of());
        return new Member(person, lines, nearest, today);
    }
}
