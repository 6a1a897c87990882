package org.wangchuan.platform.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.LocaleChangeInterceptor;
import org.springframework.web.servlet.resource.PathResourceResolver;
import org.wangchuan.platform.web.page.AssetFiles;

/** Words, languages and files. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {
    private static final Duration FILES_KEPT = Duration.ofDays(365);
    private static final String FILES = "classpath:/assets/";

    /** Each module has a bundle of its own: {@code words/MODULE.properties}, English, and {@code words/MODULE_zh.properties}. */
    @Bean
    MessageSource messageSource() throws IOException {
        ResourceBundleMessageSource words = new ResourceBundleMessageSource();
        for (Resource file :
                new PathMatchingResourcePatternResolver().getResources("classpath*:words/*_zh.properties")) {
            String name = String.valueOf(file.getFilename());
            words.addBasenames("words/" + name.substring(0, name.length() - "_zh.properties".length()));
        }
        words.setDefaultEncoding(StandardCharsets.UTF_8.name());
        words.setFallbackToSystemLocale(false);
        return words;
    }

    @Bean
    LocaleResolver localeResolver() {
        return new PlaceLocaleResolver();
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        LocaleChangeInterceptor change = new LocaleChangeInterceptor();
        change.setParamName("lang");
        change.setIgnoreInvalidLocale(true);
        registry.addInterceptor(change);
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler(AssetFiles.folder() + "**")
                .addResourceLocations(FILES)
                .setCacheControl(CacheControl.maxAge(FILES_KEPT).cachePublic().immutable());
        // Of another version, as a page names them that is older than this program, or newer, beside another process:
        // these here, and kept by nobody.
        registry.addResourceHandler(AssetFiles.PATH + "**")
                .addResourceLocations(FILES)
                .setCacheControl(CacheControl.noStore())
                .setUseLastModified(false)
                .resourceChain(false)
                .addResolver(new PathResourceResolver() {
                    @Override
                    protected @Nullable Resource getResource(String path, Resource location) throws IOException {
                        return super.getResource(
                                path.replaceFirst("^" + AssetFiles.VERSION_PATTERN + "/", ""), location);
                    }
                });
    }
}
