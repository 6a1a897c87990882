package org.wangchuan.platform.consumer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/** Large type, and with it a button that reads the page aloud: asked for by a link, and remembered by the browser. */
public final class LargeType {
    private static final String NAME = "large";
    private static final Duration KEPT = Duration.ofDays(400);

    private LargeType() {}

    /** For all pages that anybody may read. */
    public static boolean of(HttpServletRequest request, HttpServletResponse response) {
        return of(request, response, "/");
    }

    /**
     * As this request asks for it, or as the browser remembers it.
     *
     * @param path below which a choice that is made now is remembered
     */
    static boolean of(HttpServletRequest request, HttpServletResponse response, String path) {
        String asked = request.getParameter(NAME);
        if (asked == null) {
            return request.getCookies() != null
                    && Arrays.stream(request.getCookies())
                            .filter(cookie -> cookie.getName().equals(NAME))
                            .findFirst() // of two, that of the longer path
                            .filter(cookie -> cookie.getValue().equals("1"))
                            .isPresent();
        }
        boolean isLarge = asked.equals("1");
        ResponseCookie cookie = ResponseCookie.from(NAME, isLarge ? "1" : "0")
                .path(path)
                .httpOnly(true)
                .sameSite("Lax")
                .maxAge(KEPT)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
        return isLarge;
    }
}
