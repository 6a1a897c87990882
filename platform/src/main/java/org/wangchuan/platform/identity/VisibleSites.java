package org.wangchuan.platform.identity;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.web.access.Visitor;

/** The sites whose devices and orders somebody may see: their own, or all of their organisation. Thread-safe. */
@Component
public class VisibleSites {
    private final Organisations organisations;

    VisibleSites(Organisations organisations) {
        this.organisations = organisations;
    }

    /** These sites by name; none before there is an organisation. */
    public List<Organisations.Site> of(Visitor visitor) {
        return visitor.organisation().map(organisations::sites).orElse(List.of()).stream()
                .filter(site -> visitor.worksAt(site.id()))
                .toList();
    }

    /** The time zone of what is of no one site: that of the first site by name; UTC before there is one. */
    public ZoneId zone(Visitor visitor) {
        return of(visitor).stream()
                .findFirst()
                .map(site -> ZoneId.of(site.timeZone()))
                .orElse(ZoneOffset.UTC);
    }

    /** The same on a page for everybody: of a stranger, that of the only company here. */
    public ZoneId zone(Optional<Visitor> visitor) {
        return visitor.map(this::zone)
                .or(() -> organisations.onlyTimeZone().map(ZoneId::of))
                .orElse(ZoneOffset.UTC);
    }

    /** This site, if the visitor may see what is there. */
    public Optional<Organisations.Site> find(Visitor visitor, UUID site) {
        return organisations
                .site(site)
                .filter(found -> visitor.organisation().equals(Optional.of(found.organisation()))
                        && visitor.worksAt(found.id()));
    }
}
