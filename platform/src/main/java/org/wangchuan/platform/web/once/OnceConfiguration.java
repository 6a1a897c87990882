package org.wangchuan.platform.web.once;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.wangchuan.platform.web.access.Visitors;

/** Puts the interceptor before every handler, after the one that says who may call it. */
@Configuration(proxyBeanMethods = false)
class OnceConfiguration implements WebMvcConfigurer {
    private static final int AFTER_ACCESS = 100;

    private final SentForms forms;
    private final Visitors visitors;

    OnceConfiguration(SentForms forms, Visitors visitors) {
        this.forms = forms;
        this.visitors = visitors;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new OnceInterceptor(forms, visitors)).order(AFTER_ACCESS);
    }
}
