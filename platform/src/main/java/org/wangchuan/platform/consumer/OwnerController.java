package org.wangchuan.platform.consumer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.ledger.LedgerException;
import org.wangchuan.platform.ledger.Papers;
import org.wangchuan.platform.vault.VaultException;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Visitors;
import org.wangchuan.platform.web.page.Page;

/** The owner's pages by the link of an order. */
@Controller
class OwnerController {
    private final OwnerLinks links;
    private final ReplacedLinks replacedLinks;
    private final OwnerDoor door;
    private final Guests guests;
    private final OwnerPages pages;
    private final OwnerResults results;
    private final OwnerPrivacy privacy;
    private final OwnerFiles files;
    private final OwnerSteps steps;
    private final OwnerPictures pictures;
    private final Watching watching;
    private final Visitors visitors;

    OwnerController(
            OwnerLinks links,
            ReplacedLinks replacedLinks,
            OwnerDoor door,
            Guests guests,
            OwnerPages pages,
            OwnerResults results,
            OwnerPrivacy privacy,
            OwnerFiles files,
            OwnerSteps steps,
            OwnerPictures pictures,
            Watching watching,
            Visitors visitors) {
        this.links = links;
        this.replacedLinks = replacedLinks;
        this.door = door;
        this.guests = guests;
        this.pages = pages;
        this.results = results;
        this.privacy = privacy;
        this.files = files;
        this.steps = steps;
        this.pictures = pictures;
        this.watching = watching;
        this.visitors = visitors;
    }

    /** Looking does not bind the link: programs that look at links in messages must not use it up. */
    @Access(To.ANYONE)
    @GetMapping("/o/{secret}")
    ModelAndView open(
            @PathVariable String secret, Page page, HttpServletRequest request, HttpServletResponse response) {
        Optional<ModelAndView> old = replaced(secret, page, request, response);
        if (old.isPresent()) {
            return old.get();
        }
        OwnerLinks.Found found = find(secret);
        if (visitors.of(request).isPresent()) {
            return onGlass(found);
        }
        Look look = Look.of(page, guests.byLink(found.order(), secret), request, response);
        if (found.isBound() && !door.isIn(found.order(), request)) {
            return pages.enter(look, found.lockedUntil(), "");
        }
        return steps.open(look, found.isBound());
    }

    /** Goes on: binds the link to this browser, or checks that it has it, and takes the step that the button names. */
    @Access(To.ANYONE)
    @PostMapping("/o/{secret}")
    ModelAndView join(
            @PathVariable String secret,
            @RequestParam Map<String, String> form,
            Page page,
            HttpServletRequest request,
            HttpServletResponse response) {
        OwnerLinks.Found found = find(secret);
        if (visitors.of(request).isPresent()) {
            return onGlass(found);
        }
        Look look = Look.of(page, guests.byLink(found.order(), secret), request, response);
        if (!door.isIn(found.order(), request)) {
            Optional<String> cookie = links.bind(found.order());
            if (cookie.isEmpty()) {
                return pages.enter(look, found.lockedUntil(), "");
            }
            response.addHeader(
                    HttpHeaders.SET_COOKIE, door.cookie(secret, cookie.get()).toString());
        }
        String step = form.getOrDefault("step", "");
        if (step.equals("list") && look.guest().together().isPresent()) { // seen before a price is taken for it
            return OwnerSteps.to(look.guest().base() + "/device");
        }
        return step.equals("accept") || step.equals("decline") || step.equals("return")
                ? steps.step(step, look, form)
                : OwnerSteps.toNow(look.guest());
    }

    /** Another browser comes in with the code of the paper. */
    @Access(To.ANYONE)
    @PostMapping("/o/{secret}/enter")
    ModelAndView enter(
            @PathVariable String secret,
            @RequestParam String code,
            Page page,
            HttpServletRequest request,
            HttpServletResponse response) {
        OwnerLinks.Found found = find(secret);
        if (visitors.of(request).isPresent()) {
            return onGlass(found);
        }
        Look look = Look.of(page, guests.byLink(found.order(), secret), request, response);
        if (!links.countTry(found.order())) {
            return pages.enter(look, find(secret).lockedUntil(), "");
        }
        Optional<String> cookie = links.enter(found.order(), code);
        if (cookie.isEmpty()) {
            String problem = links.isFull(found.order()) ? "consumer.problem.browsers" : "consumer.problem.code";
            return pages.enter(look, find(secret).lockedUntil(), problem);
        }
        response.addHeader(
                HttpHeaders.SET_COOKIE, door.cookie(secret, cookie.get()).toString());
        return OwnerSteps.to(look.guest().base());
    }

    /** Whoever had a link before says that they had not asked for the new one. */
    @Access(To.ANYONE)
    @PostMapping("/o/{secret}/not-me")
    ModelAndView notMe(@PathVariable String secret, Page page, HttpServletRequest request, HttpServletResponse response)
            throws OrderException {
        var _ = replaced(secret, page, request, response)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        replacedLinks.object(secret);
        return OwnerSteps.to(OwnerLinks.PATH + secret);
    }

    /** What a browser is told that had come in by a link which opens nothing any more; nobody else is told that there was one. */
    private Optional<ModelAndView> replaced(
            String secret, Page page, HttpServletRequest request, HttpServletResponse response) {
        // While somebody who works here is signed in, nobody is the owner in this browser.
        return replacedLinks
                .find(secret)
                .filter(_ -> visitors.of(request).isEmpty())
                .filter(link -> door.wasPutOut(link, request))
                .map(link ->
                        pages.replaced(Look.of(page, guests.byLink(link.order(), secret), request, response), link));
    }

    @Access(To.OWNER)
    @GetMapping("/o/{secret}/{name:prepare|keep|agree|watch|proof|device|summary|privacy}")
    ModelAndView page(
            @PathVariable String secret,
            @PathVariable String name,
            @RequestParam Optional<Integer> item,
            @RequestParam(defaultValue = "0") int from,
            @RequestParam(defaultValue = "") String result,
            Page page,
            HttpServletRequest request,
            HttpServletResponse response) {
        return steps.page(name, look(secret, page, request, response), item, new TogetherPages.Asked(from, result));
    }

    @Access(To.OWNER)
    @PostMapping(
            "/o/{secret}/{name:accept|decline|return|out|secrets|prepare|keep|agree|sign|code|leave|contact|own|forget|wish|sent|go-on|home|lost|erased-on}")
    ModelAndView step(
            @PathVariable String secret,
            @PathVariable String name,
            @RequestParam Map<String, String> form,
            Page page,
            HttpServletRequest request,
            HttpServletResponse response) {
        Look look = look(secret, page, request, response);
        boolean isPrivate = name.equals("own") || name.equals("forget");
        if (isPrivate && !door.mayOpen(OwnerDoor.order(request), request)) {
            return privacy.page(look, Map.of(), "consumer.problem.browser");
        }
        // The shop knows the paper's code: what it found broken is not passed by a browser that came in by it just now.
        if (name.equals("go-on") && !door.mayOpen(OwnerDoor.order(request), request)) {
            return results.refused(look, "consumer.problem.browser.go-on");
        }
        // Nor can a number be named in the owner's place that is on the bag in the shop's hands.
        if (name.equals("sent") && !door.mayOpen(OwnerDoor.order(request), request)) {
            return results.refused(look, "consumer.problem.browser.sent");
        }
        // Nor can it be said as the owner's word where a device is that the shop has lost.
        if (name.equals("wish") && !door.mayOpen(OwnerDoor.order(request), request)) {
            return results.refused(look, "consumer.problem.browser.wish");
        }
        boolean isWhere = name.equals("home") || name.equals("lost");
        if (isWhere && !door.mayOpen(OwnerDoor.order(request), request)) {
            return results.refused(look, "consumer.problem.browser.where");
        }
        return steps.step(name, look, form);
    }

    /** A photo or a signature of theirs, or the key that shows that it is the one which a record names; on record as any look. */
    @Access(To.OWNER)
    @PostMapping("/o/{secret}/{name:photo|photo-key|signature|signature-key}")
    Object picture(
            @PathVariable String secret,
            @PathVariable String name,
            @RequestParam UUID picture,
            Page page,
            HttpServletRequest request,
            HttpServletResponse response) {
        Look look = look(secret, page, request, response);
        if (!door.mayOpen(OwnerDoor.order(request), request)) {
            return privacy.page(look, Map.of(), "consumer.problem.browser");
        }
        OwnerPictures.Kind kind = name.startsWith("photo") ? OwnerPictures.Kind.PHOTO : OwnerPictures.Kind.SIGNATURE;
        try {
            return name.endsWith("-key")
                    ? pictures.key(look.guest(), kind, picture)
                    : pictures.look(look.guest(), kind, picture);
        } catch (VaultException e) {
            return privacy.page(look, Map.of(), "vault.problem." + e.code());
        }
    }

    @Access(To.OWNER)
    @GetMapping("/o/{secret}/{name:receipt|certificate}.json")
    ResponseEntity<byte[]> file(
            @PathVariable String secret,
            @PathVariable String name,
            @RequestParam Optional<UUID> event,
            HttpServletRequest request) {
        return files.file(guests.byLink(OwnerDoor.order(request), secret), name.equals("certificate"), event);
    }

    /** The same on paper: in both languages, as it is compared with what the file gives. */
    @Access(To.OWNER)
    @GetMapping("/o/{secret}/{name:receipt|certificate}.pdf")
    Object paper(
            @PathVariable String secret,
            @PathVariable String name,
            @RequestParam Optional<UUID> event,
            Page page,
            HttpServletRequest request,
            HttpServletResponse response) {
        Look look = look(secret, page, request, response);
        try {
            return files.paper(look.guest(), Papers.Kind.of(name), event);
        } catch (LedgerException e) {
            return Papers.refusal(steps.result(look), e, response);
        }
    }

    @Access(To.OWNER)
    @GetMapping("/o/{secret}/record.json")
    ResponseEntity<byte[]> record(@PathVariable String secret, @RequestParam UUID event, HttpServletRequest request) {
        return files.record(guests.byLink(OwnerDoor.order(request), secret), event);
    }

    @Access(To.OWNER)
    @GetMapping("/o/{secret}/recheck.json")
    ResponseEntity<byte[]> recheck(@PathVariable String secret, @RequestParam UUID event, HttpServletRequest request) {
        return files.recheck(guests.byLink(OwnerDoor.order(request), secret), event);
    }

    /** What was agreed to or signed at once, device by device: the text that the digest was made of. */
    @Access(To.OWNER)
    @GetMapping("/o/{secret}/declaration.txt")
    ResponseEntity<byte[]> declaration(@PathVariable String secret, @RequestParam UUID id, HttpServletRequest request) {
        return files.declaration(guests.byLink(OwnerDoor.order(request), secret), id);
    }

    @Access(To.OWNER)
    @GetMapping(path = "/o/{secret}/progress", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter progress(@PathVariable String secret, HttpServletRequest request) {
        return watching.watch(OwnerDoor.order(request));
    }

    /** A browser in which somebody is signed in who works here is not the owner's: what it does is done at the counter. */
    private static ModelAndView onGlass(OwnerLinks.Found found) {
        return OwnerSteps.to("/counter/" + found.order());
    }

    private Look look(String secret, Page page, HttpServletRequest request, HttpServletResponse response) {
        return Look.of(page, guests.byLink(OwnerDoor.order(request), secret), request, response);
    }

    private OwnerLinks.Found find(String secret) {
        return links.find(secret).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
