package org.wangchuan.platform.oversight.secondcheck;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceMedia;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.custody.SecondLook;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.cable.CableHelp;
import org.wangchuan.platform.intake.cable.OnCable;
import org.wangchuan.platform.ledger.Hands;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;

/** Gathers what the pages of the sample show. Thread-safe. */
@Component
class CheckViews {
    /** Most that the list shows. */
    static final int SHOWN_MAX = 50;

    private final JdbcClient jdbc;
    private final VisibleSites sites;
    private final Devices devices;
    private final DeviceMedia media;
    private final Clearings clearings;
    private final SecondChecks checks;
    private final SecondLook looks;
    private final Hands hands;
    private final Accounts accounts;
    private final Orders orders;
    private final StationReads reads;
    private final LookDesk desk;
    private final CableHelp cables;

    CheckViews(
            JdbcClient jdbc,
            VisibleSites sites,
            Devices devices,
            DeviceMedia media,
            Clearings clearings,
            SecondChecks checks,
            SecondLook looks,
            Hands hands,
            Accounts accounts,
            Orders orders,
            StationReads reads,
            LookDesk desk,
            CableHelp cables) {
        this.cables = cables;
        this.desk = desk;
        this.reads = reads;
        this.orders = orders;
        this.jdbc = jdbc;
        this.sites = sites;
        this.devices = devices;
        this.media = media;
        this.clearings = clearings;
        this.checks = checks;
        this.looks = looks;
        this.hands = hands;
        this.accounts = accounts;
    }

    /**
     * What waits at the visitor's sites: what is drawn first, the longest waiting first; at most {@value #SHOWN_MAX}.
     *
     * @param code how the code of the device begins; empty for all
     * @param state {@code drawn} or {@code unknown}; empty for both
     */
    List<CheckView> waiting(Visitor visitor, String code, String state) {
        List<UUID> ids = jdbc.sql("""
                        SELECT d.id FROM custody.device d
                        JOIN LATERAL (SELECT max(c.id) AS last, oversight.against(d.id) AS against FROM oversight.clearing c
                          WHERE c.device_id = d.id) o ON o.against IS NOT NULL
                        WHERE d.site_id = ANY (?::uuid[]) AND d.state = 'cleared'
                          AND starts_with(d.code, ?) AND (? = '' OR o.against = ?)
                        ORDER BY o.against <> 'drawn', o.last LIMIT ?""")
                .param(sites.of(visitor).stream()
                        .map(site -> site.id().toString())
                        .toArray(String[]::new))
                .param(code)
                .param(state)
                .param(state)
                .param(SHOWN_MAX)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
        Map<UUID, SecondLook.Said> said = looks.of(ids);
        return ids.stream()
                .flatMap(id -> devices.find(id).stream())
                .flatMap(device -> view(visitor, device, Optional.ofNullable(said.get(device.id())), false).stream())
                .toList();
    }

    /** One device of the visitor's sites that is, or was, in a sample. */
    Optional<CheckView> of(Visitor visitor, UUID device) {
        return devices.find(device)
                .flatMap(known -> view(
                        visitor,
                        known,
                        Optional.ofNullable(looks.of(List.of(device)).get(device)),
                        true));
    }

    /** @param withCables whether what hangs on cables is asked for: on the page of one, and not for each of a list */
    private Optional<CheckView> view(
            Visitor visitor, Device device, Optional<SecondLook.Said> said, boolean withCables) {
        Optional<Site> site = sites.find(visitor, device.site());
        Optional<Clearings.Clearing> last = clearings.latest(device.id());
        if (site.isEmpty() || last.isEmpty() || said.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new CheckView(
                device,
                site.get(),
                media.of(device.id()),
                orders.ofDevice(device.id()).map(WorkOrder::id),
                said.get(),
                last.get().why(),
                last.get().drawnAt(),
                checks.keptOut(device.id(), hands.of(last.get().statements()), visitor.account()),
                checks.others(last.get()).size(),
                checks.later(last.get()),
                checks.lookers(last.get()).size(),
                release(last.get(), said.get()),
                Optional.of(last.get())
                        .filter(_ -> said.get().state() == SecondLook.State.DRAWN)
                        .flatMap(checks::taken),
                reads.areAll(last.get().id()),
                reads.areAnswers(last.get().id(), visitor.account()),
                reads.isAnyUnproven(last.get().id()),
                reads.isRestUnproven(last.get().id()),
                device.state() == DeviceState.CLEARED
                        && checks.isKeptBack(
                                last.get(), CheckView.isOpen(said.get().state())),
                device.kind().isPhone() && clearings.isLeftAsking(last.get()),
                history(device.id()),
                orders.ofDevice(device.id())
                        .filter(_ -> withCables && CheckView.isOpen(said.get().state()))
                        .map(order -> cables.again(order, device))
                        .orElse(OnCable.NOTHING)));
    }

    /** What stations are asked to read of it; lanes are offered to a verifier who may look. */
    LookView looks(CheckView view, Visitor visitor) {
        boolean mayAsk = view.isOpen() && !view.isOwn() && !view.isAnswered() && visitor.hasAny(Role.VERIFIER);
        return clearings
                .latest(view.device().id())
                .map(last -> desk.view(last, new LookDesk.Viewer(visitor, Optional.empty(), mayAsk)))
                .orElseThrow();
    }

    private Optional<SecondChecks.Release> release(Clearings.Clearing last, SecondLook.Said said) {
        if (said.state() != SecondLook.State.DRAWN) {
            return Optional.empty();
        }
        try {
            return Optional.of(checks.mayBeReleased(last));
        } catch (CheckException _) {
            return Optional.empty();
        }
    }

    private List<CheckView.Past> history(UUID device) {
        return jdbc.sql("""
                        SELECT v.*, o.name AS company FROM oversight.verification v JOIN oversight.clearing c ON c.id = v.clearing_id
                        LEFT JOIN oversight.pact p ON p.id = v.pact_id LEFT JOIN identity.organisation o ON o.id = p.looker_id
                        WHERE c.device_id = ? ORDER BY v.at DESC LIMIT 20""")
                .param(device)
                .query((row, _) -> new CheckView.Past(
                        Objects.requireNonNull(row.getObject("at", OffsetDateTime.class))
                                .toInstant(),
                        accounts.workName(row.getObject("account_id", UUID.class))
                                .orElse("?"),
                        Seen.Result.of(row.getString("result")).orElseThrow(),
                        Seen.Place.of(row.getString("place")).orElseThrow(),
                        row.getBoolean("is_apart"),
                        row.getBoolean("is_by_machine"),
                        row.getBoolean("is_from_afar"),
                        Optional.ofNullable(row.getString("without")).flatMap(Seen.Without::of),
                        Optional.ofNullable(row.getString("company"))))
                .list();
    }
}
