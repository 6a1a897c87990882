package org.wangchuan.platform.web.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;

/**
 * A refusal in bytes of its own, that asks neither the database nor the request for anything. The page for errors would look up who asks, and
 * read the form that came, whole and into memory: it can't be made while the database is away, and must not be where a refusal is to spare
 * that. Thread-safe.
 */
@Component
public class PlainAnswer {
    private static final String INTERFACES = "/api/";

    private final MessageSource words;

    /** By the words of all modules. */
    public PlainAnswer(MessageSource words) {
        this.words = words;
    }

    /**
     * A page to a browser, a problem document (RFC 9457) to a program and at every interface. The connection is closed: what is still to come of a form is not waited
     * for.
     *
     * @param code for programs
     * @param kind of the words {@code web.error.title.} and {@code web.error.text.}
     * @param wait until it is of use to ask again
     */
    public void answer(
            HttpServletRequest request,
            HttpServletResponse response,
            HttpStatus status,
            String code,
            String kind,
            Duration wait)
            throws IOException {
        boolean isPerson = !request.getRequestURI().startsWith(INTERFACES)
                && String.valueOf(request.getHeader(HttpHeaders.ACCEPT)).contains(MediaType.TEXT_HTML_VALUE);
        response.setStatus(status.value());
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait.toSeconds()));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader(HttpHeaders.CONNECTION, "close");
        response.setContentType(
                isPerson ? MediaType.TEXT_HTML_VALUE + ";charset=UTF-8" : MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        byte[] text =
                (isPerson ? page(request.getLocale(), kind) : problem(status, code)).getBytes(StandardCharsets.UTF_8);
        response.setContentLength(text.length);
        response.getOutputStream().write(text);
        response.flushBuffer();
    }

    private String page(Locale asked, String kind) {
        boolean isChinese = asked.getLanguage().equals("zh");
        Locale locale = isChinese ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH;
        return """
                <!DOCTYPE html>
                <html lang="%s"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title></head><body><main><h1>%s</h1><p>%s</p></main></body></html>
                """.formatted(
                        isChinese ? "zh-CN" : "en",
                        say("web.name", locale),
                        say("web.error.title." + kind, locale),
                        say("web.error.text." + kind, locale));
    }

    private String say(String key, Locale locale) {
        return HtmlUtils.htmlEscape(words.getMessage(key, new Object[0], locale));
    }

    private static String problem(HttpStatus status, String code) {
        return CanonicalJson.writeText(Json.object()
                .put("status", status.value())
                .put("title", status.getReasonPhrase())
                .put("code", code)
                .put("requestId", RequestId.current())
                .build());
    }
}
