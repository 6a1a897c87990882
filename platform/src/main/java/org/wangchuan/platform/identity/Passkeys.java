package org.wangchuan.platform.identity;

import java.time.InstantSource;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRpEntity;
import org.springframework.security.web.webauthn.management.JdbcPublicKeyCredentialUserEntityRepository;
import org.springframework.security.web.webauthn.management.JdbcUserCredentialRepository;
import org.springframework.security.web.webauthn.management.WebAuthnRelyingPartyOperations;
import org.springframework.security.web.webauthn.management.Webauthn4JRelyingPartyOperations;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.wangchuan.platform.setting.PlatformSettings;

/** Where passkeys are kept: in the tables of this module; and what checks them. */
@Configuration(proxyBeanMethods = false)
class Passkeys {
    @Bean
    JdbcPublicKeyCredentialUserEntityRepository passkeyUsers(JdbcOperations jdbc) {
        return new JdbcPublicKeyCredentialUserEntityRepository(jdbc);
    }

    @Bean
    JdbcUserCredentialRepository passkeyCredentials(JdbcOperations jdbc) {
        return new JdbcUserCredentialRepository(jdbc);
    }

    @Bean
    WebAuthnRelyingPartyOperations passkeyOperations(
            JdbcPublicKeyCredentialUserEntityRepository users,
            JdbcUserCredentialRepository credentials,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            PlatformSettings settings,
            AccountHistory history,
            InstantSource clock) {
        PublicKeyCredentialRpEntity platform = PublicKeyCredentialRpEntity.builder()
                .id(settings.publicUrl().getHost())
                .name("忘川 Wangchuan")
                .build();
        return new PasskeyOperations(
                new Webauthn4JRelyingPartyOperations(users, credentials, platform, Set.of(settings.origin())),
                jdbc,
                new TransactionTemplate(transactions),
                history,
                clock);
    }
}
