package org.wangchuan.platform.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Qualifications.Lack;
import org.wangchuan.platform.web.page.Page;
import org.wangchuan.platform.web.problem.Problems;
import org.wangchuan.platform.web.problem.RequestId;

/**
 * What is said when something is refused or goes wrong: a page to browsers, a problem document (RFC 9457) to programs. Spring's own
 * problem documents stay switched off: they would come before this, and answer people with JSON.
 */
@Controller
class ErrorPages implements ErrorController {
    private static final String INTERFACES = "/api/";

    /** What is only sent there, and the page where it is sent from. */
    private static final Pattern FORM_OF = Pattern.compile("(/intake/[0-9a-f-]{36}|/bench|/stock|/people)/.*");

    /** The owner's pages on the counter's screen, as far as their order. */
    private static final Pattern COUNTER = Pattern.compile("/counter/[0-9a-f-]{36}");

    /** When whoever asked too often may ask again, where nobody has said: limits are by the minute. */
    private static final String A_MINUTE = "60";

    /** A browser's answer; also who asks an interface for a page gets the problem document. */
    @Access(To.ANYONE)
    @RequestMapping(path = "/error", produces = MediaType.TEXT_HTML_VALUE)
    Object page(HttpServletRequest request, HttpServletResponse response, Page page) {
        later(response);
        String asked = String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
        if (asked.startsWith(INTERFACES)) {
            return problem(request, response);
        }
        if (response.getStatus() == HttpStatus.METHOD_NOT_ALLOWED.value()
                && request.getMethod().equals("GET")) {
            // A page that a form's answer was, asked for by a link or once more: the page of the form is what is left
            // of it.
            Matcher form = FORM_OF.matcher(asked);
            if (form.matches()) {
                return new ModelAndView(new RedirectView(form.group(1) + language(request)));
            }
        }
        Matcher counter = COUNTER.matcher(asked);
        if (counter.lookingAt()) {
            // Their screen is turned to the owner: they see nobody's menu.
            int status = response.getStatus();
            boolean isGone = status == HttpStatus.UNAUTHORIZED.value() || status == HttpStatus.FORBIDDEN.value();
            return new ModelAndView(
                    "web/counter",
                    Map.of("page", page, "kind", isGone ? "counter" : kind(status), "back", counter.group()));
        }
        Optional<Lack> lack = Lack.of(request);
        if (lack.isPresent()) {
            return new ModelAndView(
                    "web/not-qualified",
                    Map.of("page", page, "courses", lack.get().courses()));
        }
        return new ModelAndView(
                "web/error",
                Map.of(
                        "page",
                        page,
                        "kind",
                        kind(response.getStatus()),
                        "request",
                        RequestId.current().orElse("")));
    }

    private static String language(HttpServletRequest request) {
        String asked = String.valueOf(request.getParameter("lang"));
        return asked.equals("en") || asked.equals("zh") ? "?lang=" + asked : "";
    }

    private static void later(HttpServletResponse response) {
        if (response.getStatus() == HttpStatus.TOO_MANY_REQUESTS.value()
                && !response.containsHeader(HttpHeaders.RETRY_AFTER)) {
            response.setHeader(HttpHeaders.RETRY_AFTER, A_MINUTE);
        }
    }

    /** Which words fit, as their keys have it. */
    private static String kind(int status) {
        return switch (status) {
            case 403, 404, 408, 409, 413, 429 -> Integer.toString(status);
            default -> status < 500 ? "400" : "500";
        };
    }

    @Access(To.ANYONE)
    @RequestMapping("/error")
    ResponseEntity<Object> problem(HttpServletRequest request, HttpServletResponse response) {
        later(response);
        if (Lack.of(request).isPresent()) {
            return Problems.answer(HttpStatus.FORBIDDEN, "NOT_QUALIFIED", "a course is missing or has lapsed");
        }
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        HttpStatus status = code instanceof Integer number ? HttpStatus.valueOf(number) : HttpStatus.NOT_FOUND;
        return Problems.told(request, status).orElseGet(() -> Problems.answer(status, HttpHeaders.EMPTY));
    }
}
