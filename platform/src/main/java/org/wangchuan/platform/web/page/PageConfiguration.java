package org.wangchuan.platform.web.page;

import java.util.List;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.wangchuan.platform.setting.PlatformSettings;
import org.wangchuan.platform.web.access.Visitors;

/** Lets handlers ask for a {@link Page}. */
@Configuration(proxyBeanMethods = false)
class PageConfiguration implements WebMvcConfigurer {
    private final PageResolver pages;

    PageConfiguration(
            MessageSource words, Visitors visitors, List<NavigationEntry> navigation, PlatformSettings settings) {
        pages = new PageResolver(words, visitors, navigation, settings.isTrial());
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(pages);
    }
}
