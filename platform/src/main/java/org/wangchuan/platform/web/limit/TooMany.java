package org.wangchuan.platform.web.limit;

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
import org.wangchuan.platform.web.problem.RequestId;

/**
 * Says that it was too much, in bytes of its own. The page for errors would look up who asks, and read the form that came, whole and into
 * memory: a refusal must not cost what it is to spare. Thread-safe.
 */
@Component
final class TooMany {
    private final MessageSource words;

    TooMany(MessageSource words) {
        this.words = words;
    }

    /** A page to a browser, a problem document (RFC 9457) to a program. */
    void answer(HttpServletRequest request, HttpServletResponse response, Duration wait) throws IOException {
        boolean isPerson = String.valueOf(request.getHeader(HttpHeaders.ACCEPT)).contains(MediaType.TEXT_HTML_VALUE);
        response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait.toSeconds()));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        // What is still to come of a form is not waited for.
        response.setHeader(HttpHeaders.CONNECTION, "close");
        response.setContentType(
                isPerson ? MediaType.TEXT_HTML_VALUE + ";charset=UTF-8" : MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        String text = isPerson ? page(request.getLocale()) : problem();
        response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        response.flushBuffer();
    }

    private String page(Locale asked) {
        boolean isChinese = asked.getLanguage().equals("zh");
        Locale locale = isChinese ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH;
        return """
                <!DOCTYPE html>
                <html lang="%s"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title></head><body><main><h1>%s</h1><p>%s</p></main></body></html>
                """.formatted(
                        isChinese ? "zh-CN" : "en",
                        say("web.name", locale),
                        say("web.error.title.429", locale),
                        say("web.error.text.429", locale));
    }

    private String say(String key, Locale locale) {
        return HtmlUtils.htmlEscape(words.getMessage(key, new Object[0], locale));
    }

    private static String problem() {
        return CanonicalJson.writeText(Json.object()
                .put("status", HttpStatus.TOO_MANY_REQUESTS.value())
                .put("title", HttpStatus.TOO_MANY_REQUESTS.getReasonPhrase())
                .put("code", HttpStatus.TOO_MANY_REQUESTS.name())
                .put("requestId", RequestId.current())
                .build());
    }
}
