package org.wangchuan.platform.consumer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.intake.list.Batch;
import org.wangchuan.platform.intake.list.ListSummaries;
import org.wangchuan.platform.intake.list.ListSummaryFiles;
import org.wangchuan.platform.intake.list.SummaryException;
import org.wangchuan.platform.intake.list.SummaryMaking;
import org.wangchuan.platform.ledger.LedgerException;
import org.wangchuan.platform.ledger.Papers;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.page.Page;

/** Signed summaries of an institution's list, by the link that it has. A single device has none. */
@Controller
class OwnerSummaryController {
    private final Guests guests;
    private final ListSummaries summaries;
    private final SummaryMaking making;
    private final ListSummaryFiles files;

    OwnerSummaryController(Guests guests, ListSummaries summaries, SummaryMaking making, ListSummaryFiles files) {
        this.guests = guests;
        this.summaries = summaries;
        this.making = making;
        this.files = files;
    }

    @Access(To.OWNER)
    @GetMapping("/o/{secret}/issues")
    ModelAndView look(
            @PathVariable String secret, Page page, HttpServletRequest request, HttpServletResponse response) {
        return show(look(page, secret, request, response), "");
    }

    /** Works out what is true now, and signs it; nobody decides anything by it. */
    @Access(To.OWNER)
    @PostMapping("/o/{secret}/issues")
    ModelAndView make(
            @PathVariable String secret, Page page, HttpServletRequest request, HttpServletResponse response) {
        Look look = look(page, secret, request, response);
        try {
            ZoneId zone = ZoneId.of(look.guest().site().timeZone());
            var _ = making.make(batch(look), zone, look.guest().actor());
            return OwnerSteps.to(look.guest().base() + "/issues");
        } catch (SummaryException e) {
            ModelAndView refused = show(look, "intake.problem." + e.code());
            refused.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return refused;
        }
    }

    @Access(To.OWNER)
    @GetMapping("/o/{secret}/issues/{number}.json")
    Object json(
            @PathVariable String secret,
            @PathVariable int number,
            Page page,
            HttpServletRequest request,
            HttpServletResponse response) {
        return files.json(batch(look(page, secret, request, response)), number);
    }

    @Access(To.OWNER)
    @GetMapping("/o/{secret}/issues/{number}.pdf")
    Object pdf(
            @PathVariable String secret,
            @PathVariable int number,
            Page page,
            HttpServletRequest request,
            HttpServletResponse response) {
        Look look = look(page, secret, request, response);
        try {
            return files.pdf(batch(look), number);
        } catch (LedgerException e) {
            return Papers.refusal(show(look, ""), e, response);
        }
    }

    @Access(To.OWNER)
    @GetMapping("/o/{secret}/issues/{number}.zip")
    @Nullable
    ModelAndView zip(
            @PathVariable String secret,
            @PathVariable int number,
            Page page,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Look look = look(page, secret, request, response);
        try {
            if (!files.zip(batch(look), number, response)) {
                throw new ResponseStatusException(HttpStatus.NOT_FOUND);
            }
            return null; // it is written
        } catch (LedgerException e) {
            return Papers.refusal(show(look, ""), e, response);
        }
    }

    private Look look(Page page, String secret, HttpServletRequest request, HttpServletResponse response) {
        return Look.of(page, guests.byLink(OwnerDoor.order(request), secret), request, response);
    }

    private static Batch batch(Look look) {
        return look.guest()
                .together()
                .map(Guest.Together::batch)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private ModelAndView show(Look look, String problem) {
        return look.view("issues", problem, Map.of("issues", summaries.shown(batch(look))));
    }
}
