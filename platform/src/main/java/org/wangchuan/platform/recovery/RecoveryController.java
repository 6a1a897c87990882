package org.wangchuan.platform.recovery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.custody.Codes;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.custody.RecoveredDevices;
import org.wangchuan.platform.custody.RecoveredDevices.Look;
import org.wangchuan.platform.identity.AccountChanges;
import org.wangchuan.platform.identity.AccountException;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.identity.Recoveries;
import org.wangchuan.platform.identity.Recoveries.Gone;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Fresh;
import org.wangchuan.platform.web.access.Qualified;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/** After a restore: what happened, what nobody can know any more, and what each has to say before it goes on. */
@Controller
class RecoveryController {
    static final String PATH = "/recovery";

    /** Of codes that are scanned one after the other. */
    private static final int CODES_MAX = 1000;

    private final Standings standings;
    private final Recoveries recoveries;
    private final RecoveredDevices devices;
    private final AccountChanges accounts;
    private final Stations stations;
    private final VisibleSites sites;

    RecoveryController(
            Standings standings,
            Recoveries recoveries,
            RecoveredDevices devices,
            AccountChanges accounts,
            Stations stations,
            VisibleSites sites) {
        this.standings = standings;
        this.recoveries = recoveries;
        this.devices = devices;
        this.accounts = accounts;
        this.stations = stations;
        this.sites = sites;
    }

    /** For everybody who works here: who waits should see for whom. */
    @Access(To.STAFF)
    @GetMapping(PATH)
    ModelAndView look(Page page, Visitor visitor) {
        return show(page, visitor, "");
    }

    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @Fresh(PATH)
    @PostMapping(PATH + "/accounts/{account}")
    ModelAndView account(
            Page page, Visitor visitor, @PathVariable UUID account, @RequestParam(defaultValue = "") String answer) {
        UUID organisation = visitor.organisation().orElseThrow(RecoveryController::notFound);
        if (accounts.find(organisation, account).isEmpty()) {
            throw notFound();
        }
        try {
            switch (answer) {
                case "here" -> accounts.confirm(organisation, account, false, visitor.account());
                case "new-keys" -> accounts.confirm(organisation, account, true, visitor.account());
                case "gone" -> accounts.end(organisation, account, visitor.account());
                default -> {
                    return show(page, visitor, "recovery.problem.answer");
                }
            }
            return again();
        } catch (AccountException e) {
            return show(page, visitor, "identity.problem." + e.code());
        }
    }

    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @Fresh(PATH)
    @PostMapping(PATH + "/stations/{station}/confirm")
    ModelAndView confirm(Visitor visitor, @PathVariable UUID station) {
        requireStation(visitor, station);
        recoveries.confirm(station, visitor.account());
        return again();
    }

    /** It opens the gate, as far as it waits for this station. */
    @Access(value = To.STAFF, roles = Role.MANAGER)
    @Fresh(PATH)
    @Qualified
    @PostMapping(PATH + "/stations/{station}/gone")
    ModelAndView gone(
            Page page, Visitor visitor, @PathVariable UUID station, @RequestParam(defaultValue = "") String reason) {
        requireStation(visitor, station);
        Optional<Gone> why = Gone.of(reason);
        if (why.isEmpty()) {
            return show(page, visitor, "recovery.problem.reason");
        }
        recoveries.gone(station, why.get(), visitor.account());
        return again();
    }

    @Access(value = To.STAFF, roles = Role.MANAGER)
    @Fresh(PATH)
    @Qualified
    @PostMapping(PATH + "/devices")
    ModelAndView devices(
            Page page,
            Visitor visitor,
            @RequestParam(required = false) List<UUID> device,
            @RequestParam(defaultValue = "") String codes,
            @RequestParam(defaultValue = "") String answer,
            @RequestParam(defaultValue = "no") String sure) {
        boolean isHere = answer.equals(Look.HERE.id());
        if (!isHere && !answer.equals(Look.MISSING.id())) {
            return show(page, visitor, "recovery.problem.answer");
        }
        if (isHere && !sure.equals("yes")) {
            return show(page, visitor, "recovery.problem.sure");
        }
        List<UUID> visible = visible(visitor);
        List<String> typed = codes.lines()
                .filter(line -> !line.isBlank())
                .map(Codes::typed)
                .distinct()
                .toList();
        if (typed.size() > CODES_MAX) {
            return show(page, visitor, "recovery.problem.many");
        }
        List<UUID> all = new ArrayList<>(devices.coded(typed, visible));
        int unknown = typed.size() - all.size();
        if (device != null) {
            all.addAll(device);
        }
        if (unknown > 0 || all.isEmpty()) {
            return show(
                    page, visitor, all.isEmpty() && unknown <= 0 ? "recovery.problem.none" : "recovery.problem.codes");
        }
        try {
            int noted = devices.look(all, isHere ? Look.HERE : Look.MISSING, visible, visitor.account());
            return noted == 0 ? show(page, visitor, "recovery.problem.none") : again();
        } catch (GateException e) {
            return show(page, visitor, "recovery.problem.stations");
        }
    }

    private void requireStation(Visitor visitor, UUID station) {
        boolean isOwn = stations.find(station)
                .filter(found -> sites.find(visitor, found.site()).isPresent())
                .isPresent();
        if (!isOwn) {
            throw notFound();
        }
    }

    private List<UUID> visible(Visitor visitor) {
        return sites.of(visitor).stream().map(Organisations.Site::id).toList();
    }

    private ModelAndView show(Page page, Visitor visitor, String problem) {
        Optional<Standing> standing = standings.of(visitor);
        Map<String, Object> model = new HashMap<>();
        model.put("page", page);
        model.put("standing", standing);
        model.put(
                "accounts",
                page.isFor(Role.ADMINISTRATOR)
                        ? visitor.organisation().map(recoveries::unconfirmed).orElse(List.of())
                        : List.of());
        model.put(
                "devices",
                standing.map(now -> devices.left(now.recovery().id(), visible(visitor)))
                        .orElse(List.of()));
        model.put("timeZone", sites.zone(visitor).getId());
        model.put("problem", problem);
        return Answer.of("recovery/recovery", !problem.isEmpty(), model);
    }

    private static ModelAndView again() {
        return new ModelAndView("redirect:" + PATH);
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
