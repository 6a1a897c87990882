package org.wangchuan.platform.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * What protects every request before a handler sees it: forged forms, sessions, headers but those of {@code ContentPolicy}. Who may
 * call which handler is said at the handler, see {@link org.wangchuan.platform.web.access.Access}.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
    /**
     * Stations and programs: a token in each request, or a signature under it, and neither session nor form; what a company's identity provider
     * tells; and the public log.
     */
    @Bean
    @Order(1)
    SecurityFilterChain stationRequests(HttpSecurity http) throws Exception {
        return http.securityMatcher("/api/station/**", "/api/v1/**", "/log/**", CompanySignInController.SIGNED_OUT)
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .headers(Customizer.withDefaults())
                .build();
    }

    /** Browsers. */
    @Bean
    @Order(2)
    SecurityFilterChain browserRequests(HttpSecurity http, FormTokens forms, PasskeyMaking making) throws Exception {
        // Another spelling in each answer: a page is compressed with what its reader typed, and its length tells.
        XorCsrfTokenRequestAttributeHandler csrf = new XorCsrfTokenRequestAttributeHandler();
        return http.authorizeHttpRequests(requests -> requests.requestMatchers(registration())
                        .access((who, asked) -> mayRegister(who, asked, making))
                        .anyRequest()
                        .permitAll())
                .addFilterBefore(SecurityConfiguration::refuseOtherSites, CsrfFilter.class)
                .csrf(forged -> forged.csrfTokenRepository(forms).csrfTokenRequestHandler(csrf))
                .sessionManagement(session -> session.sessionFixation(fixation -> fixation.changeSessionId()))
                .webAuthn(passkeys -> passkeys.disableDefaultRegistrationPage(true))
                .logout(out -> out.logoutUrl("/sign-out").logoutSuccessUrl("/"))
                .exceptionHandling(
                        refused -> refused.authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED)))
                .requestCache(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                // Pages that are told how far it is would hear nothing through a proxy that waits until it has much to
                // pass on.
                .headers(headers -> headers.addHeaderWriter(new StaticHeadersWriter("X-Accel-Buffering", "no"))
                        .permissionsPolicyHeader(
                                policy -> policy.policy("camera=(self), geolocation=(), microphone=(), payment=()")))
                .build();
    }

    /**
     * What another site's page sends, whatever token it has: on localhost all ports share their cookies, so that another program's
     * page could set one. Browsers say where a request comes from (Fetch Metadata); one that does not has the token alone.
     */
    private static void refuseOtherSites(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest asked = (HttpServletRequest) request;
        String site = asked.getHeader("Sec-Fetch-Site");
        boolean isOurs = site == null || site.equals("same-origin") || site.equals("none");
        if (isOurs || !CsrfFilter.DEFAULT_CSRF_MATCHER.matches(asked)) {
            chain.doFilter(request, response);
        } else {
            ((HttpServletResponse) response).sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }

    /** Made, if {@link PasskeyMaking} lets them; nobody takes one away here, see {@link AccountChanges#removePasskey}. */
    private static AuthorizationDecision mayRegister(
            Supplier<? extends Authentication> who, RequestAuthorizationContext request, PasskeyMaking making) {
        Authentication authentication = who.get();
        boolean isSomebody = authentication != null
                && authentication.isAuthenticated()
                && !(authentication instanceof AnonymousAuthenticationToken);
        boolean isMade = request.getRequest().getMethod().equals("POST");
        return new AuthorizationDecision(isMade && isSomebody && making.isAllowed(request.getRequest()));
    }

    private static PathPatternRequestMatcher registration() {
        return PathPatternRequestMatcher.withDefaults().matcher("/webauthn/register/**");
    }
}
