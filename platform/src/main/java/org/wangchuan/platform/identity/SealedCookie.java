package org.wangchuan.platform.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.process.SharedKeys;
import org.wangchuan.platform.setting.PlatformSettings;

/**
 * The cookie of a session: its id, sealed with a key that is not in the database. The ids stand there in clear, so that without
 * the seal whoever reads the database, or a back-up of it, would be everybody who is signed in. Thread-safe.
 */
@Component
final class SealedCookie implements CookieSerializer {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String KEY_FILE = "sessions.key";
    private static final int KEY_BYTES = 32;
    private static final char MARK = '.';

    private final DefaultCookieSerializer cookie = new DefaultCookieSerializer();
    private final SecretKeySpec key;

    SealedCookie(PlatformSettings settings, SharedKeys keys) throws IOException {
        key = new SecretKeySpec(keys.key(settings.data().resolve(KEY_FILE), KEY_BYTES), ALGORITHM);
        cookie.setCookieName("session");
        cookie.setUseHttpOnlyCookie(true);
        cookie.setSameSite("Lax");
        // By the public address: what stands between may speak http to this process.
        cookie.setUseSecureCookie(settings.isSecure());
    }

    @Override
    public void writeCookieValue(CookieValue value) {
        String id = value.getCookieValue();
        CookieValue sealed =
                new CookieValue(value.getRequest(), value.getResponse(), id.isEmpty() ? "" : id + MARK + seal(id));
        sealed.setCookieMaxAge(value.getCookieMaxAge());
        cookie.writeCookieValue(sealed);
    }

    @Override
    public List<String> readCookieValues(HttpServletRequest request) {
        return cookie.readCookieValues(request).stream()
                .map(this::open)
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<String> open(String value) {
        int mark = value.lastIndexOf(MARK);
        if (mark < 0) {
            return Optional.empty();
        }
        String id = value.substring(0, mark);
        boolean isOurs = MessageDigest.isEqual(
                seal(id).getBytes(StandardCharsets.UTF_8),
                value.substring(mark + 1).getBytes(StandardCharsets.UTF_8));
        return isOurs ? Optional.of(id) : Optional.empty();
    }

    private String seal(String id) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(id.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
