package org.wangchuan.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a form, or an address, that can't be read, before anybody tries to: the server's own error would be written into its
 * log with what was typed in it. Thread-safe.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + WellFormed.AFTER_LARGE_FORMS)
final class WellFormed extends OncePerRequestFilter {
    /** What a form's characters are is said before it is read, and who may send a large one. */
    static final int AFTER_LARGE_FORMS = 52;

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            var _ = request.getParameterMap();
        } catch (InvalidParameterException e) {
            refuse(response, e.getErrorCode());
            return;
        }
        chain.doFilter(request, response);
    }

    private static void refuse(HttpServletResponse response, int status) throws IOException {
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setHeader("X-Content-Type-Options", "nosniff");
        String text = "{\"status\":" + status + ",\"code\":\"FORM_UNREADABLE\","
                + "\"detail\":\"expected a form in UTF-8 of at most 256 KB\"}";
        response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }
}
