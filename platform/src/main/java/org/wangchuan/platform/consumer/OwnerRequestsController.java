package org.wangchuan.platform.consumer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.rights.Officers;
import org.wangchuan.platform.rights.OwnRequests;
import org.wangchuan.platform.rights.PersonRequest;
import org.wangchuan.platform.rights.RequestKind;
import org.wangchuan.platform.rights.RightsException;
import org.wangchuan.platform.vault.Vault;
import org.wangchuan.platform.vault.VaultException;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.page.Page;

/**
 * What owners ask of their data, from the link of their order. Anybody who has the link may ask; what was written, and what ends a
 * request, is for the browser that may see in clear what is kept: whoever printed the paper could come in by its code.
 */
@Controller
class OwnerRequestsController {
    private static final String BROWSER = "consumer.problem.browser";

    private final OwnRequests requests;
    private final Officers officers;
    private final OwnerCopy copy;
    private final OwnerPrivacy privacy;
    private final OwnerDoor door;
    private final Guests guests;
    private final Vault vault;
    private final InstantSource clock;

    OwnerRequestsController(
            OwnRequests requests,
            Officers officers,
            OwnerCopy copy,
            OwnerPrivacy privacy,
            OwnerDoor door,
            Guests guests,
            Vault vault,
            InstantSource clock) {
        this.requests = requests;
        this.officers = officers;
        this.copy = copy;
        this.privacy = privacy;
        this.door = door;
        this.guests = guests;
        this.vault = vault;
        this.clock = clock;
    }

    @Access(To.OWNER)
    @GetMapping("/o/{secret}/requests")
    ModelAndView list(
            @PathVariable String secret,
            @RequestParam(defaultValue = "") String about,
            Page page,
            HttpServletRequest request,
            HttpServletResponse response) {
        Look look = look(secret, page, request, response);
        // A page may begin a complaint in the owner's place; they read it, and send it or not.
        return show(
                look,
                Map.of(),
                "",
                about.equals("destruction")
                        ? new Typed(RequestKind.COMPLAINT.id(), look.say("consumer.destruction.complaint"))
                        : Typed.NOTHING);
    }

    @Access(To.OWNER)
    @PostMapping("/o/{secret}/requests")
    ModelAndView ask(
            @PathVariable String secret,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(name = "_form", defaultValue = "") String form,
            Page page,
            HttpServletRequest request,
            HttpServletResponse response) {
        Look look = look(secret, page, request, response);
        Optional<RequestKind> asked = RequestKind.of(kind);
        return asked.isEmpty() || form.isEmpty() || form.length() > 100
                ? show(look, Map.of(), "rights.problem.NO_KIND", new Typed(kind, text))
                : act(
                        look,
                        () -> requests.ask(OwnerDoor.order(request), asked.get(), text, form),
                        new Typed(kind, text));
    }

    /** What both sides wrote; on record as any look of theirs. */
    @Access(To.OWNER)
    @PostMapping("/o/{secret}/requests/words")
    ModelAndView words(
            @PathVariable String secret, Page page, HttpServletRequest request, HttpServletResponse response) {
        Look look = look(secret, page, request, response);
        if (!door.mayOpen(OwnerDoor.order(request), request)) {
            return show(look, Map.of(), BROWSER, Typed.NOTHING);
        }
        try {
            return show(look, requests.words(OwnerDoor.order(request)), "", Typed.NOTHING);
        } catch (VaultException e) {
            return show(look, Map.of(), "vault.problem." + e.code(), Typed.NOTHING);
        }
    }

    @Access(To.OWNER)
    @PostMapping("/o/{secret}/requests/{request}/withdraw")
    ModelAndView withdraw(
            @PathVariable String secret,
            @PathVariable("request") UUID id,
            @RequestParam(defaultValue = "0") int seen,
            Page page,
            HttpServletRequest request,
            HttpServletResponse response) {
        Look look = look(secret, page, request, response);
        UUID order = OwnerDoor.order(request);
        return door.mayOpen(order, request)
                ? act(look, () -> requests.withdraw(order, id, seen), Typed.NOTHING)
                : show(look, Map.of(), BROWSER, Typed.NOTHING);
    }

    /** The answer does not settle it. */
    @Access(To.OWNER)
    @PostMapping("/o/{secret}/requests/{request}/unsettled")
    ModelAndView unsettled(
            @PathVariable String secret,
            @PathVariable("request") UUID id,
            @RequestParam(defaultValue = "0") int seen,
            @RequestParam(defaultValue = "") String text,
            Page page,
            HttpServletRequest request,
            HttpServletResponse response) {
        Look look = look(secret, page, request, response);
        UUID order = OwnerDoor.order(request);
        return door.mayOpen(order, request)
                ? act(look, () -> requests.unsettled(order, id, seen, text), Typed.NOTHING)
                : show(look, Map.of(), BROWSER, Typed.NOTHING);
    }

    /** All that is kept of them: as a file with its pictures, or as a page to print. On record as any look of theirs. */
    @Access(To.OWNER)
    @PostMapping("/o/{secret}/{name:copy|copy-page}")
    Object copy(
            @PathVariable String secret,
            @PathVariable String name,
            Page page,
            HttpServletRequest request,
            HttpServletResponse response) {
        Look look = look(secret, page, request, response);
        if (!door.mayOpen(OwnerDoor.order(request), request)) {
            return privacy.page(look, Map.of(), BROWSER);
        }
        try {
            if (name.equals("copy-page")) {
                response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
                return copy.page(look);
            }
            Optional<ResponseEntity<byte[]>> file = copy.file(look);
            return file.isPresent() ? file.get() : privacy.page(look, Map.of(), "consumer.problem.copy");
        } catch (VaultException e) {
            return privacy.page(look, Map.of(), "vault.problem." + e.code());
        }
    }

    /** What was typed, for the form of the same answer; it must not get into a message by accident. */
    private record Typed(String kind, String text) {
        static final Typed NOTHING = new Typed("", "");

        @Override
        public String toString() {
            return "Typed";
        }
    }

    /** What may be refused. */
    @FunctionalInterface
    private interface Act {
        void done() throws RightsException, OrderException, VaultException;
    }

    private ModelAndView act(Look look, Act act, Typed typed) {
        try {
            act.done();
            return OwnerSteps.to(look.guest().base() + "/requests");
        } catch (RightsException e) {
            return show(look, Map.of(), "rights.problem." + e.code(), typed);
        } catch (VaultException e) {
            return show(look, Map.of(), "vault.problem." + e.code(), typed);
        } catch (OrderException e) {
            return show(look, Map.of(), "consumer.problem." + e.code(), typed);
        }
    }

    private ModelAndView show(Look look, Map<UUID, String> words, String problem, Typed typed) {
        Map<String, Object> model = new HashMap<>();
        List<PersonRequest> all = requests.of(look.guest().order().id());
        model.put("requests", all);
        model.put(
                "gone",
                all.stream()
                        .filter(one -> !one.texts().isEmpty() && isForgotten(one))
                        .map(PersonRequest::id)
                        .collect(Collectors.toSet()));
        model.put("officer", officers.of(look.guest().site().organisation()));
        model.put("words", words);
        model.put("now", clock.instant());
        model.put("kind", typed.kind());
        model.put("text", typed.text());
        ModelAndView view = look.view("requests", problem, model);
        if (!problem.isEmpty()) {
            view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return view;
    }

    /** Whether what was written in it went with all else that was kept of its person. */
    private boolean isForgotten(PersonRequest one) {
        return one.person()
                .flatMap(vault::keeping)
                .flatMap(Vault.Keeping::forgottenAt)
                .isPresent();
    }

    private Look look(String secret, Page page, HttpServletRequest request, HttpServletResponse response) {
        return Look.of(page, guests.byLink(OwnerDoor.order(request), secret), request, response);
    }
}
