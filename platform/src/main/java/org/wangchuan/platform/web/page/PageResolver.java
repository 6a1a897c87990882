package org.wangchuan.platform.web.page;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.core.MethodParameter;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.support.RequestContextUtils;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.access.Visitors;

/** Gives a handler its {@link Page}, and the {@link Visitor} who called it. */
final class PageResolver implements HandlerMethodArgumentResolver {
    private final MessageSource words;
    private final Visitors visitors;
    private final List<NavigationEntry> navigation;
    private final OwnAddress address;
    private final List<Notices> notices;
    private final boolean isTrial;
    private final boolean isForPhones;

    PageResolver(
            MessageSource words,
            Visitors visitors,
            List<NavigationEntry> navigation,
            OwnAddress address,
            List<Notices> notices,
            boolean isTrial,
            boolean isForPhones) {
        this.isForPhones = isForPhones;
        this.address = address;
        this.notices = List.copyOf(notices);
        this.isTrial = isTrial;
        this.words = words;
        this.visitors = visitors;
        this.navigation = navigation.stream()
                .sorted(Comparator.comparingInt(NavigationEntry::order))
                .toList();
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Page.class || parameter.getParameterType() == Visitor.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binders) {
        HttpServletRequest request = web.getNativeRequest(HttpServletRequest.class);
        if (request == null) {
            throw new IllegalStateException("no request");
        }
        if (parameter.getParameterType() == Visitor.class) {
            return visitors.of(request).orElseThrow(() -> new IllegalStateException("nobody is signed in here"));
        }
        return page(request);
    }

    Page page(HttpServletRequest request) {
        Optional<Visitor> visitor = visitors.of(request);
        List<NavigationEntry> seen = navigation.stream()
                .filter(entry -> visitor.isPresent()
                        && visitor.get().organisation().isPresent()
                        && entry.roles().stream().anyMatch(visitor.get().roles()::contains))
                .toList();
        CsrfToken csrf = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
        return new Page(
                RequestContextUtils.getLocale(request),
                words,
                visitor,
                seen,
                address.of(request),
                () -> csrf == null ? "" : csrf.getToken(),
                isTrial,
                isForPhones,
                visitor.isPresent() && visitors.isFresh(request),
                // What can't be looked up is no second mistake.
                request.getDispatcherType() == DispatcherType.ERROR ? List.of() : notices,
                request.getMethod().equals("POST")
                        ? Sent.of(request.getRequestURI(), request.getParameterMap())
                        : Sent.NOTHING);
    }
}
