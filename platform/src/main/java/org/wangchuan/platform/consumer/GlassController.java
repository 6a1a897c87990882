package org.wangchuan.platform.consumer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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
import org.wangchuan.platform.ledger.LedgerException;
import org.wangchuan.platform.ledger.Papers;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Unqualified;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Page;

/**
 * The owner's pages on the counter's glass, for whoever has no phone, or only the one that is being erased; and the paper that
 * they take home. Seconds of presence by code don't exist here: the code stands on the same screen.
 */
@Controller
class GlassController {
    private final OwnerLinks links;
    private final Guests guests;
    private final OwnerPages pages;
    private final OwnerResults results;
    private final OwnerFiles files;
    private final OwnerSteps steps;
    private final Watching watching;

    GlassController(
            OwnerLinks links,
            Guests guests,
            OwnerPages pages,
            OwnerResults results,
            OwnerFiles files,
            OwnerSteps steps,
            Watching watching) {
        this.links = links;
        this.guests = guests;
        this.pages = pages;
        this.results = results;
        this.files = files;
        this.steps = steps;
        this.watching = watching;
    }

    @Access(value = To.STAFF, roles = Role.CLERK)
    @GetMapping("/counter/{order}")
    ModelAndView open(
            @PathVariable UUID order,
            Page page,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response) {
        Look look = Look.of(page, guest(order, visitor), request, response);
        if (!look.guest().where().isWhereOwnerIs()) {
            return results.device(look, "");
        }
        return steps.open(look, true);
    }

    @Access(value = To.STAFF, roles = Role.CLERK)
    @GetMapping("/counter/{order}/{name:prepare|keep|agree|watch|proof|device|summary|privacy}")
    ModelAndView page(
            @PathVariable UUID order,
            @PathVariable String name,
            @RequestParam Optional<Integer> item,
            @RequestParam(defaultValue = "0") int from,
            @RequestParam(defaultValue = "") String result,
            Page page,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response) {
        Look look = Look.of(page, guest(order, visitor), request, response);
        return look.guest().where().isWhereOwnerIs()
                ? steps.page(name, look, item, new TogetherPages.Asked(from, result))
                : results.device(look, "");
    }

    /**
     * What is kept of the owner, in clear, and forgetting it, are on their own browser only: here a clerk could do both. So is all
     * of a device that is not where its owner is: nobody but staff stands at this screen then.
     */
    @Access(value = To.STAFF, roles = Role.CLERK)
    @Unqualified("the owner's own word on the shop's screen; they can always decline and leave")
    @PostMapping(
            "/counter/{order}/{name:accept|decline|return|out|secrets|prepare|keep|agree|sign|leave|contact|erased-on}")
    ModelAndView step(
            @PathVariable UUID order,
            @PathVariable String name,
            @RequestParam Map<String, String> form,
            Page page,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response) {
        Look look = Look.of(page, guest(order, visitor), request, response);
        return look.guest().where().isWhereOwnerIs()
                ? steps.step(name, look, form)
                : results.refused(look, "consumer.problem.glass");
    }

    @Access(value = To.STAFF, roles = Role.CLERK)
    @GetMapping("/counter/{order}/{name:receipt|certificate}.json")
    ResponseEntity<byte[]> file(
            @PathVariable UUID order, @PathVariable String name, @RequestParam Optional<UUID> event, Visitor visitor) {
        return files.file(guest(order, visitor), name.equals("certificate"), event);
    }

    @Access(value = To.STAFF, roles = Role.CLERK)
    @GetMapping("/counter/{order}/{name:receipt|certificate}.pdf")
    Object paper(
            @PathVariable UUID order,
            @PathVariable String name,
            @RequestParam Optional<UUID> event,
            Page page,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response) {
        Look look = Look.of(page, guest(order, visitor), request, response);
        try {
            return files.paper(look.guest(), Papers.Kind.of(name), event);
        } catch (LedgerException e) {
            return Papers.refusal(steps.result(look), e, response);
        }
    }

    @Access(value = To.STAFF, roles = Role.CLERK)
    @GetMapping("/counter/{order}/record.json")
    ResponseEntity<byte[]> record(@PathVariable UUID order, @RequestParam UUID event, Visitor visitor) {
        return files.record(guest(order, visitor), event);
    }

    @Access(value = To.STAFF, roles = Role.CLERK)
    @GetMapping("/counter/{order}/recheck.json")
    ResponseEntity<byte[]> recheck(@PathVariable UUID order, @RequestParam UUID event, Visitor visitor) {
        return files.recheck(guest(order, visitor), event);
    }

    @Access(value = To.STAFF, roles = Role.CLERK)
    @GetMapping("/counter/{order}/declaration.txt")
    ResponseEntity<byte[]> declaration(@PathVariable UUID order, @RequestParam UUID id, Visitor visitor) {
        return files.declaration(guest(order, visitor), id);
    }

    @Access(value = To.STAFF, roles = Role.CLERK)
    @GetMapping(path = "/counter/{order}/progress", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter progress(@PathVariable UUID order, Visitor visitor) {
        return watching.watch(guest(order, visitor).order().id());
    }

    /** For printing: link, code and what they are for, on a paper that needs no phone now. */
    @Access(value = To.STAFF, roles = Role.CLERK)
    @GetMapping("/counter/{order}/paper")
    ModelAndView paper(
            @PathVariable UUID order,
            Page page,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response) {
        Look look = Look.of(page, guest(order, visitor), request, response);
        return pages.paper(look);
    }

    /** The changing code, for the owner's eyes, while the erasure runs. */
    @Access(value = To.STAFF, roles = Role.CLERK)
    @GetMapping("/counter/{order}/code")
    ModelAndView code(
            @PathVariable UUID order,
            Page page,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response) {
        Look look = Look.of(page, guest(order, visitor), request, response);
        return new ModelAndView("consumer/code", Map.of("look", look, "code", links.presenceCode(order)));
    }

    private Guest guest(UUID order, Visitor visitor) {
        return guests.onGlass(order, visitor).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
