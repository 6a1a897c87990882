package org.wangchuan.platform.rights;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.setting.PlatformSettings;
import org.wangchuan.platform.vault.Field;
import org.wangchuan.platform.vault.Vault;
import org.wangchuan.platform.vault.VaultException;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.limit.Sender;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/**
 * Complaints of people who have no link of an order. What is typed goes into the vault; what comes back is a number, and an address with a
 * secret in it that leads to the answer, shown once. Whoever has that address is taken for whoever complained.
 */
@Controller
public class ComplaintController {
    private static final int NAME_CHARS_MAX = 100;

    private final OwnRequests requests;
    private final ComplaintLimit limit;
    private final Organisations organisations;
    private final PlatformSettings settings;
    private final ComplaintNotices notices;
    private final InstantSource clock;

    ComplaintController(
            OwnRequests requests,
            ComplaintLimit limit,
            Organisations organisations,
            PlatformSettings settings,
            ComplaintNotices notices,
            InstantSource clock) {
        this.notices = notices;
        this.requests = requests;
        this.limit = limit;
        this.organisations = organisations;
        this.settings = settings;
        this.clock = clock;
    }

    /** What was typed; it must not get into a message by accident. */
    public record Typed(String site, String name, String contact, String text) {
        @Override
        public String toString() {
            return "Typed";
        }
    }

    @Access(To.ANYONE)
    @GetMapping("/complaints")
    ModelAndView form(Page page, @RequestParam(defaultValue = "") String site) {
        return form(page, new Typed(site, "", "", ""), "");
    }

    @Access(To.ANYONE)
    @PostMapping("/complaints")
    ModelAndView complain(
            Page page,
            @RequestParam(defaultValue = "") String site,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String contact,
            @RequestParam(defaultValue = "") String text,
            HttpServletRequest request,
            HttpServletResponse response) {
        Typed typed = new Typed(site, name.strip(), contact.strip(), text);
        Optional<Organisations.Site> where = site(site);
        if (where.isEmpty()) {
            return form(page, typed, "rights.problem.site");
        }
        if (text.isBlank()) {
            return form(page, typed, "rights.problem.NO_TEXT");
        }
        Map<Field, String> values = new EnumMap<>(Field.class);
        if (!typed.name().isEmpty()) {
            values.put(Field.NAME, typed.name());
        }
        if (!typed.contact().isEmpty()) {
            if (!Officers.isContact(typed.contact())) {
                return form(page, typed, "rights.problem.contact");
            }
            values.put(typed.contact().contains("@") ? Field.EMAIL : Field.PHONE, typed.contact());
        }
        if (typed.name().length() > NAME_CHARS_MAX) {
            return form(page, typed, "vault.problem." + VaultException.Code.BAD_VALUE);
        }
        if (text.strip().length() > Vault.NOTE_CHARS_MAX) {
            return form(page, typed, "vault.problem." + VaultException.Code.BAD_NOTE);
        }
        if (!limit.allows(Sender.of(request), where.get().id())) {
            ModelAndView refused = form(page, typed, "rights.problem.many");
            refused.setStatus(HttpStatus.TOO_MANY_REQUESTS);
            response.setHeader(HttpHeaders.RETRY_AFTER, "3600");
            return refused;
        }
        try {
            String secret = requests.complain(where.get().id(), values, text);
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            return new ModelAndView(
                    "rights/complained",
                    Map.of(
                            "page",
                            page,
                            "link",
                            settings.origin() + "/complaints/" + secret,
                            "one",
                            requests.byLink(secret).orElseThrow()));
        } catch (VaultException e) {
            return form(page, typed, "vault.problem." + e.code());
        }
    }

    private Optional<Organisations.Site> site(String id) {
        try {
            return organisations.site(UUID.fromString(id));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private ModelAndView form(Page page, Typed typed, String problem) {
        Map<UUID, String> companies = new HashMap<>();
        List<Organisations.Site> sites = new ArrayList<>(organisations.all());
        site(typed.site()).filter(one -> !sites.contains(one)).ifPresent(sites::add); // more than are listed
        sites.forEach(site -> companies.computeIfAbsent(site.organisation(), organisations::name));
        return Answer.of(
                "rights/complaints",
                !problem.isEmpty(),
                Map.of("page", page, "sites", sites, "companies", companies, "typed", typed, "problem", problem));
    }

    @Access(To.ANYONE)
    @GetMapping("/complaints/{secret}")
    ModelAndView look(Page page, @PathVariable String secret) {
        return show(page, secret, Map.of(), "");
    }

    /** What both sides wrote; on record. */
    @Access(To.ANYONE)
    @PostMapping("/complaints/{secret}/words")
    ModelAndView words(Page page, @PathVariable String secret) {
        required(secret);
        try {
            return show(page, secret, requests.words(secret), "");
        } catch (VaultException e) {
            return show(page, secret, Map.of(), "vault.problem." + e.code());
        } catch (RightsException e) {
            return show(page, secret, Map.of(), "rights.problem." + e.code());
        }
    }

    @Access(To.ANYONE)
    @PostMapping("/complaints/{secret}/{name:withdraw|unsettled|forget}")
    ModelAndView act(
            Page page,
            @PathVariable String secret,
            @PathVariable String name,
            @RequestParam(defaultValue = "0") int seen,
            @RequestParam(defaultValue = "") String text) {
        required(secret);
        try {
            switch (name) {
                case "withdraw" -> requests.withdraw(secret, seen);
                case "unsettled" -> requests.unsettled(secret, seen, text);
                default -> requests.forget(secret);
            }
            return new ModelAndView("redirect:/complaints/" + secret);
        } catch (VaultException e) {
            return show(page, secret, Map.of(), "vault.problem." + e.code());
        } catch (RightsException e) {
            return show(page, secret, Map.of(), "rights.problem." + e.code());
        }
    }

    private ModelAndView show(Page page, String secret, Map<UUID, String> words, String problem) {
        PersonRequest request = required(secret);
        return Answer.of(
                "rights/complaint",
                !problem.isEmpty(),
                Map.of(
                        "page",
                        page,
                        "base",
                        "/complaints/" + secret,
                        "one",
                        request,
                        "words",
                        words,
                        "isThere",
                        requests.isThere(request),
                        "notices",
                        notices.of(request.id(), page),
                        "now",
                        clock.instant(),
                        "problem",
                        problem));
    }

    private PersonRequest required(String secret) {
        return requests.byLink(secret).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
