package org.wangchuan.platform.web;

import java.net.InetAddress;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.catalina.valves.RemoteIpValve;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wangchuan.platform.setting.ListenSettings;

/**
 * Who asks, where a proxy stands before this platform: limits are counted by address, and all who come through one proxy would share theirs. Its
 * word is believed if a setting names its address, and of a chain only what a named one adds. Nothing else that it says is.
 */
@Configuration(proxyBeanMethods = false)
class ProxyConfiguration {
    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> proxies(ListenSettings settings) {
        return server -> {
            if (settings.proxies().isPresent()) {
                RemoteIpValve valve = new RemoteIpValve();
                valve.setInternalProxies(settings.proxyAddresses().stream()
                        .map(InetAddress::getHostAddress)
                        .map(Pattern::quote)
                        .collect(Collectors.joining("|")));
                valve.setTrustedProxies(null);
                valve.setRemoteIpHeader("X-Forwarded-For");
                // Scheme, host and port follow from wangchuan.public-url.
                valve.setProtocolHeader(null);
                valve.setHostHeader(null);
                valve.setPortHeader(null);
                server.addEngineValves(valve);
            }
        };
    }
}
