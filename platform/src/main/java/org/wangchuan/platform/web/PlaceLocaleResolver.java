package org.wangchuan.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;

/**
 * What the reader chose; else what the browser asks for; Chinese if that is neither of the two. What an owner chooses on the counter's screen
 * holds for the pages of their order alone: the clerk's pages stay as they are, and so does what the next owner sees. Thread-safe.
 */
final class PlaceLocaleResolver implements LocaleResolver {
    private static final Duration KEPT = Duration.ofDays(365);

    /** The pages of one order on the counter's screen. */
    private static final Pattern GLASS = Pattern.compile("/counter/[0-9a-f-]{36}");

    private final CookieLocaleResolver everywhere = at("/");

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        return everywhere.resolveLocale(request); // a browser sends the cookie of the longer path first
    }

    @Override
    public void setLocale(HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
        Matcher glass = GLASS.matcher(request.getRequestURI());
        (glass.lookingAt() ? at(glass.group()) : everywhere).setLocale(request, response, locale);
    }

    private static CookieLocaleResolver at(String path) {
        CookieLocaleResolver resolver = new CookieLocaleResolver("language");
        resolver.setCookiePath(path);
        resolver.setCookieMaxAge(KEPT);
        resolver.setCookieSameSite("Lax");
        resolver.setCookieHttpOnly(true);
        resolver.setRejectInvalidCookies(false);
        resolver.setDefaultLocaleFunction(request -> {
            Locale asked = request.getLocale();
            return request.getHeader("Accept-Language") != null
                            && asked.getLanguage().equals("en")
                    ? Locale.ENGLISH
                    : Locale.SIMPLIFIED_CHINESE;
        });
        return resolver;
    }
}
