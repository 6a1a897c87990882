package org.wangchuan.platform.ledger.log;

import java.nio.file.Path;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.wangchuan.platform.setting.Setting;

/**
 * What whoever runs the platform decides about the operator's log.
 *
 * @param witnesses file of a C2SP tlog-policy: who has to cosign the log. Without it nobody outside the operator witnesses
 *     anything, and there are no certificates under that log
 * @param logOrigin name of the log, for ever, given at the first start; otherwise made of the public address
 */
@ConfigurationProperties("wangchuan")
record LogSettings(
        @Setting(example = "/etc/wangchuan/witnesses.policy", up = "--witnesses")
        Optional<String> witnesses,

        @Setting(example = "shop.example/log") Optional<String> logOrigin) {
    /** The file; as text it is bound, as a path it would not be. */
    Optional<Path> witnessFile() {
        return witnesses.map(Path::of);
    }
}
