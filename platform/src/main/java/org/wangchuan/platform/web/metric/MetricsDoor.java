package org.wangchuan.platform.web.metric;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.wangchuan.platform.setting.ListenSettings;

/**
 * Who may read metrics: with a token set, whoever shows it; without one, this machine. They are on a port of their own, which is
 * closed unless a setting opens it.
 */
@Configuration(proxyBeanMethods = false)
class MetricsDoor {
    private static final int BEFORE_ALL_OTHERS = 0;
    private static final String SCHEME = "Bearer ";

    @Bean
    @Order(BEFORE_ALL_OTHERS)
    SecurityFilterChain metricsRequests(HttpSecurity http, ListenSettings settings) throws Exception {
        return http.securityMatcher(EndpointRequest.toAnyEndpoint())
                .authorizeHttpRequests(requests -> requests.anyRequest()
                        .access((_, asked) -> new AuthorizationDecision(mayRead(asked.getRequest(), settings))))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .exceptionHandling(
                        refused -> refused.authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED)))
                .build();
    }

    static boolean mayRead(HttpServletRequest request, ListenSettings settings) {
        return settings.metricsToken()
                .map(token -> isSame(SCHEME + token, request.getHeader(HttpHeaders.AUTHORIZATION)))
                .orElseGet(() -> isThisMachine(request.getRemoteAddr()));
    }

    private static boolean isSame(String expected, @Nullable String shown) {
        return shown != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isThisMachine(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress(); // a number: nobody's names are asked
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
