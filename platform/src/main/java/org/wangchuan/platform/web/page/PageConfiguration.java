package org.wangchuan.platform.web.page;

import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.wangchuan.platform.setting.PlatformSettings;
import org.wangchuan.platform.web.access.Visitors;

/** Lets handlers ask for a {@link Page}. */
@Configuration(proxyBeanMethods = false)
class PageConfiguration implements WebMvcConfigurer {
    private final PageResolver pages;

    PageConfiguration(
            MessageSource words,
            Visitors visitors,
            List<NavigationEntry> navigation,
            List<Notices> notices,
            PlatformSettings settings,
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> handlers) {
        pages = new PageResolver(
                words,
                visitors,
                navigation,
                new OwnAddress(handlers::getObject),
                notices,
                settings.isTrial(),
                !settings.isOfThisMachine());
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(pages);
    }
}
