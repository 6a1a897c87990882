package org.wangchuan.platform.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.setting.PlatformSettings;

/**
 * The token that each form carries, beside it in a cookie and nowhere else: whoever only looks at a page leaves no row in the
 * database, and a page that lay open overnight can still be sent. Over https no other host, and no page without https, can
 * set a cookie of this name (RFC 6265bis, 4.1.3.2). Thread-safe.
 */
@Component
final class FormTokens implements CsrfTokenRepository {
    private final CookieCsrfTokenRepository cookie = new CookieCsrfTokenRepository();

    FormTokens(PlatformSettings settings) {
        cookie.setCookieName(settings.isSecure() ? "__Host-form" : "form");
        cookie.setHeaderName("X-CSRF-TOKEN");
        cookie.setCookiePath("/");
        // Lax: an owner comes by a link in a message, and the page that opens holds a form.
        cookie.setCookieCustomizer(
                made -> made.httpOnly(true).secure(settings.isSecure()).sameSite("Lax"));
    }

    /** Another token from now on; what knew the one before sends no form any more. */
    void renew(HttpServletRequest request, HttpServletResponse response) {
        saveToken(generateToken(request), request, response);
    }

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        return cookie.generateToken(request);
    }

    @Override
    public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        cookie.saveToken(token, request, response);
    }

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
        return cookie.loadToken(request);
    }
}
