package org.wangchuan.platform.web.access;

import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the interceptor before every handler. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration implements WebMvcConfigurer {
    private final Visitors visitors;
    private final List<Door> doors;
    private final Qualifications qualifications;

    AccessConfiguration(Visitors visitors, List<Door> doors, Qualifications qualifications) {
        this.visitors = visitors;
        this.qualifications = qualifications;
        this.doors = doors;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new AccessInterceptor(visitors, doors, qualifications));
    }
}
